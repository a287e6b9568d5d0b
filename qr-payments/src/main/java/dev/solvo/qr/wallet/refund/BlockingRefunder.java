package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.collect.Waiter;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;

/** Drives {@link RefundMachine} on the calling thread: one call from the wish to the end. */
public final class BlockingRefunder {
    /** How long the operator's key may go unnoticed. */
    private static final Duration ATTENTION = Duration.ofMillis(200);

    private final RefundMachine machine;
    private final HttpTransport transport;
    private final RefundStore store;
    private final RefundOperator operator;
    private final Clock clock;
    private final Waiter waiter;

    /** A refunder that waits by a clock that runs as fast as the machine's own. */
    public BlockingRefunder(
            WalletGateway gateway, HttpTransport transport, RefundStore store, RefundOperator operator, Clock clock) {
        this(gateway, transport, store, operator, clock, Waiter.of(clock));
    }

    /** A refunder with a clock of its own and a way to wait by it. */
    public BlockingRefunder(
            WalletGateway gateway,
            HttpTransport transport,
            RefundStore store,
            RefundOperator operator,
            Clock clock,
            Waiter waiter) {
        machine = new RefundMachine(gateway, clock);
        this.transport = transport;
        this.store = store;
        this.operator = operator;
        this.clock = clock;
        this.waiter = waiter;
    }

    /**
     * Refunds a part or the whole of an order without a reason for the customer's bill.
     *
     * @throws IllegalArgumentException as {@link RefundMachine#refund(RefundNumber, OrderReference, Money)}
     * @throws InterruptedException if the thread was interrupted while it waited; the record is to be resumed
     */
    public RefundStep.End refund(RefundNumber number, OrderReference order, Money amount) throws InterruptedException {
        return drive(machine.refund(number, order, amount));
    }

    /**
     * Refunds a part or the whole of an order.
     *
     * @param reason what the customer reads on the bill
     * @throws IllegalArgumentException as {@link RefundMachine#refund(RefundNumber, OrderReference, Money, String)}
     * @throws InterruptedException if the thread was interrupted while it waited; the record is to be resumed
     */
    public RefundStep.End refund(RefundNumber number, OrderReference order, Money amount, String reason)
            throws InterruptedException {
        return drive(machine.refund(number, order, amount, reason));
    }

    /** Goes on with a record that is not resolved. */
    public RefundStep.End resume(RefundRecord record) throws InterruptedException {
        return drive(machine.resume(record));
    }

    /**
     * Goes on with every record of this account that the store has unresolved, one after the other: to be called at the
     * start of a till, and from time to time; several tills that share a store may do so at the same time, for a refund's
     * number makes the wallet carry it out once.
     *
     * @throws IOException if the store cannot be read
     */
    public List<RefundStep.End> resumeAll() throws IOException, InterruptedException {
        List<RefundStep.End> ends = new ArrayList<>();
        for (RefundRecord record : store.unresolved()) {
            if (machine.serves(record)) {
                ends.add(resume(record));
            }
        }
        return ends;
    }

    private RefundStep.End drive(RefundStep first) throws InterruptedException {
        RefundStep step = first;
        while (!(step instanceof RefundStep.End)) {
            step = next(step);
        }
        return (RefundStep.End) step;
    }

    private RefundStep next(RefundStep step) throws InterruptedException {
        if (step instanceof RefundStep.LookUp lookUp) {
            return lookUp(lookUp);
        }
        if (step instanceof RefundStep.Save save) {
            return save(save);
        }
        if (step instanceof RefundStep.Send send) {
            return send(send);
        }
        if (step instanceof RefundStep.Confirm confirm) {
            return operator.confirms(confirm.record(), confirm.payment(), confirm.left())
                    ? confirm.confirmed()
                    : confirm.declined();
        }
        return pause((RefundStep.Pause) step);
    }

    private RefundStep pause(RefundStep.Pause step) throws InterruptedException {
        // By turns, not by the clock alone: it may be set back meanwhile.
        Duration left = Duration.between(clock.instant(), step.until());
        for (;
                left.compareTo(Duration.ZERO) > 0 && clock.instant().isBefore(step.until());
                left = left.minus(ATTENTION)) {
            if (operator.givesUp()) {
                return step.giveUp();
            }
            Instant glance = clock.instant().plus(ATTENTION);
            waiter.waitUntil(glance.isBefore(step.until()) ? glance : step.until());
        }
        return step.elapsed();
    }

    private RefundStep lookUp(RefundStep.LookUp step) {
        RefundRecord wanted = step.wanted();
        RefundStep.LookUp.Found found;
        try {
            found = new RefundStep.LookUp.Found(
                    store.find(
                            wanted.wallet(), wanted.account(), wanted.refund().number()),
                    store.ofOrder(
                            wanted.wallet(),
                            wanted.account(),
                            wanted.refund().order().number()));
        } catch (IOException e) {
            return step.failed();
        }
        return step.resume(found);
    }

    private RefundStep save(RefundStep.Save step) {
        Saved saved;
        try {
            saved = store.save(step.record());
        } catch (IOException e) {
            return step.failed();
        }
        return step.resume(saved);
    }

    private RefundStep send(RefundStep.Send step) {
        HttpAnswer answer;
        try {
            answer = transport.send(step.request(), step.timeout());
        } catch (TransportException e) {
            return step.failed(e.kind());
        }
        return step.resume(answer);
    }
}
