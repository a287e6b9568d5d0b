package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Additional Terminal Capabilities, tag 9F40: transaction types, keys, output and code tables. EMV 4.4 Book 4, Annex A3.
 *
 * <p>5 bytes. Code table n is part n of ISO/IEC 8859.
 */
public final class AdditionalTerminalCapabilities
        extends BitElement<AdditionalTerminalCapabilities.Bit, AdditionalTerminalCapabilities> {
    /** No bit set. */
    public static final AdditionalTerminalCapabilities NONE = new AdditionalTerminalCapabilities(0);

    private static final int LENGTH = 5;

    private AdditionalTerminalCapabilities(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 5 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static AdditionalTerminalCapabilities parse(Bytes bytes) throws EmvDataException {
        return new AdditionalTerminalCapabilities(parse(bytes, LENGTH, EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES));
    }

    @Override
    AdditionalTerminalCapabilities of(long newValue) {
        return new AdditionalTerminalCapabilities(newValue);
    }

    /**
     * Tells whether names written in a part of ISO/IEC 8859 can be shown, EMV 4.4 Book 1, 12.2.
     *
     * @param index the Issuer Code Table Index (9F11), 1 to 10
     * @return whether that code table is supported; false for every other number
     */
    public boolean supportsCodeTable(int index) {
        return index >= 1 && index <= 10 && (value() & 1L << index - 1) != 0;
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: cash. */
        CASH(1, 8, "Cash"),
        /** Byte 1, bit 7: goods. */
        GOODS(1, 7, "Goods"),
        /** Byte 1, bit 6: services. */
        SERVICES(1, 6, "Services"),
        /** Byte 1, bit 5: cashback. */
        CASHBACK(1, 5, "Cashback"),
        /** Byte 1, bit 4: inquiry. */
        INQUIRY(1, 4, "Inquiry"),
        /** Byte 1, bit 3: transfer. */
        TRANSFER(1, 3, "Transfer"),
        /** Byte 1, bit 2: payment. */
        PAYMENT(1, 2, "Payment"),
        /** Byte 1, bit 1: administrative. */
        ADMINISTRATIVE(1, 1, "Administrative"),
        /** Byte 2, bit 8: cash deposit. */
        CASH_DEPOSIT(2, 8, "Cash deposit"),
        /** Byte 3, bit 8: numeric keys. */
        NUMERIC_KEYS(3, 8, "Numeric keys"),
        /** Byte 3, bit 7: alphabetic and special characters keys. */
        ALPHABETIC_AND_SPECIAL_CHARACTERS_KEYS(3, 7, "Alphabetic and special characters keys"),
        /** Byte 3, bit 6: command keys. */
        COMMAND_KEYS(3, 6, "Command keys"),
        /** Byte 3, bit 5: function keys. */
        FUNCTION_KEYS(3, 5, "Function keys"),
        /** Byte 4, bit 8: print, attendant. */
        PRINT_ATTENDANT(4, 8, "Print, attendant"),
        /** Byte 4, bit 7: print, cardholder. */
        PRINT_CARDHOLDER(4, 7, "Print, cardholder"),
        /** Byte 4, bit 6: display, attendant. */
        DISPLAY_ATTENDANT(4, 6, "Display, attendant"),
        /** Byte 4, bit 5: display, cardholder. */
        DISPLAY_CARDHOLDER(4, 5, "Display, cardholder"),
        /** Byte 4, bit 2: code table 10. */
        CODE_TABLE_10(4, 2, "Code table 10"),
        /** Byte 4, bit 1: code table 9. */
        CODE_TABLE_9(4, 1, "Code table 9"),
        /** Byte 5, bit 8: code table 8. */
        CODE_TABLE_8(5, 8, "Code table 8"),
        /** Byte 5, bit 7: code table 7. */
        CODE_TABLE_7(5, 7, "Code table 7"),
        /** Byte 5, bit 6: code table 6. */
        CODE_TABLE_6(5, 6, "Code table 6"),
        /** Byte 5, bit 5: code table 5. */
        CODE_TABLE_5(5, 5, "Code table 5"),
        /** Byte 5, bit 4: code table 4. */
        CODE_TABLE_4(5, 4, "Code table 4"),
        /** Byte 5, bit 3: code table 3. */
        CODE_TABLE_3(5, 3, "Code table 3"),
        /** Byte 5, bit 2: code table 2. */
        CODE_TABLE_2(5, 2, "Code table 2"),
        /** Byte 5, bit 1: code table 1. */
        CODE_TABLE_1(5, 1, "Code table 1");

        private final int byteNumber;
        private final int bitNumber;
        private final String meaning;

        Bit(int byteNumber, int bitNumber, String meaning) {
            this.byteNumber = byteNumber;
            this.bitNumber = bitNumber;
            this.meaning = meaning;
        }

        @Override
        public int byteNumber() {
            return byteNumber;
        }

        @Override
        public int bitNumber() {
            return bitNumber;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }
}
