package dev.solvo.simulator.card;

import dev.solvo.tlv.Bytes;
import java.util.Set;

/**
 * What the card weighs before it answers GENERATE AC. EMV 4.4 Book 3, 10.8 leaves it to the issuer; these are common
 * rules, none of a scheme in particular.
 *
 * @param first what the first cryptogram may be at most
 * @param second what the second cryptogram may be at most
 * @param goOnline conditions that turn a TC asked for into an ARQC
 * @param decline conditions that turn whatever is asked for into an AAC
 * @param declineReason bits 3 to 1 of the cryptogram information data of an AAC by {@code first}
 * @param consecutive offline approvals in a row
 * @param cumulative amounts approved offline
 * @param cumulativeCurrency currency of the cumulative amounts, 2 bytes; empty for no such limit
 */
record RiskParameters(
        Ceiling first,
        Ceiling second,
        Set<Condition> goOnline,
        Set<Condition> decline,
        DeclineReason declineReason,
        Limits consecutive,
        Limits cumulative,
        Bytes cumulativeCurrency) {

    /** The most that the card gives. */
    enum Ceiling {
        AS_ASKED,
        ONLINE,
        DECLINE
    }

    /** Something that the card remembers. */
    enum Condition {
        NEW_CARD,
        PREVIOUS_INCOMPLETE,
        ISSUER_AUTHENTICATION_FAILED,
        SCRIPT_FAILED,
        PIN_BLOCKED
    }

    /** Reason code of the cryptogram information data. EMV 4.4 Book 3, 6.5.5.4. */
    enum DeclineReason {
        NONE(0),
        SERVICE_NOT_ALLOWED(1),
        PIN_TRIES(2),
        ISSUER_AUTHENTICATION(3);

        private final int code;

        DeclineReason(int code) {
            this.code = code;
        }

        /** Bits 3 to 1. */
        int code() {
            return code;
        }
    }

    /**
     * Two limits, each inclusive.
     *
     * @param lower above it the card wants to go online
     * @param upper above it the card declines when the terminal cannot go online
     */
    record Limits(long lower, long upper) {
        static final Limits NONE = new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
    }
}
