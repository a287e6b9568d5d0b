package dev.solvo.qr.reconcile;

import dev.solvo.qr.QrException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Reads one form of bill. */
@FunctionalInterface
public interface BillReader {
    /** More rows than this in one bill are refused: split it by day or by shop. */
    int MAXIMUM_ROWS = 1_000_000;

    /**
     * Reads the whole bill; the stream is left open.
     *
     * @throws QrException if it is not such a bill, with the line in its message; half a bill is never given
     * @throws IOException if it cannot be read
     */
    List<BillRow> read(InputStream bill) throws IOException, QrException;
}
