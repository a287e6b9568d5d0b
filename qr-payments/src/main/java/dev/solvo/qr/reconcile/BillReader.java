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

    /** More bytes than this are refused, counted after unpacking. */
    long MAXIMUM_BYTES = 512L * 1024 * 1024;

    /**
     * Reads the whole bill; the stream is left open.
     *
     * @throws QrException if it is not such a bill; half a bill is never given. BILL_HEADER: other columns; BILL_ROW: a
     *     wrong cell, with line and column in the message; BILL_CUT: the end is missing; BILL_TOTALS: the rows do not
     *     add up to what the bill says; BILL_DAMAGED: neither the text nor the archive that it should be;
     *     BILL_TOO_LONG: beyond {@link #MAXIMUM_ROWS} or {@link #MAXIMUM_BYTES}
     * @throws IOException if the stream cannot be read
     */
    List<BillRow> read(InputStream bill) throws IOException, QrException;
}
