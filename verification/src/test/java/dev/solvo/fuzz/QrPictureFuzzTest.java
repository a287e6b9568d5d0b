package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.QrException;
import dev.solvo.qr.scan.awt.PictureScanner;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes as a picture file, any dots as a picture. */
final class QrPictureFuzzTest {
    @FuzzTest
    void file(byte[] data) throws IOException {
        try {
            PictureScanner.scan(new ByteArrayInputStream(data));
        } catch (QrException e) {
            assertFalse(e.code().isEmpty());
        }
    }

    /** One bit is one dot of 21 to 57 in a row, as a symbol's modules are. */
    @FuzzTest
    void dots(byte[] data) {
        int side = 21 + 4 * (data.length == 0 ? 0 : (data[0] & 0xFF) % 10);
        BufferedImage picture = new BufferedImage(4 * side + 32, 4 * side + 32, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, isDark(data, side, x - 16 >> 2, y - 16 >> 2) ? 0 : 0xFFFFFF);
            }
        }
        try {
            PictureScanner.scan(picture);
        } catch (QrException e) {
            assertFalse(e.code().isEmpty());
        }
    }

    private static boolean isDark(byte[] data, int side, int x, int y) {
        if (x < 0 || y < 0 || x >= side || y >= side) {
            return false;
        }
        int left = Math.min(x, side - 1 - x);
        int top = Math.min(y, side - 1 - y);
        if (left < 8 && top < 8 && !(x >= side - 8 && y >= side - 8)) {
            // Finder patterns, so that the reader comes to the data.
            int ring = Math.max(Math.abs(left - 3), Math.abs(top - 3));
            return ring < 2 || ring == 3;
        }
        if (x == 6 || y == 6) {
            return (x + y) % 2 == 0;
        }
        int bit = y * side + x;
        return 1 + bit / 8 < data.length && (data[1 + bit / 8] >> bit % 8 & 1) == 1;
    }
}
