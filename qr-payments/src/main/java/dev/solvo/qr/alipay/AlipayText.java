package dev.solvo.qr.alipay;

import dev.solvo.qr.QrException;
import dev.solvo.tlv.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes that came in, as text. */
final class AlipayText {
    private static final int MAXIMUM_LENGTH = 262_144;

    private AlipayText() {}

    /**
     * Decodes UTF-8, and refuses what is not: a signature covers bytes, so that no byte may be replaced by another.
     *
     * @throws QrException MALFORMED_MESSAGE if it is not UTF-8, or too long
     */
    static String of(Bytes body) throws QrException {
        if (body.length() > MAXIMUM_LENGTH) {
            throw new QrException("MALFORMED_MESSAGE", body.length() + " bytes; expected up to " + MAXIMUM_LENGTH);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new QrException("MALFORMED_MESSAGE", "the message is not UTF-8");
        }
    }
}
