package dev.solvo.prepaid.ledger;

import java.util.List;

/**
 * What an operation comes to; a ledger stores all of it or nothing.
 *
 * @param entries the operation under the command's key, whose answer is given, and after it those that it entails (the taking
 *     side of a transfer, a tombstone); their {@code number} is 0. If one of those keys stands on another account already, nothing is
 *     stored and the result is {@link LedgerResult.Conflicting} with that operation
 * @param accounts accounts as they shall be, each with the {@code version} that it was read at (0: it shall be new). The ledger
 *     stores them only if they still have that version, and decides anew if not
 * @param progressed earlier operations of these accounts as they shall be; only their progress may have changed
 */
public record Decision(List<JournalEntry> entries, List<AccountRow> accounts, List<OperationRow> progressed) {
    /** @throws IllegalArgumentException if there is no entry */
    public Decision {
        entries = List.copyOf(entries);
        accounts = List.copyOf(accounts);
        progressed = List.copyOf(progressed);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a decision has an entry under the command's key");
        }
    }

    /** A decision that changes nothing but that it is remembered: a refusal. */
    public static Decision remembered(OperationRow operation) {
        return new Decision(List.of(new JournalEntry(operation, List.of())), List.of(), List.of());
    }
}
