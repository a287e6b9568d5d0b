package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * A Terminal or Issuer Action Code: the bits of the Terminal Verification Results that call for an action. EMV 4.4
 * Book 3, 10.7; tags 9F0D, 9F0E, 9F0F for the issuer's.
 *
 * <p>5 bytes, coded as {@link TerminalVerificationResults}.
 */
public final class ActionCode extends BitElement<TerminalVerificationResults.Bit, ActionCode> {
    /** All bits 0: no action. What an absent terminal action code or Issuer Action Code - Denial means. */
    public static final ActionCode NONE = new ActionCode(0);

    /** All bits 1: action on any bit. What an absent Issuer Action Code - Online or - Default means. */
    public static final ActionCode ANY = new ActionCode(0xFF_FFFF_FFFFL);

    private static final int LENGTH = 5;

    private ActionCode(long value) {
        super(TerminalVerificationResults.Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param tag the element the bytes come from, for the message
     * @param bytes 5 bytes
     * @return the code
     * @throws EmvDataException if the length is another
     */
    public static ActionCode parse(Tag tag, Bytes bytes) throws EmvDataException {
        return new ActionCode(parse(bytes, LENGTH, tag));
    }

    /**
     * A code from its bytes.
     *
     * @param bytes 5 bytes
     * @return the code
     * @throws IllegalArgumentException if the length is another
     */
    public static ActionCode of(Bytes bytes) {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("an action code has 5 bytes, not " + bytes.length());
        }
        return new ActionCode(bytes.toUnsignedLong());
    }

    /**
     * The bits that are 1 in either: what terminal and issuer together call for.
     *
     * @param other the other's code
     * @return both codes joined
     */
    public ActionCode or(ActionCode other) {
        return new ActionCode(value() | other.value());
    }

    @Override
    ActionCode of(long newValue) {
        return new ActionCode(newValue);
    }
}
