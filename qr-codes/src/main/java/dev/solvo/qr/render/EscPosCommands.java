package dev.solvo.qr.render;

import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;

/**
 * A symbol as commands for a receipt printer that speaks ESC/POS.
 *
 * <p>{@link #raster} sends the symbol dot by dot and is the same on every printer. {@link #printersOwn} sends the bytes of
 * the text and lets the printer make the symbol: less data, but the printer chooses the segments itself, adds no ECI, and
 * what is not ASCII may be read wrongly.
 */
public final class EscPosCommands {
    private static final int ESC_POS_MAXIMUM_TEXT = 7089;

    private EscPosCommands() {}

    /**
     * GS v 0: a raster picture with the border of {@link QrSymbol#QUIET_ZONE} modules.
     *
     * @param dotsPerModule 1 to 16; 3 or more can be read at 203 dots per inch
     * @throws IllegalArgumentException if the dots are out of range
     */
    public static Bytes raster(QrSymbol symbol, int dotsPerModule) {
        checkDots(dotsPerModule);
        int dots = (symbol.size() + 2 * QrSymbol.QUIET_ZONE) * dotsPerModule;
        int bytesPerLine = (dots + 7) / 8;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 0x1D, 0x76, 0x30, 0x00, bytesPerLine & 0xFF, bytesPerLine >> 8, dots & 0xFF, dots >> 8);
        for (int row = 0; row < dots; row++) {
            byte[] line = new byte[bytesPerLine];
            int y = row / dotsPerModule - QrSymbol.QUIET_ZONE;
            for (int dot = 0; dot < dots; dot++) {
                if (symbol.isDark(dot / dotsPerModule - QrSymbol.QUIET_ZONE, y)) {
                    line[dot / 8] |= (byte) (0x80 >> dot % 8);
                }
            }
            out.write(line, 0, line.length);
        }
        return Bytes.of(out.toByteArray());
    }

    /**
     * GS ( k, functions 165, 167, 169, 180 and 181: the printer's own symbol, model 2.
     *
     * @param dotsPerModule 1 to 16
     * @throws IllegalArgumentException if the dots are out of range, or the text is longer than the command can say
     */
    public static Bytes printersOwn(QrSymbol symbol, ErrorCorrection level, int dotsPerModule) {
        checkDots(dotsPerModule);
        byte[] text = symbol.bytes();
        if (text.length > ESC_POS_MAXIMUM_TEXT) {
            throw new IllegalArgumentException(
                    text.length + " bytes; the command takes at most " + ESC_POS_MAXIMUM_TEXT);
        }
        int correction = switch (level) {
            case LOW -> 48;
            case MEDIUM -> 49;
            case QUARTILE -> 50;
            case HIGH -> 51;
        };
        int length = text.length + 3;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, 0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 0x32, 0);
        write(out, 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, dotsPerModule);
        write(out, 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, correction);
        write(out, 0x1D, 0x28, 0x6B, length & 0xFF, length >> 8, 0x31, 0x50, 0x30);
        out.write(text, 0, text.length);
        write(out, 0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30);
        return Bytes.of(out.toByteArray());
    }

    private static void checkDots(int dotsPerModule) {
        if (dotsPerModule < 1 || dotsPerModule > 16) {
            throw new IllegalArgumentException(dotsPerModule + " dots a module; expected 1 to 16");
        }
    }

    private static void write(ByteArrayOutputStream out, int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
    }
}
