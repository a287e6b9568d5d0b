package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/** How the question for a transaction's codes ended. */
public sealed interface ProofOutcome permits ProofOutcome.Proof, NotDone {
    /**
     * The codes of a transaction that the card has done.
     *
     * @param mac MAC2 of a purchase, 4 bytes; of a load of no known meaning
     * @param tac transaction authentication code, 4 bytes
     */
    record Proof(Bytes mac, Bytes tac) implements ProofOutcome {}
}
