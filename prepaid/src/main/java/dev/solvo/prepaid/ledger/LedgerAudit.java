package dev.solvo.prepaid.ledger;

import java.util.List;

/**
 * What a check of the books found.
 *
 * @param seal up to where the chain was checked, as far as it holds
 * @param unsealed entries after it that no seal covers yet
 * @param entries entries in all
 * @param accounts accounts in all
 * @param findings what is wrong, at most {@value #MOST_FINDINGS}; empty if the books are sound
 */
public record LedgerAudit(LedgerSeal seal, long unsealed, long entries, long accounts, List<Finding> findings) {
    /** The most findings that are listed. */
    public static final int MOST_FINDINGS = 100;

    /** Copies the list. */
    public LedgerAudit {
        findings = List.copyOf(findings);
    }

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return findings.isEmpty();
    }

    /** What can be wrong. */
    public enum Fault {
        /** An entry's debits and credits differ. */
        UNBALANCED,
        /** An account's counters differ from what was posted and held. */
        COUNTERS,
        /** An entry is not what was sealed, is missing, was put in between, or is not found where it is looked for. */
        CHAIN,
        /** A row cannot be read. */
        UNREADABLE
    }

    /**
     * One thing that is wrong.
     *
     * @param fault what kind
     * @param where a number in the journal or an account's id
     * @param text what was expected and what was found, without secrets
     */
    public record Finding(Fault fault, String where, String text) {}
}
