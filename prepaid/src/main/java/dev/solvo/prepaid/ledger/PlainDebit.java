package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TerminalId;
import java.util.List;

/**
 * A debit that one conditional update decides: the whole amount or nothing, no PIN, no rule that looks at earlier operations.
 * It is done if the account is stored, {@link CardState#ACTIVE}, of the operation's currency, without a PIN, not past its date, and has
 * the amount available. Else nothing is stored, and the caller goes on with {@link Ledger#execute}.
 *
 * @param command key and fingerprint
 * @param facts a {@link OperationKind#DEBIT} of more than 0, with its terminal
 */
public record PlainDebit(LedgerCommand command, OperationFacts facts) {
    /** @throws IllegalArgumentException if it is not a debit of more than 0 at a terminal */
    public PlainDebit {
        if (facts.kind() != OperationKind.DEBIT
                || facts.amount() <= 0
                || facts.terminal().isEmpty()) {
            throw new IllegalArgumentException("a plain debit is a debit of more than 0 at a terminal");
        }
    }

    /** Its lines in the journal: from the card to what the terminal's merchant is owed. */
    public List<Posting> postings() {
        return List.of(
                new Posting(LedgerAccount.card(command.id().account()), Side.DEBIT, facts.amount()),
                new Posting(LedgerAccount.settlement(new TerminalId(facts.terminal())), Side.CREDIT, facts.amount()));
    }

    /** Whether an account's row allows it. */
    public boolean isAllowedBy(AccountRow account) {
        return account.state() == CardState.ACTIVE
                && account.currency().equals(facts.currency())
                && !account.pin().isSet()
                && account.expires() > facts.at()
                && account.counters().available() >= facts.amount();
    }

    /** The operation as it is stored when the account's counters are {@code after} it. */
    public OperationRow operation(AccountCounters after) {
        return new OperationRow(
                command.id(),
                command.fingerprint(),
                facts,
                new AnswerRow(true, "", facts.amount(), after.ledger(), after.held(), CardState.ACTIVE, ""),
                OperationProgress.NONE,
                0);
    }
}
