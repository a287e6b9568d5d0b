package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/** What the security module says to a purchase. */
public sealed interface PsamAnswer {
    /**
     * The terminal's proof.
     *
     * @param terminalSequence the module's number of the transaction, 0 to 4 294 967 295
     * @param mac1 the proof, 4 bytes
     */
    record Proved(long terminalSequence, Bytes mac1) implements PsamAnswer {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a field is out of range
         */
        public Proved {
            CardNumber.requireAmount(terminalSequence);
            CardNumber.requireLength(mac1, 4, "MAC1");
        }
    }

    /** The module will not: it is exhausted, or has no such key. */
    record Refused() implements PsamAnswer {}

    /** The module does not answer. */
    record Unavailable() implements PsamAnswer {}
}
