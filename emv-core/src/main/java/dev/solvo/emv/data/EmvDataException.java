package dev.solvo.emv.data;

import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import java.util.Optional;

/**
 * Data from a card, a host or a configuration file that are not what they should be. Holds what is wrong and where,
 * never the data.
 */
public final class EmvDataException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int UNKNOWN = -1;

    /** What is wrong. */
    public enum Reason {
        /** A value has another length than the element allows. */
        LENGTH,
        /** A value is not in the element's format, such as a letter where a decimal digit should be. */
        FORMAT,
        /** A value is in its format but outside of what the element allows. */
        VALUE,
        /** The bytes are not the TLV structure they should be. */
        STRUCTURE,
        /** A data object list ends inside an entry or asks for more than a command can carry. */
        DATA_OBJECT_LIST,
        /** An element that must be there is not. */
        MISSING,
        /** A card's records hold an element twice, which ends the transaction. EMV 4.4 Book 3, 10.2. */
        REDUNDANT,
        /** A configuration file has errors; the message lists each with its JSON pointer. */
        CONFIGURATION
    }

    private final Reason reason;
    private final int tag;
    private final int offset;

    private EmvDataException(Reason reason, int tag, int offset, String message) {
        super(message);
        this.reason = reason;
        this.tag = tag;
        this.offset = offset;
    }

    /**
     * Names a fault that belongs to no tag.
     *
     * @param reason what is wrong
     * @param message what was found and what was expected; no data values
     */
    public EmvDataException(Reason reason, String message) {
        this(reason, 0, UNKNOWN, message);
    }

    /**
     * Names a fault of one element.
     *
     * @param reason what is wrong
     * @param tag the element
     * @param message what was found and what was expected; no data values
     */
    public EmvDataException(Reason reason, Tag tag, String message) {
        this(reason, tag.value(), UNKNOWN, tag + ": " + message);
    }

    /**
     * Names a fault at one place of an element.
     *
     * @param reason what is wrong
     * @param tag the element
     * @param offset index in the element's value, in bytes
     * @param message what was found and what was expected; no data values
     */
    public EmvDataException(Reason reason, Tag tag, int offset, String message) {
        this(reason, tag.value(), offset, tag + ": " + message + " at offset " + offset);
    }

    /**
     * Turns a TLV fault into one of this module.
     *
     * @param cause the fault
     */
    public EmvDataException(TlvException cause) {
        super(cause.getMessage(), cause);
        this.reason = Reason.STRUCTURE;
        this.tag = 0;
        this.offset = cause.offset();
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
     * The element at fault.
     *
     * @return its tag, if the fault belongs to one
     */
    public Optional<Tag> tag() {
        return tag == 0 ? Optional.empty() : Optional.of(Tag.of(tag));
    }

    /**
     * Where the fault is.
     *
     * @return index in the value, in bytes, or −1 if the value as a whole is at fault
     */
    public int offset() {
        return offset;
    }

    static EmvDataException length(Tag tag, int found, String expected) {
        return new EmvDataException(Reason.LENGTH, tag, "length " + found + " where " + expected + " is expected");
    }
}
