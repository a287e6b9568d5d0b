package dev.solvo.simulator.card;

import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ApplicationImage.Authentication;
import dev.solvo.simulator.card.ApplicationImage.Cryptogram;
import dev.solvo.simulator.card.ApplicationImage.IssuerAuthentication;
import dev.solvo.simulator.card.ApplicationImage.LogImage;
import dev.solvo.simulator.card.ApplicationImage.Method;
import dev.solvo.simulator.card.ApplicationImage.Name;
import dev.solvo.simulator.card.ApplicationImage.PinForm;
import dev.solvo.simulator.card.ApplicationImage.PinImage;
import dev.solvo.simulator.card.ApplicationImage.RecordImage;
import dev.solvo.simulator.card.ApplicationImage.RecordObject;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.simulator.card.ImageText.Section;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section of one application. */
final class ApplicationReader {
    private static final Map<String, Integer> PROFILE_BITS = Map.of(
            "cvm", 0x1000,
            "risk-management", 0x0800,
            "issuer-authentication", 0x0400,
            "on-device-cvm", 0x0200,
            "emv-mode", 0x0080,
            "works-offline", 0x0008,
            "mac-at-offset", 0x0004,
            "mac-at-default-offset", 0x0002,
            "relay-resistance", 0x0001);

    private static final Set<String> RECORD_KINDS = Set.of("signed", "enciphered");

    private final Section section;
    private final SectionReader lines;

    private ApplicationReader(Section section) {
        this.section = section;
        this.lines = new SectionReader(section);
    }

    static ApplicationImage read(Section section) throws SimulatorTextException {
        return new ApplicationReader(section).read();
    }

    private ApplicationImage read() throws SimulatorTextException {
        Authentication authentication = authentication();
        ApplicationImage image = new ApplicationImage(
                aid(),
                name(),
                dol("pdol"),
                interchangeProfile(authentication.method()),
                authentication,
                records(),
                hex("afl"),
                dataObjects(),
                tags("hidden"),
                log(),
                cryptogram(),
                pin(),
                RiskReader.read(lines),
                ContactlessReader.read(lines),
                lines.number("atc", 0, 0, 0xFFFF),
                lines.number("last-online-atc", 0, 0, 0xFFFF),
                lines.number("format", 2, 1, 2) == 2,
                lines.flag("blocked"));
        lines.done();
        return image;
    }

    private Bytes aid() throws SimulatorTextException {
        Line heading = new Line(section.number(), section.name(), section.argument());
        Bytes aid = ImageValue.hex(heading, section.argument());
        if (aid.length() < 5 || aid.length() > 16) {
            throw heading.fault("an AID has 5 to 16 bytes, not " + aid.length());
        }
        return aid;
    }

    private Name name() throws SimulatorTextException {
        Line label = lines.mandatory("label");
        Optional<Line> preferred = lines.optional("preferred-name");
        Optional<Line> priority = lines.optional("priority");
        Optional<Line> languages = lines.optional("language");
        int coded = 0;
        if (priority.isPresent()) {
            List<String> words = priority.get().words();
            coded = words.isEmpty() ? 0 : ImageValue.number(priority.get(), words.get(0), 0, 15);
            if (words.size() == 2 && words.get(1).equals("confirm")) {
                coded |= 0x80;
            } else if (words.size() != 1) {
                throw priority.get().fault("expected a number from 0 to 15 and perhaps 'confirm'");
            }
        }
        Optional<String> preferredName = Optional.empty();
        if (preferred.isPresent()) {
            preferredName = Optional.of(
                    ImageValue.quoted(preferred.get(), preferred.get().rest()));
        }
        return new Name(
                ImageValue.quoted(label, label.rest()),
                preferredName,
                coded,
                languages.map(Line::rest),
                lines.number("code-table", 0, 0, 15));
    }

    private Bytes dol(String keyword) throws SimulatorTextException {
        Optional<Line> line = lines.optional(keyword);
        return line.isEmpty()
                ? Bytes.EMPTY
                : ImageValue.dol(line.get(), line.get().words());
    }

    private Bytes interchangeProfile(Method method) throws SimulatorTextException {
        Optional<Line> line = lines.optional("aip");
        int bits = switch (method) {
            case NONE, LOCAL -> 0;
            case SDA -> 0x4000;
            case DDA -> 0x2000;
            case CDA -> 0x2100;
            case XDA -> 0x8000;
        };
        if (line.isEmpty()) {
            return profile(bits);
        }
        if (line.get().rest().matches("[0-9A-F]{4}")) {
            return ImageValue.hex(line.get(), line.get().rest());
        }
        for (String word : line.get().words()) {
            Integer bit = PROFILE_BITS.get(word);
            if (bit == null) {
                throw line.get().fault("unknown function " + ImageValue.quote(word));
            }
            bits |= bit;
        }
        return profile(bits);
    }

    private static Bytes profile(int bits) {
        return Bytes.ofUnsigned(bits >> 8, bits & 0xFF);
    }

    private Authentication authentication() throws SimulatorTextException {
        Method method = lines.constant("oda", Method.NONE);
        boolean elliptic = method == Method.XDA || method == Method.LOCAL;
        return new Authentication(
                method,
                word("issuer-key").orElse(elliptic ? "issuer-p256" : "issuer-rsa-1408"),
                word("icc-key").orElse(elliptic ? "icc-p256" : "icc-rsa-1152"),
                word("pin-key"),
                certificateExpiry(),
                tags("corrupt"));
    }

    private YearMonth certificateExpiry() throws SimulatorTextException {
        Optional<Line> line = lines.optional("certificate-expiry");
        if (line.isEmpty()) {
            return YearMonth.of(2049, 12);
        }
        if (!line.get().rest().matches("20[0-4][0-9](0[1-9]|1[0-2])")) {
            throw line.get().fault("expected a year and a month from 200001 to 204912");
        }
        int number = Integer.parseInt(line.get().rest());
        return YearMonth.of(number / 100, number % 100);
    }

    private Set<Tag> tags(String keyword) throws SimulatorTextException {
        Set<Tag> tags = new HashSet<>();
        for (Line line : lines.all(keyword)) {
            for (String word : line.words()) {
                tags.add(ImageValue.tag(line, word));
            }
        }
        return Set.copyOf(tags);
    }

    private Optional<Bytes> hex(String keyword) throws SimulatorTextException {
        Optional<Line> line = lines.optional(keyword);
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(ImageValue.hex(line.get(), line.get().rest()));
    }

    private Optional<String> word(String keyword) throws SimulatorTextException {
        return lines.optional(keyword).map(Line::rest);
    }

    private List<RecordImage> records() throws SimulatorTextException {
        List<RecordImage> records = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (List<Line> group : lines.records()) {
            RecordImage image = record(group);
            if (!seen.add(image.sfi() << 8 | image.number())) {
                throw group.get(0).fault("this record stands twice");
            }
            records.add(image);
        }
        return records;
    }

    private static RecordImage record(List<Line> group) throws SimulatorTextException {
        Line heading = group.get(0);
        List<String> words = heading.words();
        List<String> kinds = words.subList(Math.min(1, words.size()), words.size());
        String[] place = words.isEmpty() ? new String[0] : words.get(0).split("\\.", -1);
        if (place.length != 2
                || !RECORD_KINDS.containsAll(kinds)
                || Set.copyOf(kinds).size() != kinds.size()) {
            throw heading.fault("expected SFI.NUMBER and perhaps 'signed' and 'enciphered'");
        }
        List<Line> inside = group.subList(1, group.size());
        List<RecordObject> objects = objects(
                inside.stream().filter(line -> !line.keyword().equals("raw")).toList());
        Optional<Bytes> raw = Optional.empty();
        for (Line line : inside) {
            if (line.keyword().equals("raw")) {
                raw = Optional.of(ImageValue.hex(line, line.rest()));
            }
        }
        if (raw.isPresent() == !objects.isEmpty()) {
            throw heading.fault("a record needs either data objects or raw bytes");
        }
        return new RecordImage(
                heading.number(),
                ImageValue.number(heading, place[0], 1, 30),
                ImageValue.number(heading, place[1], 1, 255),
                kinds.contains("signed"),
                kinds.contains("enciphered"),
                objects,
                raw);
    }

    /** Lines of a tag and a value, or of a tag whose value is made. */
    static List<RecordObject> objects(List<Line> lines) throws SimulatorTextException {
        List<RecordObject> objects = new ArrayList<>();
        for (Line line : lines) {
            Optional<Bytes> value = line.rest().equals("generated")
                    ? Optional.empty()
                    : Optional.of(ImageValue.value(line, line.rest()));
            objects.add(new RecordObject(line.number(), ImageValue.tag(line, line.keyword()), value));
        }
        return objects;
    }

    private Map<Tag, Bytes> dataObjects() throws SimulatorTextException {
        Map<Tag, Bytes> objects = new LinkedHashMap<>();
        for (Line line : lines.all("data")) {
            List<String> words = List.of(line.rest().split("\\s+", 2));
            if (words.size() != 2) {
                throw line.fault("expected a tag and a value");
            }
            objects.put(ImageValue.tag(line, words.get(0)), ImageValue.value(line, words.get(1)));
        }
        return objects;
    }

    private Optional<LogImage> log() throws SimulatorTextException {
        Optional<Line> line = lines.optional("log");
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = line.get().words();
        if (words.size() < 3) {
            throw line.get().fault("expected an SFI, a number of records and the log's data objects");
        }
        return Optional.of(new LogImage(
                ImageValue.number(line.get(), words.get(0), 11, 30),
                ImageValue.number(line.get(), words.get(1), 1, 255),
                ImageValue.dol(line.get(), words.subList(2, words.size()))));
    }

    private Cryptogram cryptogram() throws SimulatorTextException {
        CryptogramVersion version = lines.constant("cryptogram", CryptogramVersion.VISA_10);
        Optional<Line> line = lines.optional("issuer-authentication");
        IssuerAuthentication authentication = IssuerAuthentication.NONE;
        boolean mandatory = false;
        if (line.isPresent()) {
            List<String> words = line.get().words();
            mandatory = words.size() == 2 && words.get(1).equals("mandatory");
            if (words.isEmpty() || words.size() == 2 && !mandatory || words.size() > 2) {
                throw line.get().fault("expected none, external or cdol2 and perhaps 'mandatory'");
            }
            authentication = ImageValue.constant(line.get(), IssuerAuthentication.class, words.get(0));
        }
        return new Cryptogram(version, lines.number("derivation-key-index", 1, 0, 255), authentication, mandatory);
    }

    private Optional<PinImage> pin() throws SimulatorTextException {
        Optional<Line> pin = lines.optional("pin");
        int limit = lines.number("pin-try-limit", 3, 0, 15);
        int left = lines.number("pin-tries-left", limit, 0, limit);
        List<PinForm> forms = lines.constants("pin-forms", PinForm.class);
        if (pin.isEmpty()) {
            return Optional.empty();
        }
        if (!pin.get().rest().matches("[0-9]{4,12}")) {
            throw pin.get().fault("a PIN has 4 to 12 digits");
        }
        Set<PinForm> set = EnumSet.noneOf(PinForm.class);
        set.addAll(forms.isEmpty() ? List.of(PinForm.PLAINTEXT) : forms);
        return Optional.of(new PinImage(pin.get().rest(), limit, left, set));
    }
}
