package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way to the issuer and the terminal's memory of cards, as {@link BlockingTerminal} sees them. */
public interface Acquirer {
    /** What came of asking the issuer. */
    sealed interface Answer {
        /**
         * The issuer answered.
         *
         * @param response a valid answer
         */
        record Answered(AuthorisationResponse response) implements Answer {}

        /** It is certain that no byte of the request left the terminal. */
        record NotSent() implements Answer {}

        /** The request may have arrived, but no valid answer came. */
        record NoAnswer() implements Answer {}
    }

    /**
     * Keeps a reversal where it outlives a loss of power. Called before {@link #authorise}; what it throws keeps the request
     * from being sent.
     *
     * @param reversal to be sent if the outcome says that it is owed, and dropped otherwise
     */
    void storeReversal(Reversal reversal);

    /**
     * Asks the issuer and waits for the answer.
     *
     * @param request what to ask
     * @return what came of it
     */
    Answer authorise(AuthorisationRequest request);

    /**
     * The amount of the latest approved sale to a card. Asked only where the terminal is configured to keep such a log.
     *
     * @param pan the card
     * @param sequenceNumber the card's sequence number where it has one
     * @return minor units of the transaction's currency, 0 where there was none
     */
    default long latestSaleMinor(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return 0;
    }

    /**
     * Looks a card up in the exception file. Asked only where the terminal is configured to have one.
     *
     * @param pan the card
     * @param sequenceNumber the card's sequence number where it has one
     * @return what the file says
     */
    default LookUpExceptionFile.Answer lookUpExceptionFile(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return LookUpExceptionFile.Answer.UNAVAILABLE;
    }

    /**
     * Takes a card's torn transaction out of the log. Asked only where a contactless kernel is configured to recover such
     * transactions.
     *
     * @param pan the card
     * @param sequenceNumber the card's sequence number where it has one
     * @return the record, which the log no longer holds, or nothing
     */
    default Optional<TornTransactionRecord> takeTornTransaction(Pan pan, Optional<PanSequenceNumber> sequenceNumber) {
        return Optional.empty();
    }

    /**
     * Keeps a torn transaction until its card comes back.
     *
     * @param content what to keep
     */
    default void storeTornTransaction(TornTransactionRecord content) {}

    /**
     * Supplies data that a card asks for. Asked only where the data exchange of a contactless kernel is switched on.
     *
     * @param needed what the card asks for
     * @return values by tag, of tags that were asked for
     */
    default Map<Tag, Bytes> supplyData(List<Tag> needed) {
        return Collections.emptyMap();
    }
}
