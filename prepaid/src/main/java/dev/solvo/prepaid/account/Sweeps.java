package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is due and that nobody came for. Every key follows from what is swept, so two sweeps at a time do no harm. */
final class Sweeps {
    private static final int LARGEST = 10_000;
    private static final int MOST_LOOKED_AT = 1_000_000;

    private final Teller teller;
    private final Office office;
    private final TenantPolicy policy;
    private final TenantId tenant;

    Sweeps(Teller teller) {
        this.office = teller.office();
        this.policy = teller.caller().policy();
        this.tenant = policy.tenant();
        this.teller = teller.of(Caller.nobody(policy));
    }

    Sweep holds(int most) throws LedgerException {
        require(most);
        List<OperationRow> due = office.ledger().reads().dueHolds(tenant, office.now() + 1, most);
        int done = 0;
        for (OperationRow hold : due) {
            Optional<AccountRow> card =
                    office.ledger().reads().account(tenant, hold.id().account());
            if (card.isPresent() && hold.facts().kind() == OperationKind.AUTHORISE) {
                Order order = new Order(
                                DerivedKeys.step(hold.id().key(), DerivedKeys.EXPIRED_HOLD), OperationKind.EXPIRE_HOLD)
                        .original(hold.id().key());
                teller.execute(card.get(), order, HoldDecisions::expire);
                done++;
            }
        }
        return new Sweep(done, due.size() - done, due.size() == most);
    }

    Sweep expired(int most) throws LedgerException {
        require(most);
        List<AccountRow> due = dueAccounts(most);
        int done = 0;
        for (AccountRow card : due) {
            Order order = new Order(DerivedKeys.expiry(card.id(), card.expires()), OperationKind.EXPIRE);
            LedgerResult result = teller.execute(card, order, CardDecisions::expire);
            done += Transfers.operation(result).answer().done() ? 1 : 0;
        }
        return new Sweep(done, due.size() - done, due.size() == most);
    }

    /** Cards past their grace, which differs by product: those that are still in it may stand before others in the list. */
    private List<AccountRow> dueAccounts(int most) throws LedgerException {
        int asked = most;
        while (true) {
            List<AccountRow> past = office.ledger().reads().dueAccounts(tenant, office.now() + 1, asked);
            List<AccountRow> due = new ArrayList<>();
            for (AccountRow card : past) {
                if (isPastGrace(card) && due.size() < most) {
                    due.add(card);
                }
            }
            if (due.size() == most || past.size() < asked || asked >= MOST_LOOKED_AT) {
                return due;
            }
            asked = Math.min(2 * asked, MOST_LOOKED_AT);
        }
    }

    private boolean isPastGrace(AccountRow card) {
        return policy.product(card.product())
                .filter(rules ->
                        card.expires() + Duration.ofDays(rules.graceDays()).toMillis() <= office.now())
                .isPresent();
    }

    Sweep transfers(Instant before, int most) throws LedgerException {
        require(most);
        List<OperationRow> open = office.ledger().reads().openTransfers(tenant, before.toEpochMilli(), most);
        Transfers transfers = new Transfers(office, policy);
        int done = 0;
        for (OperationRow transfer : open) {
            transfers.finish(transfer);
            done++;
        }
        return new Sweep(done, open.size() - done, open.size() == most);
    }

    private static void require(int most) {
        if (most < 1 || most > LARGEST) {
            throw new IllegalArgumentException("a sweep is of 1 to " + LARGEST);
        }
    }
}
