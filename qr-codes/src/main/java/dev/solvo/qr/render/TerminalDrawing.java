package dev.solvo.qr.render;

/**
 * A symbol as text for a terminal: two modules a character, by the half blocks of Unicode.
 *
 * <p>Terminals differ in which colour is the background, and most scanners read only dark on light, so whoever draws says
 * what his terminal has.
 */
public final class TerminalDrawing {
    private TerminalDrawing() {}

    /** For light letters on a dark background: what is light in the symbol is drawn. */
    public static String onDarkBackground(QrSymbol symbol) {
        return draw(symbol, false);
    }

    /** For dark letters on a light background: what is dark in the symbol is drawn. */
    public static String onLightBackground(QrSymbol symbol) {
        return draw(symbol, true);
    }

    private static String draw(QrSymbol symbol, boolean drawDark) {
        int border = QrSymbol.QUIET_ZONE;
        StringBuilder text = new StringBuilder();
        for (int y = -border; y < symbol.size() + border; y += 2) {
            for (int x = -border; x < symbol.size() + border; x++) {
                boolean upper = symbol.isDark(x, y) == drawDark;
                // An odd number of lines ends in the middle of a character.
                boolean lower = symbol.isDark(x, y + 1) == drawDark;
                text.append(upper ? lower ? '\u2588' : '\u2580' : lower ? '\u2584' : ' ');
            }
            text.append('\n');
        }
        return text.toString();
    }
}
