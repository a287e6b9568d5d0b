package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundRecord.Phase;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.joda.money.Money;

/**
 * Refunds payments of one account. A refund is sent only after
 *
 * <ol>
 *   <li>its record is saved, and no other refund of the same order is unresolved;
 *   <li>the refunds of the order that the store knows leave enough of it;
 *   <li>the wallet confirmed the payment in a query, with the order's amount;
 *   <li>the operator said yes.
 * </ol>
 *
 * <p>After a time-out, an answer that cannot be verified or a code that is not listed, the refund query is asked before
 * anything is sent again, and then with the same refund number. Like
 * {@link dev.solvo.qr.wallet.collect.CollectionMachine} it sends, saves and waits for nothing itself.
 */
public final class RefundMachine {
    private final WalletGateway gateway;
    private final Clock clock;

    /** A machine for that account. */
    public RefundMachine(WalletGateway gateway, Clock clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    /**
     * Refunds a part or the whole of an order without a reason for the customer's bill.
     *
     * @throws IllegalArgumentException as {@link #refund(RefundNumber, OrderReference, Money, String)}
     */
    public RefundStep refund(RefundNumber number, OrderReference order, Money amount) {
        return refund(number, order, amount, Optional.empty());
    }

    /**
     * Refunds a part or the whole of an order. A refund number that is in the store already is not sent again: its refund
     * goes on, or its result is given at once.
     *
     * @param reason what the customer reads on the bill
     * @throws IllegalArgumentException if the amount is not more than zero or is more than the order's; from a later
     *     step, if the number was used for another amount or order, or the wallet does not take such numbers
     */
    public RefundStep refund(RefundNumber number, OrderReference order, Money amount, String reason) {
        return refund(number, order, amount, Optional.of(reason));
    }

    private RefundStep refund(RefundNumber number, OrderReference order, Money amount, Optional<String> reason) {
        Refund refund = new Refund(number, order, amount, clock.instant().truncatedTo(ChronoUnit.SECONDS), reason);
        RefundRecord first = new RefundRecord(
                0,
                gateway.wallet(),
                gateway.account(),
                refund,
                Phase.CHECKING,
                0,
                0,
                refund.submittedAt(),
                new RefundResult.Unknown(UnknownCause.INTERRUPTED, ""));
        return new Checking(this, new Refunding(gateway, clock, first)).start();
    }

    /**
     * Goes on with a record from the store. A refund that was not sent before the process ended is refused, for nobody
     * waits for it any more.
     *
     * @throws IllegalArgumentException if the record is of another wallet or account
     */
    public RefundStep resume(RefundRecord record) {
        if (!serves(record)) {
            throw new IllegalArgumentException("the record is of " + record.wallet() + " account " + record.account()
                    + ", the machine of " + gateway.wallet() + " account " + gateway.account());
        }
        if (record.isResolved()) {
            return new RefundStep.Done(record, true);
        }
        Refunding refunding = new Refunding(gateway, clock, record);
        if (record.phase() == Phase.CHECKING) {
            return refunding.end(RefundRefusal.interrupted());
        }
        return new RefundCalls(refunding).resume();
    }

    /** Whether the record is of this machine's wallet and account. */
    public boolean serves(RefundRecord record) {
        return record.wallet() == gateway.wallet() && record.account().equals(gateway.account());
    }
}
