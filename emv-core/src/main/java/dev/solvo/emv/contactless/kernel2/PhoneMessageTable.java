package dev.solvo.emv.contactless.kernel2;

import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Phone Message Table, tag DF8131: which message a device's wish leads to. Rows of mask, value, message identifier and
 * status; the first whose value is what the mask leaves of DF4B counts, and the last row fits everything.
 */
public final class PhoneMessageTable {
    private static final int ROW_LENGTH = 8;

    /**
     * A row.
     *
     * @param mask which bits of DF4B count, 3 bytes
     * @param value what they must be, 3 bytes
     * @param messageIdentifier the message
     * @param status its status
     */
    public record Row(int mask, int value, int messageIdentifier, int status) {}

    private final List<Row> rows;

    private PhoneMessageTable(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Reads the value field.
     *
     * @param bytes rows of 8 bytes each
     * @return the table
     * @throws IllegalArgumentException if there are no whole rows, or the last one does not fit everything
     */
    public static PhoneMessageTable of(Bytes bytes) {
        if (bytes.isEmpty() || bytes.length() % ROW_LENGTH != 0) {
            throw new IllegalArgumentException("a phone message table has rows of 8 bytes, not " + bytes.length());
        }
        List<Row> rows = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += ROW_LENGTH) {
            rows.add(new Row(
                    (int) bytes.slice(at, at + 3).toUnsignedLong(),
                    (int) bytes.slice(at + 3, at + 6).toUnsignedLong(),
                    bytes.unsigned(at + 6),
                    bytes.unsigned(at + 7)));
        }
        Row last = rows.get(rows.size() - 1);
        if (last.mask() != 0 || last.value() != 0) {
            throw new IllegalArgumentException("the last row of a phone message table fits everything");
        }
        return new PhoneMessageTable(rows);
    }

    /**
     * The row for a device's wish.
     *
     * @param information tag DF4B
     * @return the first that fits
     */
    public Row find(PosCardholderInteractionInformation information) {
        for (Row row : rows) {
            if ((information.value() & row.mask()) == row.value()) {
                return row;
            }
        }
        throw new IllegalStateException("the last row fits everything");
    }
}
