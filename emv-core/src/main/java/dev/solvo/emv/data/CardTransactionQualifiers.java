package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;

/**
 * Card Transaction Qualifiers, tag 9F6C: what a contactless card asks of the reader.
 *
 * <p>2 bytes. This meaning of 9F6C holds for the kernels of Visa and UnionPay only; elsewhere the tag means something
 * else.
 */
public final class CardTransactionQualifiers
        extends BitElement<CardTransactionQualifiers.Bit, CardTransactionQualifiers> {
    /** No bit set. */
    public static final CardTransactionQualifiers NONE = new CardTransactionQualifiers(0);

    private static final Tag TAG = Tag.of(0x9F6C);
    private static final int LENGTH = 2;

    private CardTransactionQualifiers(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 2 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static CardTransactionQualifiers parse(Bytes bytes) throws EmvDataException {
        return new CardTransactionQualifiers(parse(bytes, LENGTH, TAG));
    }

    @Override
    CardTransactionQualifiers of(long newValue) {
        return new CardTransactionQualifiers(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: online PIN required. */
        ONLINE_PIN_REQUIRED(1, 8, "Online PIN required"),
        /** Byte 1, bit 7: signature required. */
        SIGNATURE_REQUIRED(1, 7, "Signature required"),
        /** Byte 1, bit 6: go online if offline data authentication fails and reader is online capable. */
        GO_ONLINE_IF_ODA_FAILS(1, 6, "Go online if offline data authentication fails and reader is online capable"),
        /** Byte 1, bit 5: switch interface if offline data authentication fails and reader supports contact chip. */
        SWITCH_INTERFACE_IF_ODA_FAILS(
                1, 5, "Switch interface if offline data authentication fails and reader supports contact chip"),
        /** Byte 1, bit 4: go online if application expired. */
        GO_ONLINE_IF_APPLICATION_EXPIRED(1, 4, "Go online if application expired"),
        /** Byte 1, bit 3: switch interface for cash transactions. */
        SWITCH_INTERFACE_FOR_CASH_TRANSACTIONS(1, 3, "Switch interface for cash transactions"),
        /** Byte 1, bit 2: switch interface for cashback transactions. */
        SWITCH_INTERFACE_FOR_CASHBACK_TRANSACTIONS(1, 2, "Switch interface for cashback transactions"),
        /** Byte 2, bit 8: consumer device CVM performed. */
        CONSUMER_DEVICE_CVM_PERFORMED(2, 8, "Consumer device CVM performed"),
        /** Byte 2, bit 7: card supports issuer update processing at the POS. */
        ISSUER_UPDATE_PROCESSING_SUPPORTED(2, 7, "Card supports issuer update processing at the POS");

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
