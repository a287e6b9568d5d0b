package dev.solvo.qr.scan.awt;

import com.google.zxing.Binarizer;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.solvo.qr.QrException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Finds the QR symbol in a picture: PNG, JPEG, GIF or BMP, dark on light or light on dark, upright or turned.
 *
 * <p>It needs {@code com.google.zxing:core}, an optional dependency of this module: programs that scan bring it along.
 */
public final class PictureScanner {
    /** The most pixels that are looked at. */
    public static final int MAXIMUM_PIXELS = 40_000_000;

    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

    private PictureScanner() {}

    /**
     * Reads the symbol of a picture file; the stream is left open.
     *
     * @throws QrException NOT_A_PICTURE, PICTURE_TOO_LARGE, NO_SYMBOL
     * @throws IOException if the stream cannot be read
     */
    public static String scan(InputStream picture) throws IOException, QrException {
        // In memory: ImageIO's own choice would leave the customer's code in a temporary file for a while.
        try (ImageInputStream in = new MemoryCacheImageInputStream(picture)) {
            ImageReader reader = reader(in);
            try {
                // Without the texts of a PNG, which are compressed and may unfold to gigabytes.
                reader.setInput(in, true, true);
                checkSize(reader.getWidth(0), reader.getHeight(0));
                return scan(reader.read(0));
            } catch (IOException | RuntimeException e) {
                throw new QrException(
                        "NOT_A_PICTURE",
                        "the picture is damaged: " + e.getClass().getSimpleName());
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader reader(ImageInputStream in) throws IOException, QrException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
            reader.dispose();
        }
        throw new QrException("NOT_A_PICTURE", "the file is no PNG, JPEG, GIF or BMP picture");
    }

    /**
     * Reads the symbol of a picture.
     *
     * @throws QrException PICTURE_TOO_LARGE, NO_SYMBOL
     */
    public static String scan(BufferedImage picture) throws QrException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        checkSize(width, height);
        LuminanceSource upright =
                new RGBLuminanceSource(width, height, picture.getRGB(0, 0, width, height, null, 0, width));
        for (LuminanceSource source : new LuminanceSource[] {upright, upright.invert()}) {
            Optional<String> text = scan(source, HybridBinarizer::new);
            if (!text.isPresent()) {
                text = scan(source, GlobalHistogramBinarizer::new);
            }
            if (text.isPresent()) {
                return text.get();
            }
        }
        throw new QrException("NO_SYMBOL", "no readable QR symbol in a picture of " + width + " x " + height);
    }

    private static Optional<String> scan(LuminanceSource source, Function<LuminanceSource, Binarizer> binarizer) {
        Map<DecodeHintType, Object> thorough =
                Map.of(DecodeHintType.CHARACTER_SET, "UTF-8", DecodeHintType.TRY_HARDER, true);
        Map<DecodeHintType, Object> drawn =
                Map.of(DecodeHintType.CHARACTER_SET, "UTF-8", DecodeHintType.PURE_BARCODE, true);
        Optional<String> text = scan(source, binarizer, thorough);
        return text.isPresent() ? text : scan(source, binarizer, drawn);
    }

    private static Optional<String> scan(
            LuminanceSource source, Function<LuminanceSource, Binarizer> binarizer, Map<DecodeHintType, Object> hints) {
        try {
            BinaryBitmap bitmap = new BinaryBitmap(binarizer.apply(source));
            return Optional.of(new QRCodeReader().decode(bitmap, hints).getText());
        } catch (ReaderException | RuntimeException e) {
            // What looks like a symbol and is none can run ZXing over the end of an array.
            return Optional.empty();
        }
    }

    private static void checkSize(int width, int height) throws QrException {
        if ((long) width * height > MAXIMUM_PIXELS) {
            throw new QrException(
                    "PICTURE_TOO_LARGE", width + " x " + height + " pixels; expected at most " + MAXIMUM_PIXELS);
        }
    }
}
