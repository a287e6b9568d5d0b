package dev.solvo.emv.kernel;

import dev.solvo.emv.data.EmvDataException;
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
 * The card's answer to SELECT: template 6F with the DF name and the proprietary template A5. EMV 4.4 Book 1, 11.3.4.
 *
 * @param dfName tag 84, 5 to 16 bytes
 * @param elements primitive objects of A5 and of BF0C inside it, the first of each tag; the text is silent on objects that
 *     appear twice
 */
record FileControlInformation(Bytes dfName, Map<Tag, Bytes> elements) {
    /**
     * Reads the data of a SELECT response.
     *
     * @param response template 6F and nothing else; bytes 00 around objects are filling
     * @return the information
     * @throws EmvDataException if the bytes are no such template, or 84 or A5 is missing
     */
    static FileControlInformation parse(Bytes response) throws EmvDataException {
        try {
            return read(response);
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    Optional<Bytes> element(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    private static FileControlInformation read(Bytes response) throws TlvException, EmvDataException {
        TlvReader reader = TlvReader.of(response);
        if (!reader.next() || reader.tag() != EmvTag.FCI_TEMPLATE.value()) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING, EmvTag.FCI_TEMPLATE, "absent or of impossible length");
        }
        reader.enter();
        Bytes dfName = Bytes.EMPTY;
        boolean proprietaryTemplate = false;
        Map<Tag, Bytes> elements = new LinkedHashMap<>();
        while (reader.next()) {
            if (reader.tag() == EmvTag.DEDICATED_FILE_NAME.value() && dfName.isEmpty()) {
                dfName = reader.value();
            } else if (reader.tag() == EmvTag.FCI_PROPRIETARY_TEMPLATE.value()) {
                proprietaryTemplate = true;
                collect(reader, elements);
            }
        }
        reader.leave();
        if (reader.next()) {
            throw new EmvDataException(
                    EmvDataException.Reason.STRUCTURE, EmvTag.FCI_TEMPLATE, "followed by another object");
        }
        if (dfName.length() < 5 || dfName.length() > 16) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING, EmvTag.DEDICATED_FILE_NAME, "absent or of impossible length");
        }
        if (!proprietaryTemplate) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING, EmvTag.FCI_PROPRIETARY_TEMPLATE, "absent or of impossible length");
        }
        return new FileControlInformation(dfName, Collections.unmodifiableMap(elements));
    }

    private static void collect(TlvReader reader, Map<Tag, Bytes> elements) throws TlvException {
        reader.enter();
        while (reader.next()) {
            if (reader.tag() == EmvTag.FCI_ISSUER_DISCRETIONARY_DATA.value()) {
                collect(reader, elements);
            } else if (!reader.isConstructed()) {
                elements.putIfAbsent(Tag.of(reader.tag()), reader.value());
            }
        }
        reader.leave();
    }
}
