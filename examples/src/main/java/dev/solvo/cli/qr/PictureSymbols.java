package dev.solvo.cli.qr;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.Result;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.qr.QrException;
import dev.solvo.qr.scan.awt.PictureScanner;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/** The texts of all QR symbols of a picture file, each once. */
final class PictureSymbols {
    /** Longest file that is read, in bytes. */
    private static final int LONGEST = 64_000_000;

    private static final Map<DecodeHintType, Object> HINTS =
            Map.of(DecodeHintType.CHARACTER_SET, "UTF-8", DecodeHintType.TRY_HARDER, true);

    private PictureSymbols() {}

    /**
     * Reads them.
     *
     * @return at least one text
     * @throws BadInputException if the file is no picture, is too large, or has no symbol that can be read
     */
    static List<String> in(Path file) throws BadInputException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + file, unreadable);
        }
        if (bytes.length > LONGEST) {
            throw new BadInputException(file + " is longer than " + LONGEST + " bytes");
        }
        Set<String> texts = new LinkedHashSet<>();
        try {
            // Looks at the size first, and finds a single symbol in more ways than the search for several.
            texts.add(PictureScanner.scan(new ByteArrayInputStream(bytes)));
        } catch (QrException refused) {
            if (!refused.code().equals("NO_SYMBOL")) {
                throw new BadInputException(file + ": " + refused.getMessage(), refused);
            }
        } catch (IOException broken) {
            throw new BadInputException("cannot read " + file, broken);
        }
        texts.addAll(several(file, bytes));
        if (texts.isEmpty()) {
            throw new BadInputException(file + " has no QR symbol that can be read");
        }
        return List.copyOf(texts);
    }

    private static Set<String> several(Path file, byte[] bytes) throws BadInputException {
        BufferedImage picture;
        try {
            picture = ImageIO.read(new ByteArrayInputStream(bytes));
        } catch (IOException broken) {
            throw new BadInputException("cannot read " + file, broken);
        }
        int width = picture.getWidth();
        LuminanceSource upright = new RGBLuminanceSource(
                width, picture.getHeight(), picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width));
        Set<String> texts = new LinkedHashSet<>();
        for (LuminanceSource source : List.of(upright, upright.invert())) {
            texts.addAll(several(new BinaryBitmap(new HybridBinarizer(source))));
            texts.addAll(several(new BinaryBitmap(new GlobalHistogramBinarizer(source))));
        }
        return texts;
    }

    private static Set<String> several(BinaryBitmap bitmap) {
        Set<String> texts = new LinkedHashSet<>();
        try {
            for (Result symbol : new QRCodeMultiReader().decodeMultiple(bitmap, HINTS)) {
                texts.add(symbol.getText());
            }
        } catch (ReaderException none) {
            return texts;
        }
        return texts;
    }
}
