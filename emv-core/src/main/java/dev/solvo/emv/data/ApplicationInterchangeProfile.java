package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Application Interchange Profile, tag 82: what the card's application can do. EMV 4.4 Book 3, Annex C1.
 *
 * <p>2 bytes; the second belongs to contactless kernels and is not looked at here.
 */
public final class ApplicationInterchangeProfile
        extends BitElement<ApplicationInterchangeProfile.Bit, ApplicationInterchangeProfile> {
    /** No bit set. */
    public static final ApplicationInterchangeProfile NONE = new ApplicationInterchangeProfile(0);

    private static final int LENGTH = 2;

    private ApplicationInterchangeProfile(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 2 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static ApplicationInterchangeProfile parse(Bytes bytes) throws EmvDataException {
        return new ApplicationInterchangeProfile(parse(bytes, LENGTH, EmvTag.APPLICATION_INTERCHANGE_PROFILE));
    }

    @Override
    ApplicationInterchangeProfile of(long newValue) {
        return new ApplicationInterchangeProfile(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: XDA supported (new in 4.4). */
        XDA_SUPPORTED(1, 8, "XDA supported"),
        /** Byte 1, bit 7: SDA supported. */
        SDA_SUPPORTED(1, 7, "SDA supported"),
        /** Byte 1, bit 6: DDA supported. */
        DDA_SUPPORTED(1, 6, "DDA supported"),
        /** Byte 1, bit 5: cardholder verification is supported. */
        CARDHOLDER_VERIFICATION_SUPPORTED(1, 5, "Cardholder verification is supported"),
        /** Byte 1, bit 4: terminal risk management is to be performed. */
        TERMINAL_RISK_MANAGEMENT_TO_BE_PERFORMED(1, 4, "Terminal risk management is to be performed"),
        /** Byte 1, bit 3: issuer authentication is supported with EXTERNAL AUTHENTICATE. */
        ISSUER_AUTHENTICATION_SUPPORTED(1, 3, "Issuer authentication is supported"),
        /** Byte 1, bit 1: CDA supported. */
        CDA_SUPPORTED(1, 1, "CDA supported");

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
