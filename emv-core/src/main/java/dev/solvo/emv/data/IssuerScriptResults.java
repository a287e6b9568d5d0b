package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * Issuer Script Results, tag 9F5B: how each of the issuer's scripts ended, in the order received. EMV 4.4 Book 4, Annex
 * A5.
 *
 * @param entries one a script
 */
public record IssuerScriptResults(List<Entry> entries) {
    /** No script was received. */
    public static final IssuerScriptResults NONE = new IssuerScriptResults(List.of());

    private static final int ENTRY_LENGTH = 5;

    /** How a script ended. */
    public enum Result {
        /** 0: no command was sent. */
        NOT_PERFORMED(0),
        /** 1: a command failed. */
        FAILED(1),
        /** 2: all commands succeeded. */
        SUCCESSFUL(2);

        private final int code;

        Result(int code) {
            this.code = code;
        }
    }

    /**
     * One script.
     *
     * @param result how it ended
     * @param failedCommand number of the command that failed, 1 to 14, or 15 for the fifteenth and later; 0 where none
     *     failed or it is not known
     * @param identifier Issuer Script Identifier (9F18), 4 bytes, zeros where the script has none
     */
    public record Entry(Result result, int failedCommand, Bytes identifier) {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if the number is not 0 to 15 or the identifier has not 4 bytes
         */
        public Entry {
            if (failedCommand < 0 || failedCommand > 15 || identifier.length() != ENTRY_LENGTH - 1) {
                throw new IllegalArgumentException("no entry of the issuer script results");
            }
        }

        /**
         * The entry's bytes.
         *
         * @return 5 bytes
         */
        public Bytes toBytes() {
            return Bytes.ofUnsigned(result.code << 4 | failedCommand).plus(identifier);
        }
    }

    /** Copies the list. */
    public IssuerScriptResults {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 5 bytes a script
     * @return the results
     * @throws EmvDataException if the length is no multiple of 5 or a result is reserved
     */
    public static IssuerScriptResults parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() % ENTRY_LENGTH != 0) {
            throw EmvDataException.length(EmvTag.ISSUER_SCRIPT_RESULTS, bytes.length(), "a multiple of 5");
        }
        List<Entry> entries = new ArrayList<>();
        for (int at = 0; at < bytes.length(); at += ENTRY_LENGTH) {
            int first = bytes.unsigned(at);
            entries.add(new Entry(result(first >> 4, at), first & 0xF, bytes.slice(at + 1, at + ENTRY_LENGTH)));
        }
        return new IssuerScriptResults(entries);
    }

    private static Result result(int code, int at) throws EmvDataException {
        for (Result result : Result.values()) {
            if (result.code == code) {
                return result;
            }
        }
        throw new EmvDataException(
                EmvDataException.Reason.VALUE, EmvTag.ISSUER_SCRIPT_RESULTS, at, "reserved script result");
    }

    /**
     * The same results with one script more.
     *
     * @param entry the script
     * @return the results
     */
    public IssuerScriptResults with(Entry entry) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        return new IssuerScriptResults(more);
    }

    /**
     * The value field.
     *
     * @return 5 bytes a script
     */
    public Bytes toBytes() {
        return Bytes.concat(entries.stream().map(Entry::toBytes).toArray(Bytes[]::new));
    }
}
