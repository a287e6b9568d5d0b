package dev.solvo.simulator.card;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ApplicationImage.RecordImage;
import dev.solvo.simulator.card.ApplicationImage.RecordObject;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An application ready to be put on a card: answers that never change are made, certificates signed.
 *
 * @param fileControlInformation answer to SELECT
 * @param fileLocator AFL
 * @param records content by {@link #place}
 * @param dynamicRecords objects, by {@link #place}, of records of which a part is made in each transaction
 */
record PersonalisedApplication(
        ApplicationImage image,
        Bytes fileControlInformation,
        Bytes fileLocator,
        Map<Integer, Bytes> records,
        Map<Integer, List<RecordObject>> dynamicRecords,
        Dol processingOptions,
        Dol firstCryptogram,
        Dol secondCryptogram,
        Dol dynamicData,
        Dol recovery,
        Dol logFormat,
        Optional<MagStripe> magStripe,
        Optional<Pan> pan,
        PanSequenceNumber panSequenceNumber,
        OfflineKeys keys) {
    static final Tag CDOL1 = Tag.of(0x8C);
    static final Tag CDOL2 = Tag.of(0x8D);
    static final Tag DDOL = Tag.of(0x9F49);
    static final Tag DRDOL = Tag.of(0x9F51);
    static final Tag STATIC_DATA_TAG_LIST = Tag.of(0x9F4A);
    static final Tag TRACK_2 = Tag.of(0x57);
    static final Tag PAN = Tag.of(0x5A);
    static final Tag PAN_SEQUENCE_NUMBER = Tag.of(0x5F34);
    private static final Tag TRACK_2_DATA = Tag.of(0x9F6B);
    private static final Tag TRACK_1_DATA = Tag.of(0x56);
    private static final Tag UDOL = Tag.of(0x9F69);
    private static final Bytes DEFAULT_UDOL = Bytes.fromHex("9F6A04");
    private static final Tag DEDICATED_FILE_NAME = Tag.of(0x84);
    private static final Tag PDOL = Tag.of(0x9F38);
    private static final Tag EXTENDED_STATIC_DATA_TAG_LIST = Tag.of(0x9F810A);
    /** Authentication related data and the signature over them. */
    private static final Set<Tag> MADE_AT_ONCE = Set.of(Tag.of(0x9F69), Tag.of(0x9F4B));

    private static final int MAX_ANSWER_BYTES = 255;

    /** DDOL of a card that has none: the terminal's default must hold the unpredictable number. */
    private static final Bytes DEFAULT_DDOL = Bytes.fromHex("9F3704");

    static int place(int sfi, int number) {
        return sfi << 8 | number;
    }

    boolean hasFile(int sfi) {
        return records.keySet().stream().anyMatch(key -> key >> 8 == sfi)
                || dynamicRecords.keySet().stream().anyMatch(key -> key >> 8 == sfi);
    }

    static PersonalisedApplication of(ApplicationImage image) throws SimulatorTextException {
        Map<Tag, Bytes> given = givenObjects(image);
        requireAgreement(image);
        Optional<Pan> pan = pan(given);
        OfflineKeys keys = OfflineKeys.of(image, pan, staticData(image, given));
        Map<Integer, Bytes> records = new LinkedHashMap<>();
        Map<Integer, List<RecordObject>> dynamicRecords = new LinkedHashMap<>();
        for (RecordImage record : image.records()) {
            int place = place(record.sfi(), record.number());
            if (isDynamic(image, record)) {
                dynamicRecords.put(place, withGenerated(record.objects(), keys));
            } else {
                records.put(place, content(record, keys));
            }
        }
        return new PersonalisedApplication(
                image,
                checkedFileControlInformation(image),
                image.fileLocator().orElseGet(() -> fileLocator(image.records())),
                records,
                dynamicRecords,
                dol(image.processingOptionsList()),
                dol(given.getOrDefault(CDOL1, Bytes.EMPTY)),
                dol(given.getOrDefault(CDOL2, Bytes.EMPTY)),
                dol(given.getOrDefault(DDOL, DEFAULT_DDOL)),
                dol(given.getOrDefault(DRDOL, Bytes.EMPTY)),
                dol(image.log().map(ApplicationImage.LogImage::format).orElse(Bytes.EMPTY)),
                magStripe(image, given, pan),
                pan,
                panSequenceNumber(given),
                keys);
    }

    /** Kernel 8 and the agreement on keys need each other. */
    private static void requireAgreement(ApplicationImage image) throws SimulatorTextException {
        boolean agrees = image.authentication().method() == ApplicationImage.Method.LOCAL;
        if (agrees != isFor(image, ContactlessImage.Kernel.KERNEL_8)) {
            throw new SimulatorTextException(0, "kernel 8 and 'oda local' go together");
        }
        for (RecordImage record : image.records()) {
            if (record.enciphered() && !agrees) {
                throw new SimulatorTextException(record.line(), "only a card for kernel 8 enciphers records");
            }
        }
    }

    static boolean isFor(ApplicationImage image, ContactlessImage.Kernel kernel) {
        return image.contactless()
                .map(ContactlessImage::kernel)
                .filter(kernel::equals)
                .isPresent();
    }

    boolean isEnciphered(int place) {
        return image.records().stream()
                .anyMatch(record -> record.enciphered() && place(record.sfi(), record.number()) == place);
    }

    /** Data objects that are written in the image, by tag. */
    private static Map<Tag, Bytes> givenObjects(ApplicationImage image) throws SimulatorTextException {
        Map<Tag, Bytes> objects = new LinkedHashMap<>();
        if (image.contactless().isPresent()) {
            ContactlessImage contactless = image.contactless().get();
            for (List<RecordObject> some : List.of(contactless.options(), contactless.discretionary())) {
                for (RecordObject object : some) {
                    object.value().ifPresent(value -> objects.putIfAbsent(object.tag(), value));
                }
            }
        }
        for (RecordImage record : image.records()) {
            for (RecordObject object : record.objects()) {
                object.value().ifPresent(value -> objects.putIfAbsent(object.tag(), value));
            }
            if (record.raw().isPresent()) {
                rawObjects(record.raw().get()).forEach(object -> objects.putIfAbsent(object.tag(), object.value()));
            }
        }
        return objects;
    }

    /** NOTE: raw bytes may be broken on purpose; what cannot be read is data that the card itself does not use. */
    private static List<Tlv> rawObjects(Bytes record) {
        try {
            return Tlv.parseAll(record).stream()
                    .flatMap(template -> template.children().stream())
                    .toList();
        } catch (TlvException e) {
            return List.of();
        }
    }

    /** A card for kernel 2 with track 2 data, tag 9F6B, has mag-stripe mode. */
    private static Optional<MagStripe> magStripe(ApplicationImage image, Map<Tag, Bytes> given, Optional<Pan> pan)
            throws SimulatorTextException {
        Optional<Bytes> track2 = Optional.ofNullable(given.get(TRACK_2_DATA));
        if (track2.isEmpty() || pan.isEmpty() || !isFor(image, ContactlessImage.Kernel.KERNEL_2)) {
            return Optional.empty();
        }
        return Optional.of(new MagStripe(
                dol(given.getOrDefault(UDOL, DEFAULT_UDOL)),
                pan.get(),
                track2.get(),
                Optional.ofNullable(given.get(TRACK_1_DATA))));
    }

    private static Optional<Pan> pan(Map<Tag, Bytes> objects) throws SimulatorTextException {
        Optional<Bytes> coded = Optional.ofNullable(objects.get(PAN));
        if (coded.isEmpty()) {
            coded = Optional.ofNullable(objects.get(TRACK_2))
                    .or(() -> Optional.ofNullable(objects.get(TRACK_2_DATA)))
                    .flatMap(PersonalisedApplication::panOfTrack2);
        }
        if (coded.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pan.parse(coded.get()));
        } catch (CryptoException e) {
            throw new SimulatorTextException(0, "the value of tag 5A, or the number in tag 57, is no PAN");
        }
    }

    /**
     * A phone has no record with the number: it stands in track 2 equivalent data only. Nothing from data without a
     * separator, which an image may break on purpose.
     */
    private static Optional<Bytes> panOfTrack2(Bytes track2) {
        String digits = track2.toHex();
        int separator = digits.indexOf('D');
        if (separator < 0) {
            return Optional.empty();
        }
        String number = digits.substring(0, separator);
        return Optional.of(Bytes.fromHex(number.length() % 2 == 0 ? number : number + "F"));
    }

    private static PanSequenceNumber panSequenceNumber(Map<Tag, Bytes> objects) throws SimulatorTextException {
        Bytes coded = objects.get(PAN_SEQUENCE_NUMBER);
        if (coded == null) {
            return PanSequenceNumber.ZERO;
        }
        try {
            return PanSequenceNumber.parse(coded);
        } catch (CryptoException e) {
            throw new SimulatorTextException(0, "the value of tag 5F34 is no PAN sequence number");
        }
    }

    /**
     * EMV 4.4 Book 3, 10.3: template values of the signed records, whole records from SFI 11 on, and the AIP if tag 9F4A
     * asks for it, which plays no part in XDA. For kernel 8 all records without their template, the objects of tag 9F810A,
     * and the AIP.
     */
    private static Bytes staticData(ApplicationImage image, Map<Tag, Bytes> given) throws SimulatorTextException {
        Bytes data = Bytes.EMPTY;
        boolean agrees = image.authentication().method() == ApplicationImage.Method.LOCAL;
        for (RecordImage record : image.records()) {
            if (!record.signed()) {
                continue;
            }
            for (RecordObject object : record.objects()) {
                if (object.value().isEmpty()) {
                    throw new SimulatorTextException(object.line(), "a generated value cannot be in a signed record");
                }
            }
            boolean whole = record.sfi() > 10 && !agrees;
            data = data.plus(whole ? content(record, OfflineKeys.NONE) : body(record, OfflineKeys.NONE));
        }
        if (agrees) {
            return Bytes.concat(data, extendedObjects(image, given), image.interchangeProfile());
        }
        boolean withProfile = given.containsKey(STATIC_DATA_TAG_LIST)
                && image.authentication().method() != ApplicationImage.Method.XDA;
        return withProfile ? data.plus(image.interchangeProfile()) : data;
    }

    /** The objects that tag 9F810A names, those that the card does not have with an empty value. */
    private static Bytes extendedObjects(ApplicationImage image, Map<Tag, Bytes> given) throws SimulatorTextException {
        Map<Tag, Bytes> known = new LinkedHashMap<>(given);
        known.put(DEDICATED_FILE_NAME, image.aid());
        known.put(PDOL, image.processingOptionsList());
        Bytes objects = Bytes.EMPTY;
        for (Tag tag : tags(given.getOrDefault(EXTENDED_STATIC_DATA_TAG_LIST, Bytes.EMPTY))) {
            objects = objects.plus(DataObject.of(tag, known.getOrDefault(tag, Bytes.EMPTY)));
        }
        return objects;
    }

    /** Tags one after the other, which is a data object list without its lengths. */
    private static List<Tag> tags(Bytes list) throws SimulatorTextException {
        List<Tag> tags = new ArrayList<>();
        int at = 0;
        while (at < list.length()) {
            int end = at + 1;
            if ((list.unsigned(at) & 0x1F) == 0x1F) {
                while (end < list.length() && (list.unsigned(end) & 0x80) != 0) {
                    end++;
                }
                end++;
            }
            if (end > list.length()) {
                throw new SimulatorTextException(0, "the list in tag 9F810A ends inside a tag");
            }
            tags.add(Tag.of((int) list.slice(at, end).toUnsignedLong()));
            at = end;
        }
        return tags;
    }

    /** Whether a part of the record is made when processing options are asked for. */
    private static boolean isDynamic(ApplicationImage image, RecordImage record) {
        boolean atOnce = image.contactless()
                .map(ContactlessImage::kernel)
                .filter(ContactlessImage.Kernel::givesCryptogramAtOnce)
                .isPresent();
        return atOnce
                && record.objects().stream()
                        .anyMatch(object -> object.value().isEmpty() && MADE_AT_ONCE.contains(object.tag()));
    }

    private static List<RecordObject> withGenerated(List<RecordObject> objects, OfflineKeys keys)
            throws SimulatorTextException {
        List<RecordObject> resolved = new ArrayList<>();
        for (RecordObject object : objects) {
            Optional<Bytes> value = object.value();
            if (value.isEmpty() && !MADE_AT_ONCE.contains(object.tag())) {
                value = Optional.of(generated(object, keys));
            }
            resolved.add(new RecordObject(object.line(), object.tag(), value));
        }
        return resolved;
    }

    private static Bytes generated(RecordObject object, OfflineKeys keys) throws SimulatorTextException {
        return keys.generated(object.tag())
                .orElseThrow(() -> new SimulatorTextException(
                        object.line(), "no value is generated for tag " + object.tag() + " with these keys"));
    }

    private static Bytes content(RecordImage record, OfflineKeys keys) throws SimulatorTextException {
        Bytes content = record.raw().isPresent() ? record.raw().get() : DataObject.of(0x70, body(record, keys));
        if (content.length() > MAX_ANSWER_BYTES) {
            throw new SimulatorTextException(record.line(), "a record of " + content + " exceeds " + MAX_ANSWER_BYTES);
        }
        return content;
    }

    private static Bytes body(RecordImage record, OfflineKeys keys) throws SimulatorTextException {
        if (record.raw().isPresent()) {
            try {
                return Tlv.parse(record.raw().get()).value();
            } catch (TlvException e) {
                throw new SimulatorTextException(record.line(), "a signed record must be one template");
            }
        }
        Bytes body = Bytes.EMPTY;
        for (RecordObject object : record.objects()) {
            if (object.value().isPresent()) {
                body = body.plus(DataObject.of(object.tag(), object.value().get()));
                continue;
            }
            Bytes value = generated(object, keys);
            if (!value.isEmpty()) {
                body = body.plus(DataObject.of(object.tag(), value));
            }
        }
        return body;
    }

    private static Dol dol(Bytes list) throws SimulatorTextException {
        try {
            return Dol.parse(list);
        } catch (TlvException e) {
            throw new SimulatorTextException(0, "a data object list is malformed: " + e.getMessage());
        }
    }

    private static Bytes checkedFileControlInformation(ApplicationImage image) throws SimulatorTextException {
        Bytes information = fileControlInformation(image);
        if (information.length() > MAX_ANSWER_BYTES) {
            throw new SimulatorTextException(
                    0, "file control information of " + information + " exceeds " + MAX_ANSWER_BYTES);
        }
        return information;
    }

    private static Bytes fileControlInformation(ApplicationImage image) {
        ApplicationImage.Name name = image.name();
        Bytes proprietary = DirectoryImage.latin(0x50, name.label());
        if (name.priority() != 0) {
            proprietary = proprietary.plus(DataObject.of(0x87, Bytes.ofUnsigned(name.priority())));
        }
        if (!image.processingOptionsList().isEmpty()) {
            proprietary = proprietary.plus(DataObject.of(0x9F38, image.processingOptionsList()));
        }
        if (name.languages().isPresent()) {
            proprietary = proprietary.plus(
                    DataObject.of(0x5F2D, Bytes.of(name.languages().get().getBytes(StandardCharsets.US_ASCII))));
        }
        if (name.codeTable() != 0) {
            proprietary = proprietary.plus(DataObject.of(0x9F11, Bytes.ofUnsigned(name.codeTable())));
        }
        if (name.preferredName().isPresent()) {
            proprietary = proprietary.plus(
                    DirectoryImage.latin(0x9F12, name.preferredName().get()));
        }
        Bytes discretionary = discretionary(image);
        if (!discretionary.isEmpty()) {
            proprietary = proprietary.plus(DataObject.of(0xBF0C, discretionary));
        }
        return DataObject.of(0x6F, DataObject.of(0x84, image.aid()), DataObject.of(0xA5, proprietary));
    }

    private static Bytes discretionary(ApplicationImage image) {
        Bytes objects = Bytes.EMPTY;
        if (image.log().isPresent()) {
            ApplicationImage.LogImage log = image.log().get();
            objects = DataObject.of(0x9F4D, Bytes.ofUnsigned(log.sfi(), log.maxRecords()));
        }
        for (RecordObject object :
                image.contactless().map(ContactlessImage::discretionary).orElse(List.of())) {
            objects = objects.plus(DataObject.of(object.tag(), object.value().orElse(Bytes.EMPTY)));
        }
        return objects;
    }

    /** One entry for each run of records in which the signed ones come first. EMV 4.4 Book 3, 10.2. */
    private static Bytes fileLocator(List<RecordImage> records) {
        List<int[]> entries = new ArrayList<>();
        for (RecordImage record : records) {
            int[] last = entries.isEmpty() ? new int[4] : entries.get(entries.size() - 1);
            boolean allSigned = last[3] == last[2] - last[1] + 1;
            boolean continues =
                    last[0] == record.sfi() << 3 && last[2] + 1 == record.number() && (allSigned || !record.signed());
            if (!continues) {
                last = new int[] {record.sfi() << 3, record.number(), record.number(), 0};
                entries.add(last);
            }
            last[2] = record.number();
            last[3] += record.signed() ? 1 : 0;
        }
        Bytes locator = Bytes.EMPTY;
        for (int[] entry : entries) {
            locator = locator.plus(Bytes.ofUnsigned(entry));
        }
        return locator;
    }
}
