package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * Terminal Transaction Qualifiers, tag 9F66, in UnionPay's layout: what a QuickPass reader can do and wants.
 *
 * <p>4 bytes. After public PBOC 3.0 material (JR/T 0025.12-2013) and tables of 2020; the layout of Book C-7 was not read. Byte 3,
 * where newer readers may have a bit for verification by the cardholder's device, is without names here.
 */
public final class UnionPayTerminalQualifiers
        extends BitElement<UnionPayTerminalQualifiers.Bit, UnionPayTerminalQualifiers> {
    /** No bit set. */
    public static final UnionPayTerminalQualifiers NONE = new UnionPayTerminalQualifiers(0);

    private static final Tag TAG = Tag.of(0x9F66);
    private static final int LENGTH = 4;

    private UnionPayTerminalQualifiers(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 4 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static UnionPayTerminalQualifiers parse(Bytes bytes) throws EmvDataException {
        return new UnionPayTerminalQualifiers(parse(bytes, LENGTH, TAG));
    }

    @Override
    UnionPayTerminalQualifiers of(long newValue) {
        return new UnionPayTerminalQualifiers(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 7: full debit or credit application over the contactless interface supported. */
        CONTACTLESS_DEBIT_CREDIT_SUPPORTED(
                1, 7, "Full debit or credit application over the contactless interface supported"),
        /** Byte 1, bit 6: fast payment (qPBOC) supported. */
        FAST_PAYMENT_SUPPORTED(1, 6, "Fast payment (qPBOC) supported"),
        /** Byte 1, bit 5: contact chip supported. */
        EMV_CONTACT_CHIP_SUPPORTED(1, 5, "Contact chip supported"),
        /** Byte 1, bit 4: offline-only reader. */
        OFFLINE_ONLY_READER(1, 4, "Offline-only reader"),
        /** Byte 1, bit 3: online PIN supported. */
        ONLINE_PIN_SUPPORTED(1, 3, "Online PIN supported"),
        /** Byte 1, bit 2: signature supported. */
        SIGNATURE_SUPPORTED(1, 2, "Signature supported"),
        /** Byte 2, bit 8: online cryptogram required. */
        ONLINE_CRYPTOGRAM_REQUIRED(2, 8, "Online cryptogram required"),
        /** Byte 2, bit 7: cVM required. */
        CVM_REQUIRED(2, 7, "CVM required"),
        /** Byte 4, bit 8: fast dynamic data authentication of version 01 supported. */
        FAST_DDA_VERSION_01_SUPPORTED(4, 8, "Fast dynamic data authentication of version 01 supported");

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
