package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedAccount;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Works off planned sales. All that it knows of a sale is in the stores, so that another one goes on where a till died.
 * For use by several threads, each with sales of its own.
 */
final class Cashier {
    private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofSeconds(30);
    private static final int MOST_RESUMPTIONS = 2;
    private static final int MOST_UNREADY = 200;

    private final SoakPlan plan;
    private final Map<SimulatedProtocol, TillAccount> accounts;
    private final CollectionStore collections;
    private final RefundDesk refunds;
    private final Clock clock;
    private final Waiter waiter;
    private final TillEvents events;

    Cashier(
            SoakPlan plan,
            Map<SimulatedProtocol, TillAccount> accounts,
            CollectionStore collections,
            RefundDesk refunds,
            Clock clock,
            Waiter waiter,
            TillEvents events) {
        this.plan = plan;
        this.accounts = accounts;
        this.collections = collections;
        this.refunds = refunds;
        this.clock = clock;
        this.waiter = waiter;
        this.events = events;
    }

    /** Where the wallet of that protocol sends its notifications; the soak takes them from there to the till. */
    static URI notifyUrl(SimulatedProtocol protocol) {
        return URI.create("https://till.example/" + protocol);
    }

    /**
     * Works off a sale from whatever the stores have of it.
     *
     * @return whether there is nothing left to do or to find out
     */
    boolean serve(PlannedSale sale) throws IOException, InterruptedException {
        for (PlannedAttempt attempt : sale.attempts()) {
            Optional<CollectionRecord> found = find(attempt);
            boolean begun = found.isPresent();
            if (!begun) {
                found = begin(sale, attempt);
            }
            Optional<CollectionRecord> end = found.isPresent() ? settle(sale, attempt, found.get()) : found;
            if (end.isEmpty()) {
                // Nothing could be sent; the customer tries another time.
                continue;
            }
            CollectionRecord record = end.get();
            if (!record.isResolved()) {
                events.leftOpen(attempt.number().text());
                pressAgain(sale, attempt);
                return false;
            }
            if (record.state() instanceof PaymentState.Approved approved) {
                if (!begun && sale.pressesAgain()) {
                    pressAgain(sale, attempt);
                    repeat(sale, attempt, record);
                }
                return refunds.serve(sale, attempt, record, approved.payment());
            }
        }
        return true;
    }

    private Optional<CollectionRecord> find(PlannedAttempt attempt) throws IOException {
        TillAccount account = account(attempt);
        return collections.find(account.gateway().wallet(), account.gateway().account(), attempt.number());
    }

    /** Begins as soon as the wallet can be reached. */
    private Optional<CollectionRecord> begin(PlannedSale sale, PlannedAttempt attempt)
            throws IOException, InterruptedException {
        for (int unready = 0; unready < MOST_UNREADY; unready++) {
            CollectionStep.End end = press(sale, attempt, new Screen(sale, attempt));
            if (end instanceof CollectionStep.Done) {
                return find(attempt);
            }
            if (end instanceof CollectionStep.Blocked blocked) {
                events.wrong(attempt.number() + " is blocked by "
                        + blocked.blocking().order().number() + ", which had ended without money");
                return Optional.empty();
            }
            waiter.waitUntil(clock.instant().plus(Duration.ofSeconds(10)));
        }
        events.wrong(attempt.number() + " was never sent: the wallet could not be reached");
        return Optional.empty();
    }

    private CollectionStep.End press(PlannedSale sale, PlannedAttempt attempt, CashierScreen screen)
            throws InterruptedException {
        TillAccount account = account(attempt);
        Order order = order(sale, attempt, attempt.number());
        return attempt.shown()
                ? account.collector().show(sale.reference(), order, screen)
                : account.collector().charge(sale.reference(), order, attempt.code(), screen);
    }

    private static Order order(PlannedSale sale, PlannedAttempt attempt, OrderNumber number) {
        return Order.of(number, sale.amount(), "dinner")
                .at(SimulatedAccount.TILL)
                .expiringAfter(SoakPlan.EXPIRY)
                .notifying(notifyUrl(attempt.protocol()));
    }

    /** Goes on with a record until it is resolved, or has been tried often enough for now. */
    private Optional<CollectionRecord> settle(PlannedSale sale, PlannedAttempt attempt, CollectionRecord record)
            throws IOException, InterruptedException {
        CollectionRecord last = record;
        for (int i = 0; !last.isResolved() && i < MOST_RESUMPTIONS; i++) {
            resume(last, new Screen(sale, attempt));
            last = find(attempt).orElseThrow(() -> new IOException("the store has lost " + attempt.number()));
            if (!last.isResolved()) {
                waiter.waitUntil(clock.instant().plus(BEFORE_NEXT_ATTEMPT));
            }
        }
        return Optional.of(last);
    }

    /** One attempt to find out what became of a record. */
    void resume(CollectionRecord record) throws InterruptedException {
        resume(record, CashierScreen.NONE);
    }

    private void resume(CollectionRecord record, CashierScreen screen) throws InterruptedException {
        PlannedAttempt attempt = plan.attempt(record.order().number().text())
                .orElseThrow(() -> new IllegalStateException(
                        "nobody planned " + record.order().number()));
        account(attempt).collector().resume(record, screen);
    }

    /** The same sale again under another number: nothing may be sent. */
    private void pressAgain(PlannedSale sale, PlannedAttempt attempt) throws InterruptedException {
        CollectionStep.End end = account(attempt)
                .collector()
                .charge(sale.reference(), order(sale, attempt, sale.strayNumber()), attempt.code(), CashierScreen.NONE);
        if (end instanceof CollectionStep.Done) {
            events.wrong("a second collection began beside " + attempt.number());
        }
    }

    /** The same order again once it is paid: the same result, and nothing is sent. */
    private void repeat(PlannedSale sale, PlannedAttempt attempt, CollectionRecord record) throws InterruptedException {
        CollectionStep.End end = press(sale, attempt, CashierScreen.NONE);
        boolean same = end instanceof CollectionStep.Done done && done.state().equals(record.state());
        if (!same && !(end instanceof CollectionStep.NotReady)) {
            events.wrong(attempt.number() + " had another result the second time");
        }
    }

    private TillAccount account(PlannedAttempt attempt) {
        TillAccount account = accounts.get(attempt.protocol());
        if (account == null) {
            throw new IllegalStateException("no account for " + attempt.protocol());
        }
        return account;
    }

    /** The screen of one attempt. */
    private final class Screen implements CashierScreen {
        private final PlannedSale sale;
        private final PlannedAttempt attempt;
        private final Instant begun = clock.instant();
        private boolean pressed;

        Screen(PlannedSale sale, PlannedAttempt attempt) {
            this.sale = sale;
            this.attempt = attempt;
        }

        @Override
        public void show(String codeText, Instant until) {
            events.shown(attempt.number(), codeText);
        }

        @Override
        public void waiting(PaymentState state, Instant until) {
            if (!sale.pressesAgain() || pressed) {
                return;
            }
            pressed = true;
            try {
                pressAgain(sale, attempt);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean givesUp() {
            return attempt.patience()
                    .filter(patience -> clock.instant().isAfter(begun.plus(patience)))
                    .isPresent();
        }
    }
}
