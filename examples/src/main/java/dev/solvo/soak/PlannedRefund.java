package dev.solvo.soak;

import dev.solvo.qr.wallet.RefundNumber;
import java.util.List;
import org.joda.money.Money;

/**
 * Money that is to go back once.
 *
 * @param numbers the numbers under which it is tried, one after the other as long as each is refused
 * @param amount how much
 * @param hesitates whether the operator says no the first time
 */
record PlannedRefund(List<RefundNumber> numbers, Money amount, boolean hesitates) {
    PlannedRefund {
        numbers = List.copyOf(numbers);
    }
}
