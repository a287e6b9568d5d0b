package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/** How a data element's bytes are read, and how they are cut or padded to a length. EMV 4.4 Book 3, 4.3 and 5.4. */
public enum DataFormat {
    /** n: decimal digits, two a byte, on the right; zeros on the left. */
    NUMERIC("n"),
    /** cn: decimal digits, two a byte, on the left; hexadecimal F on the right. */
    COMPRESSED_NUMERIC("cn"),
    /** a: letters, one a byte. */
    ALPHABETIC("a"),
    /** an: letters and digits, one a byte. */
    ALPHANUMERIC("an"),
    /** ans: letters, digits and special characters, one a byte. */
    ALPHANUMERIC_SPECIAL("ans"),
    /** b: bytes or bits. */
    BINARY("b"),
    /** var: what the element's own definition says. */
    VARIABLE("var"),
    /** No rule is known. */
    UNKNOWN("-");

    private final String symbol;

    DataFormat(String symbol) {
        this.symbol = symbol;
    }

    /**
     * The specification's letters.
     *
     * @return {@code n}, {@code cn}, {@code a}, {@code an}, {@code ans}, {@code b}, {@code var}, or {@code -}
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Tells whether the bytes are characters.
     *
     * @return true for a, an and ans
     */
    public boolean isText() {
        return this == ALPHABETIC || this == ALPHANUMERIC || this == ALPHANUMERIC_SPECIAL;
    }

    /**
     * Makes a value exactly as long as a data object list asks: n is cut and padded with 00 on the left, cn is cut on the
     * right and padded with FF, everything else is cut and padded with 00 on the right. EMV 4.4 Book 3, 5.4.
     *
     * @param value the value
     * @param lengthBytes the length asked for
     * @return so many bytes
     */
    public Bytes fit(Bytes value, int lengthBytes) {
        int surplus = value.length() - lengthBytes;
        if (surplus == 0) {
            return value;
        }
        if (this == NUMERIC) {
            return surplus > 0
                    ? value.slice(surplus)
                    : Bytes.repeat(0x00, -surplus).plus(value);
        }
        return surplus > 0
                ? value.slice(0, lengthBytes)
                : value.plus(Bytes.repeat(this == COMPRESSED_NUMERIC ? 0xFF : 0x00, -surplus));
    }
}
