package dev.solvo.qr.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.solvo.qr.QrException;
import dev.solvo.qr.render.awt.Picture;
import dev.solvo.qr.scan.awt.PictureScanner;
import dev.solvo.qr.testdata.CodeVectors;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every rendering is read back by ZXing, a reader that we did not write. */
final class RenderingsTest {
    private static final int SCALE = 4;

    /** What ZXing reads from a square of modules, its border included. */
    private static Result read(int width, int height, BiPredicate<Integer, Integer> dark) throws ReaderException {
        int[] pixels = new int[width * SCALE * height * SCALE];
        for (int y = 0; y < height * SCALE; y++) {
            for (int x = 0; x < width * SCALE; x++) {
                pixels[y * width * SCALE + x] = dark.test(x / SCALE, y / SCALE) ? 0xFF000000 : 0xFFFFFFFF;
            }
        }
        BinaryBitmap bitmap = new BinaryBitmap(
                new GlobalHistogramBinarizer(new RGBLuminanceSource(width * SCALE, height * SCALE, pixels)));
        return new QRCodeReader().decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true));
    }

    private static String readSvg(String svg) throws ReaderException {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(svg);
        assertTrue(box.find());
        int side = Integer.parseInt(box.group(1));
        boolean[][] dark = new boolean[side][side];
        Matcher run = Pattern.compile("M(\\d+),(\\d+)h(\\d+)v1h-(\\d+)z").matcher(svg);
        while (run.find()) {
            int x = Integer.parseInt(run.group(1));
            assertEquals(run.group(3), run.group(4));
            Arrays.fill(dark[Integer.parseInt(run.group(2))], x, x + Integer.parseInt(run.group(3)), true);
        }
        return read(side, side, (x, y) -> dark[y][x]).getText();
    }

    private static String readTerminal(String text, boolean drawn) throws ReaderException {
        String[] lines = text.split("\n", -1);
        int width = lines[0].length();
        int height = (lines.length - 1) * 2;
        return read(width, height, (x, y) -> {
                    char c = lines[y / 2].charAt(x);
                    boolean set = c == '█' || c == (y % 2 == 0 ? '▀' : '▄');
                    return set == drawn;
                })
                .getText();
    }

    private static String readRaster(Bytes commands, int dots) throws ReaderException {
        assertEquals("1D763000", commands.slice(0, 4).toHex());
        int bytesPerLine = commands.unsigned(4) + 256 * commands.unsigned(5);
        int lines = commands.unsigned(6) + 256 * commands.unsigned(7);
        assertEquals(8 + bytesPerLine * lines, commands.length());
        int modules = lines / dots;
        return read(modules, modules, (x, y) -> {
                    int dot = x * dots;
                    return (commands.unsigned(8 + y * dots * bytesPerLine + dot / 8) & 0x80 >> dot % 8) != 0;
                })
                .getText();
    }

    private static String readPrintersOwn(Bytes commands) {
        int at = 0;
        byte[] text = new byte[0];
        boolean printed = false;
        while (at < commands.length()) {
            assertEquals("1D286B", commands.slice(at, at + 3).toHex());
            int length = commands.unsigned(at + 3) + 256 * commands.unsigned(at + 4);
            assertEquals(0x31, commands.unsigned(at + 5));
            if (commands.unsigned(at + 6) == 0x50) {
                text = commands.slice(at + 8, at + 5 + length).toByteArray();
            }
            printed = commands.unsigned(at + 6) == 0x51;
            at += 5 + length;
        }
        assertTrue(printed);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void assertReadBack(String text, ErrorCorrection level)
            throws QrException, ReaderException, IOException {
        QrSymbol symbol = QrSymbol.of(text, level);
        assertEquals(text, readSvg(SvgDrawing.of(symbol)));
        assertEquals(text, readTerminal(TerminalDrawing.onLightBackground(symbol), true));
        assertEquals(text, readTerminal(TerminalDrawing.onDarkBackground(symbol), false));
        assertEquals(text, readRaster(EscPosCommands.raster(symbol, 3), 3));
        assertEquals(text, readPrintersOwn(EscPosCommands.printersOwn(symbol, level, 4)));
        byte[] png = Picture.png(symbol, 5).toByteArray();
        assertEquals(text, PictureScanner.scan(new ByteArrayInputStream(png)));
    }

    @Example
    void everyCodeOfTheVectorsIsReadBack() throws Exception {
        for (var vector : CodeVectors.records("national-profiles.json")) {
            assertReadBack(vector.get("payload").asText(), ErrorCorrection.MEDIUM);
        }
        assertReadBack(CodeVectors.records("emv-mpm.json").get(0).get("payload").asText(), ErrorCorrection.HIGH);
    }

    @Property(tries = 60)
    void everyTextIsReadBack(@ForAll("texts") String text, @ForAll ErrorCorrection level) throws Exception {
        assertReadBack(text, level);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> characters =
                Arbitraries.of("0", "1", "A", "a", "z", " ", "-", ":", "%", "最", "佳", "运", "输", "é", "😀", "Ω", "\n");
        return characters.list().ofMinSize(1).ofMaxSize(512).map(parts -> {
            String joined = String.join("", parts);
            return joined.length() > 512 ? joined.substring(0, joined.offsetByCodePoints(0, 200)) : joined;
        });
    }

    /** ZXing tells the segments by what it makes of them: ECI and bytes. */
    @Example
    void asciiGoesWithoutEciAndDigitsGoAsBytes() throws Exception {
        String digits = "0002010102";
        QrSymbol symbol = QrSymbol.of(digits, ErrorCorrection.LOW);
        Result result = read(symbol.size() + 8, symbol.size() + 8, (x, y) -> symbol.isDark(x - 4, y - 4));
        assertEquals(BarcodeFormat.QR_CODE, result.getBarcodeFormat());
        // Mode 0100 (bytes), then the count of ten in eight bits.
        assertEquals("40A", Bytes.of(result.getRawBytes()).toHex().substring(0, 3));
        QrSymbol chinese = QrSymbol.of("佳", ErrorCorrection.LOW);
        Result read = read(chinese.size() + 8, chinese.size() + 8, (x, y) -> chinese.isDark(x - 4, y - 4));
        // Mode 0111 (ECI), designator 26, then mode 0100.
        assertEquals("71A4", Bytes.of(read.getRawBytes()).toHex().substring(0, 4));
    }

    @Example
    void whatFitsIntoNoSymbolIsRefused() throws QrException {
        assertEquals(177, QrSymbol.of("a".repeat(2953), ErrorCorrection.LOW).size());
        QrException e = assertThrows(QrException.class, () -> QrSymbol.of("a".repeat(2954), ErrorCorrection.LOW));
        assertEquals("SYMBOL_TOO_SMALL", e.code());
        QrSymbol symbol = QrSymbol.of("a", ErrorCorrection.LOW);
        assertThrows(IllegalArgumentException.class, () -> EscPosCommands.raster(symbol, 0));
        assertThrows(IllegalArgumentException.class, () -> SvgDrawing.of(symbol, -1));
        assertThrows(IllegalArgumentException.class, () -> Picture.of(symbol, 51));
        assertFalse(symbol.isDark(-1, 0) || symbol.isDark(0, symbol.size()));
    }

    @Example
    void halfOfASurrogatePairIsRefusedAndNotReplaced() {
        for (String text : new String[] {"\uD83D", "a\uDE00b", "\uDE00\uD83D"}) {
            assertEquals(
                    "NOT_UNICODE",
                    assertThrows(QrException.class, () -> QrSymbol.of(text, ErrorCorrection.LOW))
                            .code());
        }
    }
}
