package dev.solvo.crypto.cryptogram;

import dev.solvo.tlv.Bytes;

/** What the issuer's answer to the card says; the ARPC authenticates it (EMV 4.4 Book 2, 8.2). */
public sealed interface IssuerResponse {
    /**
     * The bytes that follow the ARPC in the issuer authentication data.
     *
     * @return 2 bytes, or 4 to 12
     */
    Bytes toBytes();

    /**
     * A code, for method 1: the authorisation response code, or M/Chip's ARPC response code.
     *
     * @param value 2 bytes
     */
    record Code(Bytes value) implements IssuerResponse {
        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if there are not 2 bytes
         */
        public Code {
            if (value.length() != 2) {
                throw new IllegalArgumentException("a response code has 2 bytes, not " + value.length());
            }
        }

        @Override
        public Bytes toBytes() {
            return value;
        }
    }

    /**
     * A card status update, for method 2.
     *
     * @param update what the card is to do
     * @param proprietaryData data of the issuer's own, 0 to 8 bytes
     */
    record Status(CardStatusUpdate update, Bytes proprietaryData) implements IssuerResponse {
        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if there are more than 8 bytes of proprietary data
         */
        public Status {
            if (proprietaryData.length() > 8) {
                throw new IllegalArgumentException(
                        "proprietary authentication data have up to 8 bytes, not " + proprietaryData.length());
            }
        }

        /**
         * An update without proprietary data.
         *
         * @param update what the card is to do
         */
        public Status(CardStatusUpdate update) {
            this(update, Bytes.EMPTY);
        }

        @Override
        public Bytes toBytes() {
            return update.value().plus(proprietaryData);
        }
    }
}
