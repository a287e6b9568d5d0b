package dev.solvo.emv.kernel;

import dev.solvo.emv.CardReading;
import dev.solvo.emv.data.LogFormat;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data elements that a card gives by GET DATA. EMV 4.4 Book 3, 7.3.
 *
 * <pre>{@code
 * RetrievableData data = CardReading.run(RetrievableData.read(application.dfName()), transport);
 * }</pre>
 *
 * <p>No card has to give any of them; one that is refused, or answered with another tag or length, counts as absent.
 */
public sealed interface RetrievableData permits RetrievableData.Read, RetrievableData.Unavailable {
    /**
     * What the card gave.
     *
     * @param dfName the application's name on the card
     * @param applicationTransactionCounter tag 9F36, 0 to 65535
     * @param lastOnlineApplicationTransactionCounter tag 9F13, 0 to 65535
     * @param pinTryCounter tag 9F17: PIN entries that are left, 0 to 255
     * @param logFormat tag 9F4F
     * @param biometricTryCounters tag BF4C: entries that are left, 0 to 255, by the tags inside it
     */
    record Read(
            Bytes dfName,
            OptionalInt applicationTransactionCounter,
            OptionalInt lastOnlineApplicationTransactionCounter,
            OptionalInt pinTryCounter,
            Optional<LogFormat> logFormat,
            SortedMap<Tag, Integer> biometricTryCounters)
            implements RetrievableData {
        /** Copies the map. */
        public Read {
            biometricTryCounters = Collections.unmodifiableSortedMap(new TreeMap<>(biometricTryCounters));
        }
    }

    /**
     * The application cannot be spoken to.
     *
     * @param reason why
     */
    record Unavailable(Reason reason) implements RetrievableData {}

    /** Why the application cannot be spoken to. */
    enum Reason {
        /** The application cannot be selected. */
        NOT_SELECTED,
        /** The card did not answer. */
        NO_ANSWER
    }

    /**
     * Begins to ask an application for all of its retrievable elements.
     *
     * @param dfName name of the application, 5 to 16 bytes
     * @return the first step
     * @throws IllegalArgumentException if the name has another length
     */
    static CardReading<RetrievableData> read(Bytes dfName) {
        return ReadingDialogue.select(
                dfName,
                information -> new RetrievableDataReading(information.dfName()).begin(),
                () -> new Unavailable(Reason.NOT_SELECTED),
                () -> new Unavailable(Reason.NO_ANSWER));
    }
}
