package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import java.util.Optional;
import java.util.function.Function;

/** Builds what a data object list asks for. EMV 4.4 Book 3, 5.4. */
final class DataObjectListFilling {
    private final TagDictionary dictionary;
    private final Function<Tag, Optional<Bytes>> known;

    DataObjectListFilling(TagDictionary dictionary, Function<Tag, Optional<Bytes>> known) {
        this.dictionary = dictionary;
        this.known = known;
    }

    Bytes fill(Tag listTag, Bytes list, int maxLengthBytes) throws EmvDataException {
        Dol dol = parse(listTag, list);
        if (dol.totalLength() > maxLengthBytes) {
            throw new EmvDataException(
                    Reason.DATA_OBJECT_LIST,
                    listTag,
                    "asks for " + dol.totalLength() + " bytes where " + maxLengthBytes + " fit");
        }
        return dol.join(entry -> fit(entry.tag(), entry.length()));
    }

    private static Dol parse(Tag listTag, Bytes list) throws EmvDataException {
        try {
            return Dol.parse(list);
        } catch (TlvException broken) {
            throw new EmvDataException(Reason.DATA_OBJECT_LIST, listTag, String.valueOf(broken.getMessage()));
        }
    }

    private Bytes fit(Tag tag, int lengthBytes) {
        Optional<Bytes> value = tag.isConstructed() ? Optional.empty() : known.apply(tag);
        return value.isPresent()
                ? dictionary.format(tag).fit(value.get(), lengthBytes)
                : Bytes.repeat(0x00, lengthBytes);
    }
}
