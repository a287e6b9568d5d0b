package dev.solvo.tlv;

/** Bytes that are not the TLV structure they were taken for. Holds what is wrong and where, never the data. */
public final class TlvException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The bytes end inside a tag. */
        TRUNCATED_TAG,
        /** A tag has more than four bytes. */
        TAG_TOO_LONG,
        /** Two or more FF, or FF at the end, stand where a tag should start; EMV allows only 00 as filling. */
        FILLING,
        /** The bytes end inside a length. */
        TRUNCATED_LENGTH,
        /** The length is 80, the indefinite form, which EMV does not allow. */
        INDEFINITE_LENGTH,
        /** The length has more than four bytes. */
        LENGTH_TOO_LONG,
        /** The value would run over the end of its template or of the input. */
        TRUNCATED_VALUE,
        /** Templates lie deeper than the limits allow. */
        TOO_DEEP,
        /** There are more objects than the limits allow. */
        TOO_MANY_OBJECTS,
        /** A value is longer than the limits allow. */
        VALUE_TOO_LONG,
        /** An object that must be there is not. */
        MISSING_OBJECT,
        /** An object stands where it must not. */
        UNEXPECTED_OBJECT,
        /** A data object list ends inside an entry or does not fit its data. */
        MALFORMED_LIST
    }

    private final Reason reason;
    private final int offset;

    /**
     * Names a fault.
     *
     * @param reason what is wrong
     * @param offset index in the input, in bytes, at which it was noticed
     * @param message what was found and what was expected; no data values
     */
    public TlvException(Reason reason, int offset, String message) {
        super(message + " at offset " + offset);
        this.reason = reason;
        this.offset = offset;
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Where it was noticed.
     *
     * @return index in the input, in bytes
     */
    public int offset() {
        return offset;
    }
}
