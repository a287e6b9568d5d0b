package dev.solvo.qr.render;

/** A symbol as an SVG picture: a light square and one dark path, to be scaled at will. */
public final class SvgDrawing {
    private SvgDrawing() {}

    /** With the border of {@link QrSymbol#QUIET_ZONE} modules. */
    public static String of(QrSymbol symbol) {
        return of(symbol, QrSymbol.QUIET_ZONE);
    }

    /**
     * With a border of so many modules.
     *
     * @throws IllegalArgumentException if the border is negative or wider than 100
     */
    public static String of(QrSymbol symbol, int quietZone) {
        if (quietZone < 0 || quietZone > 100) {
            throw new IllegalArgumentException("a border of " + quietZone + " modules; expected 0 to 100");
        }
        int side = symbol.size() + 2 * quietZone;
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < symbol.size(); y++) {
            for (int x = 0; x < symbol.size(); x++) {
                int from = x;
                while (symbol.isDark(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M').append(from + quietZone).append(',').append(y + quietZone);
                    path.append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 " + side + " " + side
                + "\" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\""
                + path + "\" fill=\"#000\"/></svg>\n";
    }
}
