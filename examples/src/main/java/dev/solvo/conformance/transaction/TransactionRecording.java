package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransport;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.Outcome;
import java.security.SecureRandom;
import java.util.Optional;

/** Makes sessions of transactions, which {@code solvo replay} repeats. */
public interface TransactionRecording {
    /** Makes none. */
    TransactionRecording NONE = (transaction, random) -> Optional.empty();

    /**
     * Begins to record a transaction.
     *
     * @param transaction what is recorded
     * @param random what the kernel is to draw from
     * @return the recorder; empty where no session can be made
     */
    Optional<Recorder> begin(PreparedTransaction transaction, SecureRandom random);

    /** Hears all that goes into a kernel. */
    interface Recorder {
        /**
         * The same randomness with its draws noted.
         *
         * @return for the kernel
         */
        SecureRandom random();

        /**
         * The same card with its answers noted; a contactless reader also with what came of each wait for a card.
         *
         * @param card the card, or the contactless reader
         * @return for the kernel
         */
        CardTransport listening(CardTransport card);

        /**
         * The same cardholder with his answers noted.
         *
         * @param cardholder the cardholder
         * @return for the kernel
         */
        Cardholder listening(Cardholder cardholder);

        /**
         * The same acquirer with his answers noted.
         *
         * @param acquirer the acquirer
         * @return for the kernel
         */
        Acquirer listening(Acquirer acquirer);

        /**
         * The finished session.
         *
         * @param outcome how the transaction ended
         * @return the session's file
         */
        String sessionJson(Outcome outcome);
    }
}
