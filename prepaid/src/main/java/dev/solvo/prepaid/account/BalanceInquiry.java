package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerReads;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.prepaid.ledger.PinRow;
import java.util.List;
import java.util.Optional;

/** Asks for a balance. What is only looked at is not entered; a PIN that changes the count of tries is. */
final class BalanceInquiry {
    private static final int MOST_READS = 8;
    private static final int MOST_HOLDS = 4 * ProductRules.MOST_HOLDS;

    private final Teller teller;
    private final Office office;
    private final TenantId tenant;

    BalanceInquiry(Teller teller) {
        this.teller = teller;
        this.office = teller.office();
        this.tenant = teller.caller().tenant();
    }

    /**
     * A card with its holds, read together.
     *
     * @param row the card
     * @param holds what is held, without what is over
     * @param held the sum of that
     */
    record Balance(AccountRow row, List<OperationRow> holds, long held) {
        CardBalance shown() throws LedgerException {
            return Answers.balance(
                    Answers.currency(row.currency()), row.counters().ledger(), held);
        }
    }

    BalanceAnswer ask(CardCode card, Optional<Pin> pin) throws LedgerException {
        if (!teller.admits(card)) {
            return new BalanceAnswer.Refused(RefusalReason.TOO_MANY_TRIES);
        }
        Optional<AccountRow> known = office.find(tenant, card);
        if (known.isPresent() && isAccepted(known.get(), pin)) {
            return new BalanceAnswer.Shown(read(known.get()).shown());
        }
        teller.countAttempt(card);
        return new BalanceAnswer.Refused(RefusalReason.NOT_ACCEPTED);
    }

    private boolean isAccepted(AccountRow row, Optional<Pin> pin) throws LedgerException {
        Optional<ProductRules> rules = teller.caller().rules(row.product());
        if (row.state() != CardState.ACTIVE || row.expires() <= office.now() || rules.isEmpty()) {
            return false;
        }
        PinRow stored = row.pin();
        if (!stored.isSet()) {
            return true;
        }
        if (pin.isEmpty()) {
            return !rules.get().pin().forBalance();
        }
        boolean changesNothing = stored.triesLeft() == rules.get().pin().tries()
                && stored.keyVersion() == office.keys().pinVersion()
                && Draft.isRight(office.keys(), row, pin.get());
        return changesNothing || isVerified(row, pin.get());
    }

    private boolean isVerified(AccountRow row, Pin pin) throws LedgerException {
        Order order = new Order(DerivedKeys.inquiry(office.randomBytes()), OperationKind.VERIFY_PIN).salted();
        LedgerResult result = teller.execute(row, order, draft -> CardDecisions.verifyPin(draft, pin));
        return result instanceof LedgerResult.Decided decided
                && decided.operation().answer().done();
    }

    /** What is on a card now. */
    Balance read(AccountRow known) throws LedgerException {
        AccountRow row = known;
        for (int i = 1; ; i++) {
            List<OperationRow> holds = row.counters().held() == 0
                    ? List.of()
                    : office.ledger().reads().openHolds(tenant, row.id(), MOST_HOLDS);
            AccountRow again = row.counters().held() == 0 ? row : reread(row);
            // The version tells whether holds and counters are of one moment; on a card in constant use, of nearly one.
            if (again.version() == row.version() || i == MOST_READS) {
                return balance(again, holds);
            }
            row = again;
        }
    }

    private AccountRow reread(AccountRow row) throws LedgerException {
        LedgerReads reads = office.ledger().reads();
        return reads.account(tenant, row.id()).orElse(row);
    }

    private Balance balance(AccountRow row, List<OperationRow> holds) {
        long now = office.now();
        long over = 0;
        for (OperationRow hold : holds) {
            if (hold.progress().holdExpires() <= now) {
                over += hold.progress().holdRemaining();
            }
        }
        List<OperationRow> running = holds.stream()
                .filter(hold -> hold.progress().holdExpires() > now)
                .toList();
        return new Balance(row, running, Math.max(0, row.counters().held() - over));
    }
}
