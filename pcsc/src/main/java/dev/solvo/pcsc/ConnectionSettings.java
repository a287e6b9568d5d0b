package dev.solvo.pcsc;

import java.time.Duration;
import java.util.List;

/**
 * How to connect to a card.
 *
 * @param acceptance which answers to reset are taken
 * @param protocols the protocols that may be used
 * @param timeLimit longest wait for one call into PC/SC (connecting, one command and its answer, disconnecting),
 *     1 ms to 1 hour; when it is over, the card counts as lost
 * @param resetOnClose whether the card is reset when the connection is closed, so that the next user finds neither a
 *     selected application nor a verified PIN; otherwise it is left as it is
 */
public record ConnectionSettings(
        Acceptance acceptance, List<CardProtocol> protocols, Duration timeLimit, boolean resetOnClose) {

    /** 20 s: far more than any command of a payment card takes, waiting time extensions included. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private static final Duration LONGEST = Duration.ofHours(1);

    /** Which answers to reset are taken, and which of the offered protocols is used. */
    public enum Acceptance {
        /**
         * As EMV terminals do (EMV 4.4 Book 1, 8.3 and 12.2): an answer that breaks an {@link AnswerToResetRule} of a
         * cold reset is given one warm reset, and if that answer breaks one, too, the card is refused. The first
         * protocol offered is used.
         */
        EMV_CONTACT,
        /** Any whole answer, and the protocol that the PC/SC service chose: contactless and other cards. */
        ANY
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if there is no protocol or the limit is out of range
     */
    public ConnectionSettings {
        protocols = List.copyOf(protocols);
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("at least one protocol must be allowed");
        }
        if (timeLimit.compareTo(Duration.ofMillis(1)) < 0 || timeLimit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a time limit of " + timeLimit + " is not in 1 ms to " + LONGEST);
        }
    }

    /**
     * For contact payment cards: EMV's checks, T=0 and T=1, 20 s, reset on close.
     *
     * @return the settings
     */
    public static ConnectionSettings emvContact() {
        return new ConnectionSettings(Acceptance.EMV_CONTACT, List.of(CardProtocol.values()), DEFAULT_TIME_LIMIT, true);
    }

    /**
     * For contactless and other cards: any whole answer to reset, T=0 and T=1, 20 s, reset on close.
     *
     * @return the settings
     */
    public static ConnectionSettings anyCard() {
        return new ConnectionSettings(Acceptance.ANY, List.of(CardProtocol.values()), DEFAULT_TIME_LIMIT, true);
    }

    /**
     * The same with other protocols.
     *
     * @param allowed the protocols that may be used
     * @return the settings
     */
    public ConnectionSettings withProtocols(CardProtocol... allowed) {
        return new ConnectionSettings(acceptance, List.of(allowed), timeLimit, resetOnClose);
    }

    /**
     * The same with another limit.
     *
     * @param limit longest wait for one call into PC/SC
     * @return the settings
     */
    public ConnectionSettings withTimeLimit(Duration limit) {
        return new ConnectionSettings(acceptance, protocols, limit, resetOnClose);
    }

    /**
     * The same with another end.
     *
     * @param reset whether the card is reset when the connection is closed
     * @return the settings
     */
    public ConnectionSettings withResetOnClose(boolean reset) {
        return new ConnectionSettings(acceptance, protocols, timeLimit, reset);
    }
}
