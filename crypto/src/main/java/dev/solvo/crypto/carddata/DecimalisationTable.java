package dev.solvo.crypto.carddata;

/**
 * Which decimal digit stands for which half byte, for {@link Ibm3624}.
 *
 * <p>The table is as secret as the key for whoever can choose it: an attacker who may vary it learns the PIN digit by digit.
 * It comes from the issuer's own configuration, never from a message.
 */
public final class DecimalisationTable {
    /** The usual table: 0 to 9 as they are, A to F as 0 to 5. */
    public static final DecimalisationTable USUAL = of("0123456789012345");

    private static final int ENTRIES = 16;

    private final String digits;

    private DecimalisationTable(String digits) {
        this.digits = digits;
    }

    /**
     * Takes the digits for the half bytes 0 to F in this order.
     *
     * @param digits sixteen characters 0 to 9
     * @return the table
     * @throws IllegalArgumentException if the text is no such table; the message never shows it
     */
    public static DecimalisationTable of(String digits) {
        return new DecimalisationTable(Digits.require("a decimalisation table", digits, ENTRIES));
    }

    int digit(int halfByte) {
        return digits.charAt(halfByte) - '0';
    }

    /** No digit. */
    @Override
    public String toString() {
        return "DecimalisationTable[16 digits]";
    }
}
