package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Drives {@link CollectionMachine} on the calling thread: one call from the order to the end.
 *
 * <p>Before a collection it looks whether the wallet can be reached, and begins none if not. Any number of threads may
 * collect at the same time.
 */
public final class BlockingCollector {
    /** How long a report of the wallet or the cashier's key may go unnoticed. */
    private static final Duration ATTENTION = Duration.ofMillis(200);

    private final CollectionMachine machine;
    private final HttpTransport transport;
    private final CollectionStore store;
    private final Clock clock;
    private final Waiter waiter;
    private final ReadinessCheck readiness;
    private final Map<OrderNumber, PaymentReply> reports = new ConcurrentHashMap<>();
    private final Map<OrderNumber, CollectionStep.Done> unsaved = new ConcurrentHashMap<>();

    /** A collector that waits by a clock that runs as fast as the machine's own. */
    public BlockingCollector(WalletGateway gateway, HttpTransport transport, CollectionStore store, Clock clock) {
        this(gateway, transport, store, clock, Waiter.of(clock), CollectionObserver.NONE);
    }

    /** A collector with a clock of its own and a way to wait by it. */
    public BlockingCollector(
            WalletGateway gateway,
            HttpTransport transport,
            CollectionStore store,
            Clock clock,
            Waiter waiter,
            CollectionObserver observer) {
        machine = new CollectionMachine(gateway, clock, observer);
        this.transport = transport;
        this.store = store;
        this.clock = clock;
        this.waiter = waiter;
        readiness = new ReadinessCheck(gateway.readinessProbe(), ReadinessCheck.DEFAULT_MAXIMUM_SKEW);
    }

    /** Asks the wallet's host for a sign of life. */
    public Readiness readiness() {
        Instant sentAt = clock.instant();
        try {
            return readiness.answered(
                    transport.send(readiness.request(), ReadinessCheck.TIMEOUT), sentAt, clock.instant());
        } catch (TransportException e) {
            return readiness.failed(sentAt);
        }
    }

    /**
     * Takes the money by the code that the customer shows.
     *
     * @throws InterruptedException if the thread was interrupted while it waited; the record is to be resumed
     */
    public CollectionStep.End charge(SaleReference sale, Order order, PaymentCode code, CashierScreen screen)
            throws InterruptedException {
        Readiness now = readiness();
        return now.canCollect()
                ? drive(orUnsaved(order.number(), machine.charge(sale, order, code)), order.number(), screen)
                : new CollectionStep.NotReady(now);
    }

    /** Shows a code and waits for its payment; otherwise as {@link #charge}. */
    public CollectionStep.End show(SaleReference sale, Order order, CashierScreen screen) throws InterruptedException {
        Readiness now = readiness();
        return now.canCollect()
                ? drive(orUnsaved(order.number(), machine.show(sale, order)), order.number(), screen)
                : new CollectionStep.NotReady(now);
    }

    /**
     * Goes on with a record that is not resolved. A result that this collector found and could not save is saved first.
     *
     * @throws IllegalArgumentException if the record is of another wallet or account
     */
    public CollectionStep.End resume(CollectionRecord record, CashierScreen screen) throws InterruptedException {
        OrderNumber order = record.order().number();
        return drive(orUnsaved(order, machine.resume(record)), order, screen);
    }

    private CollectionStep orUnsaved(OrderNumber order, CollectionStep otherwise) {
        CollectionStep.Done done = unsaved.get(order);
        return done == null ? otherwise : machine.saveAgain(done);
    }

    private CollectionStep.End keep(OrderNumber order, CollectionStep.End end) {
        unsaved.remove(order);
        if (end instanceof CollectionStep.Done done
                && !done.saved()
                && done.record().isResolved()
                && done.record().revision() > 0) {
            unsaved.put(order, done);
        }
        return end;
    }

    /**
     * Goes on with every record of this account that the store has unresolved, one after the other: to be called at the
     * start of a till that has the store for itself, and from time to time while it collects nothing.
     *
     * @throws IOException if the store cannot be read
     */
    public List<CollectionStep.End> resumeAll(CashierScreen screen) throws IOException, InterruptedException {
        return resumeAll(Duration.ZERO, screen);
    }

    /**
     * The same for a store that several tills share: leaves alone what another till is busy with. A record that is resumed
     * while its till still works is taken over: no money is lost, but that cashier does not hear the result.
     *
     * @param untouched how long ago the record was changed at least; longer than a call and a pause of the policy take,
     *     such as two minutes
     * @throws IOException if the store cannot be read
     */
    public List<CollectionStep.End> resumeAll(Duration untouched, CashierScreen screen)
            throws IOException, InterruptedException {
        List<CollectionStep.End> ends = new ArrayList<>();
        Instant latest = clock.instant().minus(untouched);
        for (CollectionRecord record : store.unresolved()) {
            if (machine.serves(record)
                    && (untouched.isZero() || !record.changedAt().isAfter(latest))) {
                ends.add(resume(record, screen));
            }
        }
        return ends;
    }

    /**
     * Hands in what the wallet reported of an order, as the gateway verified it: the thread that waits for this order
     * goes on at once. A report of an order that nobody waits for here is forgotten; its record is resumed all the same.
     */
    public void notified(OrderNumber order, PaymentReply reply) {
        reports.computeIfPresent(order, (number, none) -> reply);
    }

    private CollectionStep.End drive(CollectionStep first, OrderNumber order, CashierScreen screen)
            throws InterruptedException {
        // A place for reports is open while the order is waited for.
        reports.put(order, NOTHING);
        try {
            Drive drive = new Drive(order, screen);
            CollectionStep step = first;
            while (!(step instanceof CollectionStep.End)) {
                step = drive.next(step);
            }
            return keep(order, (CollectionStep.End) step);
        } finally {
            reports.remove(order);
        }
    }

    private static final PaymentReply NOTHING = new PaymentReply.Waiting("");

    /** One collection on its thread. */
    private final class Drive {
        private final OrderNumber order;
        private final CashierScreen screen;
        private boolean gaveUp;

        Drive(OrderNumber order, CashierScreen screen) {
            this.order = order;
            this.screen = screen;
        }

        CollectionStep next(CollectionStep step) throws InterruptedException {
            if (step instanceof CollectionStep.LookUp lookUp) {
                return lookUp(lookUp);
            }
            if (step instanceof CollectionStep.Save save) {
                return save(save);
            }
            if (step instanceof CollectionStep.Send send) {
                return send(send);
            }
            if (step instanceof CollectionStep.ShowCode code) {
                screen.show(code.codeText(), code.until());
                return code.shown();
            }
            return pause((CollectionStep.Pause) step);
        }

        private CollectionStep lookUp(CollectionStep.LookUp step) {
            CollectionRecord wanted = step.wanted();
            CollectionStep.LookUp.Found found;
            try {
                found = new CollectionStep.LookUp.Found(
                        store.find(
                                wanted.wallet(),
                                wanted.account(),
                                wanted.order().number()),
                        store.blocking(wanted.sale()));
            } catch (IOException e) {
                return step.failed();
            }
            return step.resume(found);
        }

        private CollectionStep save(CollectionStep.Save step) {
            Saved saved;
            try {
                saved = store.save(step.record());
            } catch (IOException e) {
                return step.failed();
            }
            return step.resume(saved);
        }

        private CollectionStep send(CollectionStep.Send step) {
            HttpAnswer answer;
            try {
                answer = transport.send(step.request(), step.timeout());
            } catch (TransportException e) {
                return step.failed(e.kind());
            }
            return step.resume(answer);
        }

        private CollectionStep pause(CollectionStep.Pause step) throws InterruptedException {
            screen.waiting(step.state(), step.until());
            // By turns, not by the clock alone: it may be set back meanwhile.
            Duration left = Duration.between(clock.instant(), step.until());
            for (;
                    left.compareTo(Duration.ZERO) > 0 && clock.instant().isBefore(step.until());
                    left = left.minus(ATTENTION)) {
                PaymentReply report = reports.getOrDefault(order, NOTHING);
                if (report != NOTHING) {
                    reports.put(order, NOTHING);
                    return step.notified(report);
                }
                if (!gaveUp && screen.givesUp()) {
                    gaveUp = true;
                    return step.giveUp();
                }
                Instant glance = clock.instant().plus(ATTENTION);
                waiter.waitUntil(glance.isBefore(step.until()) ? glance : step.until());
            }
            return step.elapsed();
        }
    }
}
