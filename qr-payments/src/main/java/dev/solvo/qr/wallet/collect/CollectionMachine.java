package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionRecord.Presentation;
import dev.solvo.qr.wallet.record.SaleReference;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Collects payments of one account: from the order to a result that is certain, or to a record that says what is still
 * to be asked.
 *
 * <p>It sends, saves and waits for nothing itself; it hands out {@link CollectionStep}s. What it guarantees to whoever
 * carries them out:
 *
 * <ul>
 *   <li>a record is saved before the first byte leaves, and again before an order is taken back and after each answer;
 *       if the first one cannot be saved, nothing is sent;
 *   <li>an answer that cannot be verified, a time-out and an unlisted code are asked about, never taken for a result;
 *   <li>a payment of another amount or currency is a conflict, never an approval;
 *   <li>while a sale's payment is unresolved, and once it is paid, nothing is sent for the same sale under another
 *       number;
 *   <li>once a call to take an order back has left and its result is not known, it is repeated until it is: a payment
 *       that the query still shows does not end the collection as approved;
 *   <li>no code is shown and no order is taken back of which no saved record would tell;
 *   <li>the payment code is in no record; after a restart an order is asked about, never sent again.
 * </ul>
 *
 * <p>What it cannot rule out: a request that the network holds back until after the wallet has confirmed that the order was
 * taken back, if that wallet then still takes it; and a clock that is set forward by minutes while an order is open, for
 * what never arrived, or can be paid no more, is told by the clock.
 *
 * <p>A machine holds no state but its gateway and may be used from any thread; one collection's steps are for one thread
 * at a time.
 */
public final class CollectionMachine {
    private final WalletGateway gateway;
    private final Clock clock;
    private final CollectionObserver observer;

    /** A machine whose conclusions nobody hears. */
    public CollectionMachine(WalletGateway gateway, Clock clock) {
        this(gateway, clock, CollectionObserver.NONE);
    }

    /** A machine that tells its conclusions to an observer. */
    public CollectionMachine(WalletGateway gateway, Clock clock, CollectionObserver observer) {
        this.gateway = gateway;
        this.clock = clock;
        this.observer = observer;
    }

    /**
     * Takes the money by the code that the customer shows. An order number that is in the store already is not paid
     * again: its collection goes on, or its result is given at once.
     *
     * @throws IllegalArgumentException from a later step and before anything is saved, if the wallet does not take such an
     *     order, or if the number was used for another amount or sale
     */
    public CollectionStep charge(SaleReference sale, Order order, PaymentCode code) {
        Instant now = now();
        return new Submission(
                        this,
                        begin(sale, order, Presentation.CUSTOMER_SHOWS, now),
                        submittedAt -> gateway.pay(order, code, submittedAt))
                .start();
    }

    /**
     * Asks for a code, shows it, and waits until it is paid, has expired, or the cashier gives up. Otherwise as
     * {@link #charge}.
     */
    public CollectionStep show(SaleReference sale, Order order) {
        Instant now = now();
        return new ShowSubmission(
                        this,
                        begin(sale, order, Presentation.TILL_SHOWS, now),
                        submittedAt -> gateway.show(order, submittedAt))
                .start();
    }

    /**
     * Goes on with a record from the store: after a restart, or because the last attempt left it open. A code that was
     * shown is closed, for nobody sees it any more.
     *
     * @throws IllegalArgumentException if the record is of another wallet or account
     */
    public CollectionStep resume(CollectionRecord record) {
        if (!serves(record)) {
            throw new IllegalArgumentException("the record is of " + record.wallet() + " account " + record.account()
                    + ", the machine of " + gateway.wallet() + " account " + gateway.account());
        }
        if (record.isResolved()) {
            return new CollectionStep.Done(record, true);
        }
        Collecting collecting = collecting(record);
        collecting.conclude("resumed in phase " + record.phase(), "ask what became of the order");
        collecting.record().patienceAnew();
        return new Asking(collecting).resume();
    }

    /**
     * Saves the result of an attempt that could not do so: while it is not saved, a resumption would ask anew, and could
     * even take a payment back for which the goods have been given.
     *
     * @throws IllegalArgumentException if the record is of another wallet or account, or has no result
     */
    public CollectionStep saveAgain(CollectionStep.Done done) {
        CollectionRecord record = done.record();
        if (!serves(record) || !record.isResolved()) {
            throw new IllegalArgumentException("the record is " + record.phase() + " at " + record.wallet()
                    + " account " + record.account() + "; expected a result of the machine's own account");
        }
        return done.saved() || record.revision() == 0
                ? done
                : collecting(record).end("an earlier attempt could not save the result", record.state());
    }

    /** Whether the record is of this machine's wallet and account. */
    public boolean serves(CollectionRecord record) {
        return record.wallet() == gateway.wallet() && record.account().equals(gateway.account());
    }

    Collecting collecting(CollectionRecord record) {
        return new Collecting(gateway, clock, observer, record);
    }

    private CollectionRecord begin(SaleReference sale, Order order, Presentation presentation, Instant now) {
        OrderReference reference = new OrderReference(order.number(), order.amount(), now, Optional.empty());
        return OpenRecord.first(gateway, sale, reference, presentation, now.plus(order.expiresAfter()));
    }

    /** Whole seconds, for that is what wallets keep of the time of an order. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
