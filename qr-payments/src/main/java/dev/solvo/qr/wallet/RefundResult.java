package dev.solvo.qr.wallet;

import java.util.Optional;
import org.joda.money.Money;

/** What is known of a refund, the same for all wallets. */
public sealed interface RefundResult {
    /** The money has gone back. */
    record Refunded(Money amount, Optional<String> walletRefundId) implements RefundResult {}

    /** The wallet accepted it and is carrying it out; ask again later. */
    record Processing(Optional<String> walletRefundId) implements RefundResult {}

    /** Nothing went back. */
    record Refused(Refusal refusal) implements RefundResult {}

    /** The wallet could not deliver the money: somebody has to act by hand in its merchant portal. */
    record Abnormal(String walletCode) implements RefundResult {}

    /** Nobody knows yet: ask again with the same refund number, and do not refund under another one. */
    record Unknown(UnknownCause cause, String walletCode) implements RefundResult {}
}
