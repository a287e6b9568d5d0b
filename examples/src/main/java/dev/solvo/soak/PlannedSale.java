package dev.solvo.soak;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.record.SaleReference;
import java.util.List;
import org.joda.money.Money;

/**
 * One sale: what is to be paid, and what everyone is going to do.
 *
 * @param index from 0
 * @param reference the merchant's name of it
 * @param amount what it costs
 * @param attempts the attempts to collect, each of which is made once the one before has ended without money
 * @param pressesAgain whether the cashier presses the key again, under another number, while an attempt is open and
 *     after it is paid
 * @param strayNumber the other number; it must never reach a wallet
 * @param refunds what goes back once the sale is paid
 */
record PlannedSale(
        int index,
        SaleReference reference,
        Money amount,
        List<PlannedAttempt> attempts,
        boolean pressesAgain,
        OrderNumber strayNumber,
        List<PlannedRefund> refunds) {
    PlannedSale {
        attempts = List.copyOf(attempts);
        refunds = List.copyOf(refunds);
    }
}
