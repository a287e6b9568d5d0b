package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ApplicationImage.RecordObject;
import dev.solvo.simulator.card.ContactlessImage.Device;
import dev.solvo.simulator.card.ContactlessImage.DeviceVerification;
import dev.solvo.simulator.card.ContactlessImage.DirectoryEntry;
import dev.solvo.simulator.card.ContactlessImage.IssuerDataForm;
import dev.solvo.simulator.card.ContactlessImage.Kernel;
import dev.solvo.simulator.card.ContactlessImage.Method;
import dev.solvo.simulator.card.ContactlessImage.Relay;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the lines of an application that has a contactless kernel. */
final class ContactlessReader {
    private static final Map<String, Integer> QUALIFIERS = Map.of(
            "online-if-oda-fails", 0x2000,
            "switch-if-oda-fails", 0x1000,
            "online-if-expired", 0x0800,
            "switch-for-cash", 0x0400,
            "switch-for-cashback", 0x0200,
            "issuer-update", 0x0040);

    private static final int QUALIFIERS_BYTES = 2;
    private static final int MAX_RELAY_TIME = 0xFFFF;
    private static final int MAX_ELAPSED_MICROS = 60_000_000;
    private static final int TRY_AGAIN = 0x6986;

    private final SectionReader lines;

    private ContactlessReader(SectionReader lines) {
        this.lines = lines;
    }

    /** Nothing for an application without the line {@code contactless}. */
    static Optional<ContactlessImage> read(SectionReader lines) throws SimulatorTextException {
        Optional<Line> line = lines.optional("contactless");
        if (line.isEmpty()) {
            return Optional.empty();
        }
        Kernel kernel = ImageValue.constant(line.get(), Kernel.class, line.get().rest());
        return Optional.of(new ContactlessReader(lines).read(kernel));
    }

    private ContactlessImage read(Kernel kernel) throws SimulatorTextException {
        return new ContactlessImage(
                kernel,
                entry(),
                qualifiers("qualifiers").orElse(Bytes.repeat(0, QUALIFIERS_BYTES)),
                qualifiers("qualifiers-copy"),
                lines.constants("terminal-cvm", Method.class),
                device(kernel),
                lines.constant(
                        "issuer-data", kernel == Kernel.KERNEL_7 ? IssuerDataForm.UNIONPAY : IssuerDataForm.STANDARD),
                objects("processing-options"),
                discretionary(),
                objects("cryptogram-options"),
                relay());
    }

    private DirectoryEntry entry() throws SimulatorTextException {
        Optional<Bytes> kernelId = hex("kernel-id");
        Bytes extendedSelection = hex("extended-selection").orElse(Bytes.EMPTY);
        Bytes others = Bytes.EMPTY;
        for (Line line : lines.all("directory")) {
            RecordObject object = object(line);
            others = others.plus(DataObject.of(object.tag(), object.value().orElse(Bytes.EMPTY)));
        }
        return new DirectoryEntry(kernelId, extendedSelection, others);
    }

    private List<RecordObject> discretionary() throws SimulatorTextException {
        List<RecordObject> objects = new ArrayList<>();
        for (Line line : lines.all("discretionary")) {
            objects.add(object(line));
        }
        return objects;
    }

    private static RecordObject object(Line line) throws SimulatorTextException {
        List<String> words = List.of(line.rest().split("\\s+", 2));
        if (words.size() != 2) {
            throw line.fault("expected a tag and a value");
        }
        return new RecordObject(
                line.number(), ImageValue.tag(line, words.get(0)), Optional.of(ImageValue.value(line, words.get(1))));
    }

    private Optional<Bytes> hex(String keyword) throws SimulatorTextException {
        Optional<Line> line = lines.optional(keyword);
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(ImageValue.hex(line.get(), line.get().rest()));
    }

    /** Words, or four digits which are taken as they are. */
    private Optional<Bytes> qualifiers(String keyword) throws SimulatorTextException {
        Optional<Line> line = lines.optional(keyword);
        if (line.isEmpty()) {
            return Optional.empty();
        }
        if (line.get().rest().matches("[0-9A-F]{4}")) {
            return Optional.of(ImageValue.hex(line.get(), line.get().rest()));
        }
        int bits = 0;
        for (String word : line.get().words()) {
            Integer bit = QUALIFIERS.get(word);
            if (bit == null) {
                throw line.get().fault("unknown qualifier " + ImageValue.quote(word));
            }
            bits |= bit;
        }
        return Optional.of(Bytes.ofUnsigned(bits >> 8, bits & 0xFF));
    }

    private Device device(Kernel kernel) throws SimulatorTextException {
        Optional<Line> line = lines.optional("device-cvm");
        if (line.isEmpty()) {
            return new Device(DeviceVerification.NONE, Optional.empty());
        }
        List<String> words = line.get().words();
        DeviceVerification verification =
                ImageValue.constant(line.get(), DeviceVerification.class, words.isEmpty() ? "" : words.get(0));
        if (words.size() == 1) {
            Optional<Integer> refusal = kernel.givesCryptogramAtOnce() ? Optional.of(TRY_AGAIN) : Optional.empty();
            return new Device(verification, refusal);
        }
        if (words.size() != 2
                || verification != DeviceVerification.ON_REQUEST
                || !words.get(1).matches("[0-9A-F]{4}")) {
            throw line.get().fault("expected none, performed or on-request and perhaps a status word after that");
        }
        return new Device(verification, Optional.of(Integer.parseInt(words.get(1), 16)));
    }

    private List<RecordObject> objects(String heading) throws SimulatorTextException {
        Optional<List<Line>> block = lines.block(heading);
        return block.isEmpty()
                ? List.of()
                : ApplicationReader.objects(block.get().subList(1, block.get().size()));
    }

    private Optional<Relay> relay() throws SimulatorTextException {
        Optional<Line> line = lines.optional("relay-resistance");
        if (line.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = line.get().words();
        if (words.size() < 4) {
            throw line.get()
                    .fault("expected shortest, longest and transmission time, then the microseconds that answers take");
        }
        Bytes times = Bytes.EMPTY;
        for (String word : words.subList(0, 3)) {
            int time = ImageValue.number(line.get(), word, 0, MAX_RELAY_TIME);
            times = times.plus(Bytes.ofUnsigned(time >> 8, time & 0xFF));
        }
        List<Integer> elapsed = new ArrayList<>();
        for (String word : words.subList(3, words.size())) {
            elapsed.add(ImageValue.number(line.get(), word, 0, MAX_ELAPSED_MICROS));
        }
        return Optional.of(new Relay(times, elapsed));
    }
}
