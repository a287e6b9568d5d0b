package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/** What the issuer says to a load. */
public sealed interface LoadAnswer {
    /**
     * The money may go into the card.
     *
     * @param time date and time of the load
     * @param mac2 the issuer's proof to the card, 4 bytes
     */
    record Authorised(TransactionTime time, Bytes mac2) implements LoadAnswer {
        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if the proof has not 4 bytes
         */
        public Authorised {
            CardNumber.requireLength(mac2, 4, "MAC2");
        }
    }

    /**
     * No money goes into the card, and the issuer has taken none.
     *
     * @param reason the issuer's word for it; not shown to the cardholder as it is
     */
    record Refused(String reason) implements LoadAnswer {}

    /** Nothing was heard: the issuer may have taken the money from the account. */
    record NoAnswer() implements LoadAnswer {}
}
