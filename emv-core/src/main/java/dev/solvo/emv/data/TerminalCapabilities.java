package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Terminal Capabilities, tag 9F33: card data input, cardholder verification and security capabilities. EMV 4.4 Book 4,
 * Annex A2.
 *
 * <p>3 bytes. CDA without DDA is refused by the configuration, not here.
 */
public final class TerminalCapabilities extends BitElement<TerminalCapabilities.Bit, TerminalCapabilities> {
    /** No bit set. */
    public static final TerminalCapabilities NONE = new TerminalCapabilities(0);

    private static final int LENGTH = 3;

    private TerminalCapabilities(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 3 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static TerminalCapabilities parse(Bytes bytes) throws EmvDataException {
        return new TerminalCapabilities(parse(bytes, LENGTH, EmvTag.TERMINAL_CAPABILITIES));
    }

    @Override
    TerminalCapabilities of(long newValue) {
        return new TerminalCapabilities(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: manual key entry. */
        MANUAL_KEY_ENTRY(1, 8, "Manual key entry"),
        /** Byte 1, bit 7: magnetic stripe. */
        MAGNETIC_STRIPE(1, 7, "Magnetic stripe"),
        /** Byte 1, bit 6: IC with contacts. */
        IC_WITH_CONTACTS(1, 6, "IC with contacts"),
        /** Byte 2, bit 8: plaintext PIN for ICC verification. */
        PLAINTEXT_OFFLINE_PIN(2, 8, "Plaintext PIN for ICC verification"),
        /** Byte 2, bit 7: enciphered PIN for online verification. */
        ENCIPHERED_ONLINE_PIN(2, 7, "Enciphered PIN for online verification"),
        /** Byte 2, bit 6: signature. */
        SIGNATURE(2, 6, "Signature"),
        /** Byte 2, bit 5: enciphered PIN for offline verification (RSA ODE). */
        ENCIPHERED_OFFLINE_PIN_RSA(2, 5, "Enciphered PIN for offline verification (RSA ODE)"),
        /** Byte 2, bit 4: no CVM required. */
        NO_CVM_REQUIRED(2, 4, "No CVM required"),
        /** Byte 2, bit 3: online biometric (new in 4.4). */
        ONLINE_BIOMETRIC(2, 3, "Online biometric"),
        /** Byte 2, bit 2: offline biometric (new in 4.4). */
        OFFLINE_BIOMETRIC(2, 2, "Offline biometric"),
        /** Byte 2, bit 1: enciphered PIN for offline verification (ECC ODE) (new in 4.4). */
        ENCIPHERED_OFFLINE_PIN_ECC(2, 1, "Enciphered PIN for offline verification (ECC ODE)"),
        /** Byte 3, bit 8: SDA. */
        SDA(3, 8, "SDA"),
        /** Byte 3, bit 7: DDA. */
        DDA(3, 7, "DDA"),
        /** Byte 3, bit 6: card capture. */
        CARD_CAPTURE(3, 6, "Card capture"),
        /** Byte 3, bit 4: CDA. */
        CDA(3, 4, "CDA"),
        /** Byte 3, bit 3: XDA (new in 4.4). */
        XDA(3, 3, "XDA");

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
