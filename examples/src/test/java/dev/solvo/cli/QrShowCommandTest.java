package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import dev.solvo.qr.scan.awt.PictureScanner;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QrShowCommandTest {
    private static final String LINK = "https://qr.alipay.com/bax00000000000000000000";

    @TempDir
    Path folder;

    /** What a phone sees: each character is two modules, one above the other. */
    private static String seen(List<String> lines, boolean lightTerminal) throws QrException {
        int scale = 6;
        int width = lines.get(0).length();
        BufferedImage picture =
                new BufferedImage(width * scale, lines.size() * 2 * scale, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                char c = lines.get(y / scale / 2).charAt(x / scale);
                boolean upper = y / scale % 2 == 0;
                boolean drawn = c == '\u2588' || c == (upper ? '\u2580' : '\u2584');
                picture.setRGB(x, y, drawn == lightTerminal ? 0 : 0xFFFFFF);
            }
        }
        return PictureScanner.scan(picture);
    }

    @ParameterizedTest
    @ValueSource(strings = {LINK, "weixin://wxpay/bizpayurl?pr=p4lpSuKzz", "咖啡 88.88 元", "x"})
    void theTerminalShowsWhatWasGiven(String text) throws QrException {
        CommandRun dark = CommandRun.of("qr", "show", text);
        assertEquals(0, dark.exitCode(), dark.err());
        assertEquals(text, seen(dark.out().lines().toList(), false));
        CommandRun light = CommandRun.of("qr", "show", text, "--light-terminal");
        assertEquals(text, seen(light.out().lines().toList(), true));
    }

    /** 45 bytes: versions 3, 4, 4 and 6 of ISO/IEC 18004, table 7. */
    @ParameterizedTest
    @CsvSource({"LOW, 29", "MEDIUM, 33", "QUARTILE, 33", "HIGH, 41"})
    void errorCorrectionTakesRoom(String level, int modules) {
        CommandRun run = CommandRun.of("qr", "show", LINK, "--error-correction", level, "--json");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(modules, run.json().path("modules").asInt());
        assertEquals(level, run.json().path("errorCorrection").asText());
        assertEquals((modules + 8 + 1) / 2, run.json().path("lines").size());
    }

    @Test
    void filesAreWrittenInsteadOfTheTerminal() throws IOException, QrException {
        Path png = folder.resolve("code.png");
        Path svg = folder.resolve("code.svg");
        Path escpos = folder.resolve("code.bin");
        CommandRun run = CommandRun.of(
                "qr",
                "show",
                LINK,
                "--png",
                png,
                "--svg",
                svg,
                "--escpos",
                escpos,
                "--quiet-zone",
                "2",
                "--module",
                "3");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.out());
        try (InputStream picture = Files.newInputStream(png)) {
            assertEquals(LINK, PictureScanner.scan(picture));
        }
        assertEquals((33 + 2 * 2) * 3, ImageIO.read(png.toFile()).getWidth());
        assertTrue(Files.readString(svg).contains("viewBox=\"0 0 37 37\""), Files.readString(svg));
        byte[] raster = Files.readAllBytes(escpos);
        int bytesPerLine = (41 * 3 + 7) / 8;
        assertArrayEquals(
                new byte[] {0x1D, 0x76, 0x30, 0, (byte) bytesPerLine, 0, 41 * 3, 0}, Arrays.copyOf(raster, 8));
        assertEquals(8 + bytesPerLine * 41 * 3, raster.length);
    }

    @Test
    void theQuietZoneIsAsWideAsAskedFor() {
        for (int quietZone : new int[] {0, 1, 4, 20}) {
            List<String> lines = CommandRun.of("qr", "show", LINK, "--quiet-zone", quietZone)
                    .out()
                    .lines()
                    .toList();
            assertEquals(33 + 2 * quietZone, lines.get(0).length());
            assertEquals((33 + 2 * quietZone + 1) / 2, lines.size());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        CommandRun fits = CommandRun.of("qr", "show", "x".repeat(2953), "--error-correction", "low");
        assertEquals(0, fits.exitCode(), fits.err());
        CommandRun tooLong = CommandRun.of("qr", "show", "x".repeat(2954), "--error-correction", "low");
        assertEquals(65, tooLong.exitCode());
        assertEquals("", tooLong.out());
        assertTrue(tooLong.err().contains("2954 bytes do not fit"), tooLong.err());
        assertEquals(0, CommandRun.of("qr", "show", LINK, "--columns", "41").exitCode());
        CommandRun tooWide = CommandRun.of("qr", "show", LINK, "--columns", "40");
        assertEquals(65, tooWide.exitCode());
        assertEquals("", tooWide.out());
        assertEquals(65, CommandRun.of("qr", "show", "").exitCode());
    }

    @Test
    void aFileThatCannotBeWrittenIsSaid() {
        CommandRun run = CommandRun.of(
                "qr", "show", LINK, "--png", folder.resolve("none").resolve("x.png"));
        assertEquals(65, run.exitCode());
        assertTrue(run.err().contains("cannot write"), run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--quiet-zone=-1", "--quiet-zone=21", "--module=0", "--module=17", "--error-correction=best"})
    void wrongOptionsAreAWrongCommandLine(String option) {
        CommandRun run = CommandRun.of("qr", "show", LINK, option);
        assertEquals(64, run.exitCode(), run.err());
        assertFalse(run.err().isEmpty());
    }
}
