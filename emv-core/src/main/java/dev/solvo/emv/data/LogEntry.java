package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;

/**
 * Log Entry, tag 9F4D: in which file an application keeps the log of its transactions. EMV 4.4 Book 3, Annex D.
 *
 * @param shortFileIdentifier 11 to 30
 * @param maxRecords how many transactions the file can hold, 0 to 255
 */
public record LogEntry(int shortFileIdentifier, int maxRecords) {
    private static final int LENGTH = 2;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public LogEntry {
        if (shortFileIdentifier < 11 || shortFileIdentifier > 30) {
            throw new IllegalArgumentException(
                    "short file identifier " + shortFileIdentifier + " where 11 to 30 is expected");
        }
        if (maxRecords < 0 || maxRecords > 255) {
            throw new IllegalArgumentException(maxRecords + " records where 0 to 255 are expected");
        }
    }

    /**
     * Reads the value field: {@code 0B0A} is file 11 with 10 records.
     *
     * @param bytes 2 bytes
     * @return the entry
     * @throws EmvDataException if the length is another or the file is not one of 11 to 30
     */
    public static LogEntry parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() != LENGTH) {
            throw EmvDataException.length(EmvTag.LOG_ENTRY, bytes.length(), "2");
        }
        try {
            return new LogEntry(bytes.unsigned(0), bytes.unsigned(1));
        } catch (IllegalArgumentException outOfRange) {
            throw new EmvDataException(Reason.VALUE, EmvTag.LOG_ENTRY, 0, String.valueOf(outOfRange.getMessage()));
        }
    }

    /**
     * The value field.
     *
     * @return 2 bytes
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(shortFileIdentifier, maxRecords);
    }
}
