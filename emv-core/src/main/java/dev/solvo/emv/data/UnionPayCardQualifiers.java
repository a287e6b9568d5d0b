package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * Card Transaction Qualifiers, tag 9F6C, in UnionPay's layout: what a QuickPass card or phone asks of the reader.
 *
 * <p>2 bytes. After public PBOC 3.0 material (JR/T 0025.12-2013); the bit of byte 2 after one public description of kernel 7. The
 * layout of Book C-7 was not read.
 */
public final class UnionPayCardQualifiers extends BitElement<UnionPayCardQualifiers.Bit, UnionPayCardQualifiers> {
    /** No bit set. */
    public static final UnionPayCardQualifiers NONE = new UnionPayCardQualifiers(0);

    private static final Tag TAG = Tag.of(0x9F6C);
    private static final int LENGTH = 2;

    private UnionPayCardQualifiers(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 2 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static UnionPayCardQualifiers parse(Bytes bytes) throws EmvDataException {
        return new UnionPayCardQualifiers(parse(bytes, LENGTH, TAG));
    }

    @Override
    UnionPayCardQualifiers of(long newValue) {
        return new UnionPayCardQualifiers(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: online PIN required. */
        ONLINE_PIN_REQUIRED(1, 8, "Online PIN required"),
        /** Byte 1, bit 7: signature required. */
        SIGNATURE_REQUIRED(1, 7, "Signature required"),
        /** Byte 2, bit 8: consumer device CVM performed. */
        CONSUMER_DEVICE_CVM_PERFORMED(2, 8, "Consumer device CVM performed");

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
