package dev.solvo.soak;

import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.refund.RefundStep;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Gives back what a sale is to give back, from whatever the store has of it. */
final class RefundDesk {
    private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofSeconds(30);
    private static final int MOST_RESUMPTIONS = 2;

    private final SoakPlan plan;
    private final Map<SimulatedProtocol, TillAccount> accounts;
    private final RefundStore store;
    private final Clock clock;
    private final Waiter waiter;
    private final TillEvents events;

    RefundDesk(
            SoakPlan plan,
            Map<SimulatedProtocol, TillAccount> accounts,
            RefundStore store,
            Clock clock,
            Waiter waiter,
            TillEvents events) {
        this.plan = plan;
        this.accounts = accounts;
        this.store = store;
        this.clock = clock;
        this.waiter = waiter;
        this.events = events;
    }

    /** Whether the operator agrees: a hesitant one says no to the first number. */
    static boolean confirms(SoakPlan plan, RefundRecord record) {
        return plan.saleOf(record.refund().order().number().text()).stream()
                .flatMap(sale -> sale.refunds().stream())
                .noneMatch(refund -> refund.hesitates()
                        && refund.numbers().get(0).equals(record.refund().number()));
    }

    /** Whether there is nothing left to give back or to find out. */
    boolean serve(PlannedSale sale, PlannedAttempt attempt, CollectionRecord paid, Payment payment)
            throws IOException, InterruptedException {
        OrderReference order = new OrderReference(
                paid.order().number(),
                paid.order().amount(),
                paid.order().submittedAt(),
                Optional.of(payment.transactionId()));
        for (PlannedRefund refund : sale.refunds()) {
            if (!giveBack(refund, order, attempt)) {
                return false;
            }
        }
        return true;
    }

    private boolean giveBack(PlannedRefund refund, OrderReference order, PlannedAttempt attempt)
            throws IOException, InterruptedException {
        for (RefundNumber number : refund.numbers()) {
            Optional<RefundRecord> found = find(attempt, number);
            if (found.isEmpty()) {
                begin(refund, number, order, attempt);
                found = find(attempt, number);
            }
            for (int i = 0; found.filter(record -> !record.isResolved()).isPresent() && i < MOST_RESUMPTIONS; i++) {
                resume(found.orElseThrow());
                found = find(attempt, number);
                waiter.waitUntil(clock.instant().plus(BEFORE_NEXT_ATTEMPT));
            }
            if (found.isPresent() && !found.get().isResolved()) {
                events.leftOpen(number.text());
                tryBeside(refund, order, attempt);
                return false;
            }
            if (found.isPresent() && !(found.get().result() instanceof RefundResult.Refused)) {
                return true;
            }
        }
        return true;
    }

    private Optional<RefundRecord> find(PlannedAttempt attempt, RefundNumber number) throws IOException {
        TillAccount account = account(attempt);
        return store.find(account.gateway().wallet(), account.gateway().account(), number);
    }

    private RefundStep.End begin(
            PlannedRefund refund, RefundNumber number, OrderReference order, PlannedAttempt attempt)
            throws InterruptedException {
        return account(attempt).refunder().refund(number, order, refund.amount(), "returned goods");
    }

    /** The same money again under another number while it is not known whether it went: nothing may be sent. */
    private void tryBeside(PlannedRefund refund, OrderReference order, PlannedAttempt attempt)
            throws InterruptedException {
        RefundNumber stray = RefundNumber.of(refund.numbers().get(0).text() + "9");
        if (!(begin(refund, stray, order, attempt) instanceof RefundStep.Blocked)) {
            events.wrong("a second refund began beside " + refund.numbers().get(0));
        }
    }

    /** One attempt to find out what became of a record. */
    void resume(RefundRecord record) throws InterruptedException {
        PlannedAttempt attempt = plan.attempt(record.refund().order().number().text())
                .orElseThrow(() -> new IllegalStateException(
                        "nobody planned " + record.refund().order().number()));
        account(attempt).refunder().resume(record);
    }

    private TillAccount account(PlannedAttempt attempt) {
        TillAccount account = accounts.get(attempt.protocol());
        if (account == null) {
            throw new IllegalStateException("no account for " + attempt.protocol());
        }
        return account;
    }
}
