package dev.solvo.emv.kernel;

import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A card's answer to GENERATE AC. EMV 4.4 Book 3, 6.5.5.4.
 *
 * @param information tag 9F27
 * @param elements the primitive objects of the answer by tag; for format 1 those that the format implies
 * @param signedObjects all objects of template 77 except 9F4B, as received and in the order received: what CDA and XDA sign
 */
record ApplicationCryptogram(CryptogramInformationData information, Map<Tag, Bytes> elements, Bytes signedObjects) {
    private static final int SHORTEST_FORMAT_1 = 11;
    private static final int LONGEST_FORMAT_1 = 43;

    static ApplicationCryptogram parse(Bytes response) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (!reader.next() || reader.valueOffset() + reader.length() != response.length()) {
                throw new EmvDataException(Reason.STRUCTURE, "GENERATE AC was not answered with exactly one template");
            }
            if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1.value()) {
                return format1(reader.value());
            }
            if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()) {
                return format2(reader);
            }
            throw new EmvDataException(Reason.STRUCTURE, "GENERATE AC was answered with neither template 80 nor 77");
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    CryptogramInformationData.Type type() {
        return information.type();
    }

    Optional<Bytes> element(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** Tag 9F4B: present when the card signed. */
    Optional<Bytes> signature() {
        return element(EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA);
    }

    private static ApplicationCryptogram format1(Bytes value) throws EmvDataException {
        if (value.length() < SHORTEST_FORMAT_1 || value.length() > LONGEST_FORMAT_1) {
            throw new EmvDataException(Reason.LENGTH, "GENERATE AC was answered with a format 1 template of " + value);
        }
        Map<Tag, Bytes> elements = new LinkedHashMap<>();
        elements.put(EmvTag.CRYPTOGRAM_INFORMATION_DATA, value.slice(0, 1));
        elements.put(EmvTag.APPLICATION_TRANSACTION_COUNTER, value.slice(1, 3));
        elements.put(EmvTag.APPLICATION_CRYPTOGRAM, value.slice(3, 11));
        if (value.length() > SHORTEST_FORMAT_1) {
            elements.put(EmvTag.ISSUER_APPLICATION_DATA, value.slice(11));
        }
        return of(elements, Bytes.EMPTY);
    }

    private static ApplicationCryptogram format2(TlvReader reader) throws TlvException, EmvDataException {
        Map<Tag, Bytes> elements = new LinkedHashMap<>();
        Bytes template = reader.value();
        int start = reader.valueOffset();
        int signatureAt = -1;
        int signatureEnd = -1;
        reader.enter();
        while (reader.next()) {
            Tag tag = Tag.of(reader.tag());
            if (elements.putIfAbsent(tag, reader.value()) != null) {
                throw new EmvDataException(Reason.STRUCTURE, tag, "stands twice in the answer to GENERATE AC");
            }
            if (tag.equals(EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA)) {
                signatureAt = reader.offset() - start;
                signatureEnd = reader.valueOffset() + reader.length() - start;
            }
        }
        Bytes before = signatureAt < 0 ? template : template.slice(0, signatureAt);
        Bytes after = signatureAt < 0 ? Bytes.EMPTY : template.slice(signatureEnd);
        return of(elements, before.plus(after));
    }

    private static ApplicationCryptogram of(Map<Tag, Bytes> elements, Bytes signedObjects) throws EmvDataException {
        Bytes information = require(elements, EmvTag.CRYPTOGRAM_INFORMATION_DATA, 1, 1);
        require(elements, EmvTag.APPLICATION_TRANSACTION_COUNTER, 2, 2);
        // With CDA the cryptogram travels inside the signature.
        if (!elements.containsKey(EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA)
                || elements.containsKey(EmvTag.APPLICATION_CRYPTOGRAM)) {
            require(elements, EmvTag.APPLICATION_CRYPTOGRAM, 8, 8);
        }
        if (elements.containsKey(EmvTag.ISSUER_APPLICATION_DATA)) {
            require(elements, EmvTag.ISSUER_APPLICATION_DATA, 0, 32);
        }
        return new ApplicationCryptogram(
                CryptogramInformationData.parse(information), Collections.unmodifiableMap(elements), signedObjects);
    }

    private static Bytes require(Map<Tag, Bytes> elements, Tag tag, int shortest, int longest) throws EmvDataException {
        Bytes value = elements.get(tag);
        if (value == null) {
            throw new EmvDataException(Reason.MISSING, tag, "not in the answer to GENERATE AC");
        }
        if (value.length() < shortest || value.length() > longest) {
            throw new EmvDataException(Reason.LENGTH, tag, value + " in the answer to GENERATE AC");
        }
        return value;
    }
}
