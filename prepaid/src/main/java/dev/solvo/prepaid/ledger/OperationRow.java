package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;

/**
 * One operation as a ledger keeps it.
 *
 * @param id which one
 * @param fingerprint SHA-256 of what was asked for, 32 bytes; empty once the key is forgotten
 * @param facts what was asked for
 * @param answer what was answered
 * @param progress what has become of it
 * @param number its number in the journal, which the ledger gives; 0 before
 */
public record OperationRow(
        OperationId id,
        Bytes fingerprint,
        OperationFacts facts,
        AnswerRow answer,
        OperationProgress progress,
        long number) {

    /** The same operation, further on. */
    public OperationRow with(OperationProgress changed) {
        return new OperationRow(id, fingerprint, facts, answer, changed, number);
    }

    /** The same operation under the number that the ledger gave it. */
    public OperationRow numbered(long given) {
        return new OperationRow(id, fingerprint, facts, answer, progress, given);
    }

    /** The same operation with another answer. */
    public OperationRow with(AnswerRow changed) {
        return new OperationRow(id, fingerprint, facts, changed, progress, number);
    }
}
