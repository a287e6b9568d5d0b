package dev.solvo.emv.contactless;

import dev.solvo.emv.data.DataStore;
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
 * The card's answer to the SELECT of an application. EMV Book B, final combination selection; EMV 4.4 Book 1, 11.3.4.
 *
 * @param dfName tag 84
 * @param elements primitive objects of A5 and of BF0C inside it, the first of each tag
 */
record FciTemplate(Bytes dfName, Map<Tag, Bytes> elements) {
    static FciTemplate parse(Bytes response) throws EmvDataException {
        try {
            return read(response);
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    Optional<Bytes> element(Tag tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    void putInto(DataStore data) throws EmvDataException {
        data.putFromFci(EmvTag.DEDICATED_FILE_NAME, dfName);
        for (Map.Entry<Tag, Bytes> element : elements.entrySet()) {
            try {
                data.putFromFci(element.getKey(), element.getValue());
            } catch (EmvDataException wronglyCoded) {
                // An optional object of wrong form counts as absent; what a kernel needs, it will miss.
            }
        }
    }

    private static FciTemplate read(Bytes response) throws TlvException, EmvDataException {
        TlvReader reader = TlvReader.of(response);
        if (!reader.next() || reader.tag() != EmvTag.FCI_TEMPLATE.value()) {
            throw new EmvDataException(Reason.MISSING, EmvTag.FCI_TEMPLATE, "absent");
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
            throw new EmvDataException(Reason.STRUCTURE, EmvTag.FCI_TEMPLATE, "followed by another object");
        }
        if (dfName.isEmpty()) {
            throw new EmvDataException(Reason.MISSING, EmvTag.DEDICATED_FILE_NAME, "absent");
        }
        if (!proprietaryTemplate) {
            throw new EmvDataException(Reason.MISSING, EmvTag.FCI_PROPRIETARY_TEMPLATE, "absent");
        }
        return new FciTemplate(dfName, elements);
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
