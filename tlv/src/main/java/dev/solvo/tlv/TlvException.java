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

    /** The tag that the message names, or 0. */
    private final int tag;

    /** What the message says behind the tag. */
    private final String rest;

    /**
     * Names a fault.
     *
     * @param reason what is wrong
     * @param offset index in the input, in bytes, at which it was noticed
     * @param message what was found and what was expected; no data values
     */
    public TlvException(Reason reason, int offset, String message) {
        this(reason, offset, message, 0, "");
    }

    /** Names a fault of an object: what was found, of which tag, and what was expected. */
    TlvException(Reason reason, int offset, String what, int tag, String rest) {
        super(what);
        this.reason = reason;
        this.offset = offset;
        this.tag = tag;
        this.rest = rest;
    }

    /**
     * What was found and what was expected, and where.
     *
     * @return the message
     */
    @Override
    public String getMessage() {
        // Not before somebody asks: to refuse an input must cost little.
        String what = super.getMessage();
        return (tag == 0 ? what : what + " of tag " + Tag.hex(tag) + rest) + " at offset " + offset;
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
