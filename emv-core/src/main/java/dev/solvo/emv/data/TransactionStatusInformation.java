package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Transaction Status Information, tag 9B: which functions were performed. EMV 4.4 Book 3, Annex C6.
 *
 * <p>2 bytes, the second always 00.
 */
public final class TransactionStatusInformation
        extends BitElement<TransactionStatusInformation.Bit, TransactionStatusInformation> {
    /** No function performed, as at the start of a transaction. */
    public static final TransactionStatusInformation NONE = new TransactionStatusInformation(0);

    private static final int LENGTH = 2;

    private TransactionStatusInformation(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 2 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static TransactionStatusInformation parse(Bytes bytes) throws EmvDataException {
        return new TransactionStatusInformation(parse(bytes, LENGTH, EmvTag.TRANSACTION_STATUS_INFORMATION));
    }

    @Override
    TransactionStatusInformation of(long newValue) {
        return new TransactionStatusInformation(newValue);
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: offline data authentication was performed. */
        OFFLINE_DATA_AUTHENTICATION_PERFORMED(1, 8, "Offline data authentication was performed"),
        /** Byte 1, bit 7: cardholder verification was performed. */
        CARDHOLDER_VERIFICATION_PERFORMED(1, 7, "Cardholder verification was performed"),
        /** Byte 1, bit 6: card risk management was performed. */
        CARD_RISK_MANAGEMENT_PERFORMED(1, 6, "Card risk management was performed"),
        /** Byte 1, bit 5: issuer authentication was performed. */
        ISSUER_AUTHENTICATION_PERFORMED(1, 5, "Issuer authentication was performed"),
        /** Byte 1, bit 4: terminal risk management was performed. */
        TERMINAL_RISK_MANAGEMENT_PERFORMED(1, 4, "Terminal risk management was performed"),
        /** Byte 1, bit 3: script processing was performed. */
        SCRIPT_PROCESSING_PERFORMED(1, 3, "Script processing was performed");

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
