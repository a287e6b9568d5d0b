package dev.solvo.qr.scan.awt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.QrException;
import dev.solvo.qr.render.ErrorCorrection;
import dev.solvo.qr.render.QrSymbol;
import dev.solvo.qr.render.awt.Picture;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureScannerTest {
    private static final String TEXT = "weixin://wxpay/bizpayurl?pr=p4lpSuKzz 最佳";

    private static BufferedImage picture() throws QrException {
        return Picture.of(QrSymbol.of(TEXT, ErrorCorrection.MEDIUM), 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 90, 180, 275})
    void aTurnedSymbolInALargerPictureIsFound(int degrees) throws QrException {
        BufferedImage symbol = picture();
        BufferedImage photo = new BufferedImage(800, 700, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = photo.createGraphics();
        graphics.setColor(java.awt.Color.LIGHT_GRAY);
        graphics.fillRect(0, 0, 800, 700);
        AffineTransform turn = AffineTransform.getTranslateInstance(400, 350);
        turn.rotate(Math.toRadians(degrees));
        turn.translate(-symbol.getWidth() / 2.0, -symbol.getHeight() / 2.0);
        graphics.drawImage(symbol, turn, null);
        graphics.dispose();
        assertEquals(TEXT, PictureScanner.scan(photo));
    }

    @Test
    void lightOnDarkIsRead() throws QrException {
        BufferedImage picture = picture();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                picture.setRGB(x, y, ~picture.getRGB(x, y) | 0xFF000000);
            }
        }
        assertEquals(TEXT, PictureScanner.scan(picture));
    }

    @Test
    void aPictureWithoutSymbolSaysSo() {
        BufferedImage empty = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
        assertEquals(
                "NO_SYMBOL",
                assertThrows(QrException.class, () -> PictureScanner.scan(empty))
                        .code());
    }

    @Test
    void whatIsNoPictureSaysSo() throws QrException {
        byte[] png = Picture.png(QrSymbol.of(TEXT, ErrorCorrection.LOW), 3).toByteArray();
        for (byte[] wrong : new byte[][] {{}, {1, 2, 3}, "hello".getBytes(StandardCharsets.US_ASCII)}) {
            assertEquals("NOT_A_PICTURE", code(wrong));
        }
        assertEquals("NOT_A_PICTURE", code(Arrays.copyOf(png, 60)));
        // A PNG that claims to be 60,000 pixels wide and high.
        byte[] huge = png.clone();
        huge[18] = (byte) 0xEA;
        huge[19] = 0x60;
        huge[22] = (byte) 0xEA;
        huge[23] = 0x60;
        assertEquals("PICTURE_TOO_LARGE", code(huge));
    }

    /** Its text would unfold to 64 MB; nobody asks for it. */
    @Test
    void theTextsOfAPictureAreNotUnfolded() throws QrException, IOException {
        byte[] png = Picture.png(QrSymbol.of(TEXT, ErrorCorrection.LOW), 3).toByteArray();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write("zTXtnote\0\0".getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(text)) {
            for (int i = 0; i < 64; i++) {
                deflater.write(new byte[1 << 20]);
            }
        }
        CRC32 checksum = new CRC32();
        checksum.update(text.toByteArray());
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(file);
        // After the signature and the header.
        out.write(png, 0, 33);
        out.writeInt(text.size() - 4);
        text.writeTo(out);
        out.writeInt((int) checksum.getValue());
        out.write(png, 33, png.length - 33);
        assertEquals(TEXT, PictureScanner.scan(new ByteArrayInputStream(file.toByteArray())));
    }

    @Test
    void otherFormatsAreRefusedWhateverTheRuntimeCanRead() throws QrException, IOException {
        ByteArrayOutputStream tiff = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(picture(), "tiff", tiff));
        assertEquals("NOT_A_PICTURE", code(tiff.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
    void theFourFormatsAreRead(String format) throws QrException, IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(picture(), format, file));
        assertEquals(TEXT, PictureScanner.scan(new ByteArrayInputStream(file.toByteArray())));
    }

    private static String code(byte[] file) {
        return assertThrows(QrException.class, () -> PictureScanner.scan(new ByteArrayInputStream(file)))
                .code();
    }
}
