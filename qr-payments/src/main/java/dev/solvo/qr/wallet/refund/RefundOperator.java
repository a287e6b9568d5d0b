package dev.solvo.qr.wallet.refund;

import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.record.RefundRecord;
import org.joda.money.Money;

/** The person who answers for a refund. */
@FunctionalInterface
public interface RefundOperator {
    /**
     * Asked once, after the payment was confirmed and before anything is sent.
     *
     * @param payment the payment as the wallet has it
     * @param left what can be refunded of it at most, this refund included
     */
    boolean confirms(RefundRecord refund, Payment payment, Money left);

    /**
     * Whether the operator does not wait for the result: asked several times a second while the machine waits. The refund
     * goes on at the wallet, and its record is to be resumed.
     */
    default boolean givesUp() {
        return false;
    }
}
