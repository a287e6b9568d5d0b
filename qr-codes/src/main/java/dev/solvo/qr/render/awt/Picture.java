package dev.solvo.qr.render.awt;

import dev.solvo.qr.render.QrSymbol;
import dev.solvo.tlv.Bytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A symbol as a picture in black and white. */
public final class Picture {
    private Picture() {}

    /**
     * A picture with the border of {@link QrSymbol#QUIET_ZONE} modules.
     *
     * @param pixelsPerModule 1 to 50
     * @throws IllegalArgumentException if the pixels are out of range
     */
    public static BufferedImage of(QrSymbol symbol, int pixelsPerModule) {
        if (pixelsPerModule < 1 || pixelsPerModule > 50) {
            throw new IllegalArgumentException(pixelsPerModule + " pixels a module; expected 1 to 50");
        }
        int side = (symbol.size() + 2 * QrSymbol.QUIET_ZONE) * pixelsPerModule;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean dark = symbol.isDark(
                        x / pixelsPerModule - QrSymbol.QUIET_ZONE, y / pixelsPerModule - QrSymbol.QUIET_ZONE);
                image.setRGB(x, y, dark ? 0xFF000000 : 0xFFFFFFFF);
            }
        }
        return image;
    }

    /** The same as a PNG file. */
    public static Bytes png(QrSymbol symbol, int pixelsPerModule) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(of(symbol, pixelsPerModule), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Bytes.of(out.toByteArray());
    }
}
