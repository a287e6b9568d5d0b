package dev.solvo.prepaid.account;

import java.util.List;
import java.util.OptionalLong;

/**
 * A page of a card's operations, the oldest first. {@link OperationRecord#balance} is the running balance.
 *
 * @param operations the operations
 * @param next what to ask the next page with; empty if this is the last one
 */
public record StatementPage(List<OperationRecord> operations, OptionalLong next) {
    /** Copies the list. */
    public StatementPage {
        operations = List.copyOf(operations);
    }
}
