package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/** The one length that most elements of kernel 2 have. */
final class ElementLength {
    private ElementLength() {}

    static void require(Tag tag, Bytes bytes, int lengthBytes) throws EmvDataException {
        if (bytes.length() != lengthBytes) {
            throw new EmvDataException(
                    EmvDataException.Reason.LENGTH,
                    tag,
                    bytes.length() + " bytes where " + lengthBytes + " are expected");
        }
    }
}
