package dev.solvo.benchmarks.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CurveTest {
    @Test
    void slopeIsTheExponent() {
        List<Double> sizes = List.of(1.0, 2.0, 4.0, 8.0, 16.0);
        assertEquals(2, new Curve("square", sizes, List.of(3.0, 12.0, 48.0, 192.0, 768.0)).slope(), 1e-9);
        assertEquals(0, new Curve("constant", sizes, List.of(7.0, 7.0, 7.0, 7.0, 7.0)).slope(), 1e-9);
    }

    @Test
    void leastSizesDoNotCount() {
        Curve curve = new Curve("linear", List.of(1.0, 2.0, 10.0, 100.0), List.of(50.0, 50.0, 20.0, 200.0));
        assertEquals(1, curve.slope(), 1e-9);
    }

    @Test
    void oneSizeHasNoSlope() {
        assertThrows(IllegalArgumentException.class, () -> new Curve("point", List.of(1.0), List.of(1.0)));
    }

    @Test
    void plotSaysItsSlopeAndIsDrawn(@TempDir Path directory) throws IOException {
        Curve curve = new Curve("cursor", List.of(1.0, 10.0, 100.0), List.of(2.0, 20.0, 200.0));
        Plot plot = new Plot("tlv.svg", "TLV", "records", "µs", List.of(curve));
        assertEquals("TLV (slope: cursor 1.00)", plot.titleWithSlopes());
        plot.draw(directory);
        String svg = Files.readString(directory.resolve("tlv.svg"));
        assertTrue(svg.contains("<svg") && svg.trim().endsWith("</svg>"), svg);
    }
}
