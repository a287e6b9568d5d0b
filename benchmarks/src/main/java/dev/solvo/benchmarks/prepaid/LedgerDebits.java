package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.PlainDebit;
import java.util.Optional;

/** This library's books: {@link Ledger#debit}. */
final class LedgerDebits implements Debits {
    private final Ledger ledger;
    private final Cards cards;

    LedgerDebits(Ledger ledger, Cards cards) {
        this.ledger = ledger;
        this.cards = cards;
    }

    @Override
    public long debit(DebitRequest request) throws LedgerException {
        return answer(ledger.debit(plain(cards, request)));
    }

    static PlainDebit plain(Cards cards, DebitRequest request) {
        var account = cards.account(request.card());
        return new PlainDebit(
                new LedgerCommand(
                        new OperationId(Cards.TENANT, account, OperationKey.of(request.key())), request.fingerprint()),
                Cards.facts(
                        OperationKind.DEBIT,
                        Cards.TERMINALS.get(request.terminal()).value(),
                        request.amount(),
                        account));
    }

    private static long answer(Optional<LedgerResult> result) {
        if (result.isEmpty()) {
            return REFUSED;
        }
        if (result.get() instanceof LedgerResult.Decided decided) {
            return decided.operation().answer().available();
        }
        if (result.get() instanceof LedgerResult.Replayed replayed) {
            return replayed.operation().answer().available();
        }
        throw new IllegalStateException("a key was used for something else");
    }

    @Override
    public void close() throws LedgerException {
        ledger.close();
    }
}
