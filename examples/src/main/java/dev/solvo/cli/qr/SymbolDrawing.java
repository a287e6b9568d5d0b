package dev.solvo.cli.qr;

import dev.solvo.qr.render.QrSymbol;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A symbol with a border of any width; the library's own drawings have the one that scanners need. */
final class SymbolDrawing {
    private static final int WHITE = 0xFFFFFF;

    private final QrSymbol symbol;
    private final int quietZone;

    SymbolDrawing(QrSymbol symbol, int quietZone) {
        this.symbol = symbol;
        this.quietZone = quietZone;
    }

    /** Two modules a character; on a dark terminal what is light is drawn, on a light one what is dark. */
    String halfBlocks(boolean lightTerminal) {
        StringBuilder text = new StringBuilder();
        for (int y = -quietZone; y < symbol.size() + quietZone; y += 2) {
            for (int x = -quietZone; x < symbol.size() + quietZone; x++) {
                boolean upper = symbol.isDark(x, y) == lightTerminal;
                boolean lower = symbol.isDark(x, y + 1) == lightTerminal;
                text.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    byte[] png(int dotsPerModule) {
        int side = (symbol.size() + 2 * quietZone) * dotsPerModule;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = symbol.isDark(x / dotsPerModule - quietZone, y / dotsPerModule - quietZone);
                image.setRGB(x, y, dark ? 0 : WHITE);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
