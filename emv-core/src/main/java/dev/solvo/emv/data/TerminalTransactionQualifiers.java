package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * Terminal Transaction Qualifiers, tag 9F66: what a contactless reader can do and wants. EMV Book A, 5.7.
 *
 * <p>4 bytes. This meaning of 9F66 holds for the kernels of Visa and UnionPay only; elsewhere the tag means something
 * else.
 */
public final class TerminalTransactionQualifiers
        extends BitElement<TerminalTransactionQualifiers.Bit, TerminalTransactionQualifiers> {
    /** No capability and no wish. */
    public static final TerminalTransactionQualifiers NONE = new TerminalTransactionQualifiers(0);

    private static final Tag TAG = Tag.of(0x9F66);
    private static final int LENGTH = 4;

    private TerminalTransactionQualifiers(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 4 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static TerminalTransactionQualifiers parse(Bytes bytes) throws EmvDataException {
        return new TerminalTransactionQualifiers(parse(bytes, LENGTH, TAG));
    }

    @Override
    TerminalTransactionQualifiers of(long newValue) {
        return new TerminalTransactionQualifiers(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: mag-stripe mode supported. */
        MAG_STRIPE_MODE_SUPPORTED(1, 8, "Mag-stripe mode supported"),
        /** Byte 1, bit 6: EMV mode supported. */
        EMV_MODE_SUPPORTED(1, 6, "EMV mode supported"),
        /** Byte 1, bit 5: EMV contact chip supported. */
        EMV_CONTACT_CHIP_SUPPORTED(1, 5, "EMV contact chip supported"),
        /** Byte 1, bit 4: offline-only reader. */
        OFFLINE_ONLY_READER(1, 4, "Offline-only reader"),
        /** Byte 1, bit 3: online PIN supported. */
        ONLINE_PIN_SUPPORTED(1, 3, "Online PIN supported"),
        /** Byte 1, bit 2: signature supported. */
        SIGNATURE_SUPPORTED(1, 2, "Signature supported"),
        /** Byte 1, bit 1: offline data authentication for online authorisations supported. */
        ODA_FOR_ONLINE_AUTHORISATIONS_SUPPORTED(
                1, 1, "Offline data authentication for online authorisations supported"),
        /** Byte 2, bit 8: online cryptogram required. */
        ONLINE_CRYPTOGRAM_REQUIRED(2, 8, "Online cryptogram required"),
        /** Byte 2, bit 7: CVM required. */
        CVM_REQUIRED(2, 7, "CVM required"),
        /** Byte 2, bit 6: contact chip offline PIN supported. */
        CONTACT_CHIP_OFFLINE_PIN_SUPPORTED(2, 6, "Contact chip offline PIN supported"),
        /** Byte 3, bit 8: issuer update processing supported. */
        ISSUER_UPDATE_PROCESSING_SUPPORTED(3, 8, "Issuer update processing supported"),
        /** Byte 3, bit 7: consumer device CVM supported. */
        CONSUMER_DEVICE_CVM_SUPPORTED(3, 7, "Consumer device CVM supported");

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
