package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A card's answer to GENERATE AC or RECOVER AC. Book C-2, S9; EMV 4.4 Book 3, 6.5.5.4.
 *
 * @param information tag 9F27
 * @param elements the primitive objects of the answer by tag
 * @param signedObjects all objects of template 77 except 9F4B, as received: what CDA signs
 */
record CryptogramAnswer(CryptogramInformationData information, Map<Tag, Bytes> elements, Bytes signedObjects) {
    private static final int SHORTEST_FORMAT_1 = 11;
    private static final int LONGEST_FORMAT_1 = 43;

    static CryptogramAnswer parse(Bytes response) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (!reader.next() || reader.valueOffset() + reader.length() != response.length()) {
                throw new EmvDataException(
                        Reason.STRUCTURE, "the request for a cryptogram was not answered with exactly one template");
            }
            if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1.value()) {
                return format1(reader.value());
            }
            if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()) {
                return format2(reader);
            }
            throw new EmvDataException(
                    Reason.STRUCTURE, "the request for a cryptogram was answered with neither template 80 nor 77");
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    Optional<Bytes> signature() {
        return Optional.ofNullable(elements.get(EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA));
    }

    private static CryptogramAnswer format1(Bytes value) throws EmvDataException {
        if (value.length() < SHORTEST_FORMAT_1 || value.length() > LONGEST_FORMAT_1) {
            throw new EmvDataException(Reason.LENGTH, "template 80 of " + value.length() + " bytes, expected 11 to 43");
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

    private static CryptogramAnswer format2(TlvReader reader) throws TlvException, EmvDataException {
        Map<Tag, Bytes> elements = new LinkedHashMap<>();
        Bytes template = reader.value();
        int start = reader.valueOffset();
        int signatureAt = template.length();
        int signatureEnd = template.length();
        reader.enter();
        while (reader.next()) {
            Tag tag = Tag.of(reader.tag());
            if (elements.putIfAbsent(tag, reader.value()) != null) {
                throw new EmvDataException(Reason.REDUNDANT, tag, "stands twice in the answer");
            }
            if (tag.equals(EmvTag.SIGNED_DYNAMIC_APPLICATION_DATA)) {
                signatureAt = reader.offset() - start;
                signatureEnd = reader.valueOffset() + reader.length() - start;
            }
        }
        return of(elements, template.slice(0, signatureAt).plus(template.slice(signatureEnd)));
    }

    private static CryptogramAnswer of(Map<Tag, Bytes> elements, Bytes signedObjects) throws EmvDataException {
        Bytes information = elements.get(EmvTag.CRYPTOGRAM_INFORMATION_DATA);
        if (information == null || !elements.containsKey(EmvTag.APPLICATION_TRANSACTION_COUNTER)) {
            throw new EmvDataException(
                    Reason.MISSING,
                    information == null ? EmvTag.CRYPTOGRAM_INFORMATION_DATA : EmvTag.APPLICATION_TRANSACTION_COUNTER,
                    "not in the answer to the request for a cryptogram");
        }
        return new CryptogramAnswer(CryptogramInformationData.parse(information), elements, signedObjects);
    }
}
