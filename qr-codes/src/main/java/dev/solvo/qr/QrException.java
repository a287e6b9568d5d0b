package dev.solvo.qr;

import java.util.OptionalInt;

/**
 * Input that is not what it should be: a code, a picture, a wallet's message, a bill, a saved record.
 *
 * <p>The message says what was found, what was expected and where; it never holds a payment code, a card number or a
 * key. What a wallet decides about a payment is not an exception but a value of {@link dev.solvo.qr.wallet}.
 */
public final class QrException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int offset;

    /** An error without a place: {@code code} is a short upper-case name of the rule, for programs. */
    public QrException(String code, String message) {
        this(code, -1, message);
    }

    /** An error at {@code offset}, counted in the unit of the input (characters of a text, bytes of binary data). */
    public QrException(String code, int offset, String message) {
        super(offset < 0 ? code + ": " + message : code + " at offset " + offset + ": " + message);
        this.code = code;
        this.offset = offset;
    }

    /** The broken rule, an upper-case name such as {@code MALFORMED_TLV}. */
    public String code() {
        return code;
    }

    /** Where in the input, if there is a place: the offset from its first character or byte. */
    public OptionalInt offset() {
        return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
    }
}
