package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Application Usage Control, tag 9F07: where and for what the issuer lets the application be used. EMV 4.4 Book 3,
 * Annex C2 and 10.4.2.
 *
 * <p>2 bytes.
 */
public final class ApplicationUsageControl extends BitElement<ApplicationUsageControl.Bit, ApplicationUsageControl> {
    /** No bit set. */
    public static final ApplicationUsageControl NONE = new ApplicationUsageControl(0);

    private static final int LENGTH = 2;

    private ApplicationUsageControl(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 2 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static ApplicationUsageControl parse(Bytes bytes) throws EmvDataException {
        return new ApplicationUsageControl(parse(bytes, LENGTH, EmvTag.APPLICATION_USAGE_CONTROL));
    }

    @Override
    ApplicationUsageControl of(long newValue) {
        return new ApplicationUsageControl(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: valid for domestic cash transactions. */
        DOMESTIC_CASH(1, 8, "Valid for domestic cash transactions"),
        /** Byte 1, bit 7: valid for international cash transactions. */
        INTERNATIONAL_CASH(1, 7, "Valid for international cash transactions"),
        /** Byte 1, bit 6: valid for domestic goods. */
        DOMESTIC_GOODS(1, 6, "Valid for domestic goods"),
        /** Byte 1, bit 5: valid for international goods. */
        INTERNATIONAL_GOODS(1, 5, "Valid for international goods"),
        /** Byte 1, bit 4: valid for domestic services. */
        DOMESTIC_SERVICES(1, 4, "Valid for domestic services"),
        /** Byte 1, bit 3: valid for international services. */
        INTERNATIONAL_SERVICES(1, 3, "Valid for international services"),
        /** Byte 1, bit 2: valid at ATMs. */
        ATMS(1, 2, "Valid at ATMs"),
        /** Byte 1, bit 1: valid at terminals other than ATMs. */
        TERMINALS_OTHER_THAN_ATMS(1, 1, "Valid at terminals other than ATMs"),
        /** Byte 2, bit 8: domestic cashback allowed. */
        DOMESTIC_CASHBACK(2, 8, "Domestic cashback allowed"),
        /** Byte 2, bit 7: international cashback allowed. */
        INTERNATIONAL_CASHBACK(2, 7, "International cashback allowed");

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
