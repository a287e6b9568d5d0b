package dev.solvo.emv.data;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Application File Locator, tag 94: the records of the card's application, in the order in which they are read. EMV 4.4
 * Book 3, 10.2.
 *
 * @param entries at least one; the same file may appear more than once
 */
public record ApplicationFileLocator(List<Entry> entries) {
    /** A card may send at most 252 bytes. */
    private static final int MAX_LENGTH = 252;

    private static final int ENTRY_LENGTH = 4;

    /** Copies the list. */
    public ApplicationFileLocator {
        if (entries.isEmpty() || entries.size() > MAX_LENGTH / ENTRY_LENGTH) {
            throw new IllegalArgumentException("an application file locator has 1 to 63 entries");
        }
        entries = List.copyOf(entries);
    }

    /**
     * Reads the value field and applies all rules of validity, so that no record is read for a list that is broken
     * further down.
     *
     * @param bytes a multiple of 4 bytes, not 0
     * @return the entries
     * @throws EmvDataException if a rule is broken
     */
    public static ApplicationFileLocator parse(Bytes bytes) throws EmvDataException {
        int length = bytes.length();
        if (length == 0 || length > MAX_LENGTH || length % ENTRY_LENGTH != 0) {
            throw EmvDataException.length(EmvTag.APPLICATION_FILE_LOCATOR, length, "a multiple of 4 from 4 to 252");
        }
        List<Entry> entries = new ArrayList<>(length / ENTRY_LENGTH);
        for (int at = 0; at < length; at += ENTRY_LENGTH) {
            entries.add(entry(bytes, at));
        }
        return new ApplicationFileLocator(entries);
    }

    private static Entry entry(Bytes bytes, int at) throws EmvDataException {
        int first = bytes.unsigned(at);
        if ((first & 0x07) != 0) {
            throw fault(at, "reserved bits beside the short file identifier");
        }
        try {
            return new Entry(first >> 3, bytes.unsigned(at + 1), bytes.unsigned(at + 2), bytes.unsigned(at + 3));
        } catch (IllegalArgumentException broken) {
            throw fault(at, String.valueOf(broken.getMessage()));
        }
    }

    private static EmvDataException fault(int at, String message) {
        return new EmvDataException(Reason.VALUE, EmvTag.APPLICATION_FILE_LOCATOR, at, message);
    }

    /**
     * The value field.
     *
     * @return 4 bytes an entry
     */
    public Bytes toBytes() {
        byte[] bytes = new byte[entries.size() * ENTRY_LENGTH];
        int at = 0;
        for (Entry entry : entries) {
            bytes[at++] = (byte) (entry.shortFileIdentifier() << 3);
            bytes[at++] = (byte) entry.firstRecord();
            bytes[at++] = (byte) entry.lastRecord();
            bytes[at++] = (byte) entry.signedRecords();
        }
        return Bytes.of(bytes);
    }

    /**
     * A run of records in one file.
     *
     * @param shortFileIdentifier 1 to 30: 1 to 10 governed by EMV, 11 to 20 by the payment system, 21 to 30 by the issuer
     * @param firstRecord number of the first record, 1 to 255
     * @param lastRecord number of the last record, not before the first
     * @param signedRecords how many records from the first on take part in offline data authentication
     */
    public record Entry(int shortFileIdentifier, int firstRecord, int lastRecord, int signedRecords) {
        /**
         * Checks the rules of one entry.
         *
         * @throws IllegalArgumentException if a rule is broken
         */
        public Entry {
            if (shortFileIdentifier < 1 || shortFileIdentifier > 30) {
                throw new IllegalArgumentException(
                        "short file identifier " + shortFileIdentifier + " where 1 to 30 is expected");
            }
            if (firstRecord < 1 || firstRecord > 255) {
                throw new IllegalArgumentException("first record " + firstRecord + " where 1 to 255 is expected");
            }
            if (lastRecord < firstRecord || lastRecord > 255) {
                throw new IllegalArgumentException("last record " + lastRecord + " after first record " + firstRecord);
            }
            if (signedRecords < 0 || signedRecords > lastRecord - firstRecord + 1) {
                throw new IllegalArgumentException(
                        signedRecords + " signed records of " + (lastRecord - firstRecord + 1) + " in the entry");
            }
        }

        /**
         * Tells whether a record takes part in offline data authentication.
         *
         * @param record number of the record, within this entry
         * @return whether it is signed
         */
        public boolean isSigned(int record) {
            return record >= firstRecord && record - firstRecord < signedRecords;
        }
    }
}
