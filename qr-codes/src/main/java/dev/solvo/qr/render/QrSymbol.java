package dev.solvo.qr.render;

import dev.solvo.qr.QrException;
import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import io.nayuki.qrcodegen.QrSegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A QR symbol as a square of dark and light modules.
 *
 * <p>The text goes into byte segments and nothing else, as EMVCo demands; the segment is preceded by ECI 26 (UTF-8) only
 * if the text is not ASCII. EMVCo QRCPS Merchant-Presented Mode 1.1, 4.12.
 */
public final class QrSymbol {
    /** The light border that scanners need around a symbol, in modules (ISO/IEC 18004). */
    public static final int QUIET_ZONE = 4;

    private static final int ECI_UTF_8 = 26;

    private final QrCode code;
    private final byte[] bytes;

    private QrSymbol(QrCode code, byte[] bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /**
     * The smallest symbol of the text.
     *
     * @throws QrException NOT_UNICODE if the text has half of a surrogate pair, which UTF-8 cannot say; SYMBOL_TOO_SMALL if no symbol holds it: 2,953 bytes at the lowest error correction, 1,273 at
     *     the highest
     */
    public static QrSymbol of(String text, ErrorCorrection level) throws QrException {
        byte[] bytes = utf8(text);
        List<QrSegment> segments = new ArrayList<>();
        if (bytes.length != text.length()) {
            segments.add(QrSegment.makeEci(ECI_UTF_8));
        }
        segments.add(QrSegment.makeBytes(bytes));
        try {
            QrCode code =
                    QrCode.encodeSegments(segments, ecc(level), QrCode.MIN_VERSION, QrCode.MAX_VERSION, -1, false);
            return new QrSymbol(code, bytes);
        } catch (DataTooLongException e) {
            throw new QrException(
                    "SYMBOL_TOO_SMALL", bytes.length + " bytes do not fit into a symbol of error correction " + level);
        }
    }

    private static byte[] utf8(String text) throws QrException {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new QrException("NOT_UNICODE", "the text has half of a surrogate pair");
        }
    }

    private static QrCode.Ecc ecc(ErrorCorrection level) {
        return switch (level) {
            case LOW -> QrCode.Ecc.LOW;
            case MEDIUM -> QrCode.Ecc.MEDIUM;
            case QUARTILE -> QrCode.Ecc.QUARTILE;
            case HIGH -> QrCode.Ecc.HIGH;
        };
    }

    /** Modules on each side, 21 to 177, without the border. */
    public int size() {
        return code.size;
    }

    /** Whether the module is dark; everything outside of the symbol is light. */
    public boolean isDark(int x, int y) {
        return code.getModule(x, y);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "QrSymbol[" + code.size + " x " + code.size + "]";
    }
}
