package dev.solvo.qr.wallet;

import java.util.Optional;
import org.joda.money.Money;

/** What one refund call or one refund query said. */
public sealed interface RefundReply {
    /**
     * The money has gone back.
     *
     * @param amount the amount of this refund, if the wallet says it
     * @param walletRefundId the wallet's number of the refund, if it has one
     */
    record Refunded(Optional<Money> amount, Optional<String> walletRefundId) implements RefundReply {}

    /** Accepted, and on its way. */
    record Processing(Optional<String> walletRefundId) implements RefundReply {}

    /** Refused for good: no money went back by this call. */
    record Refused(Refusal refusal) implements RefundReply {}

    /** The customer's account cannot take it: somebody has to act by hand. */
    record Abnormal(String walletCode) implements RefundReply {}

    /** The wallet has not received this refund: it can be sent, with the same number. */
    record NotFound(String walletCode) implements RefundReply {}

    /** The same call with the same number may be sent again after a pause. */
    record TryAgain(String walletCode) implements RefundReply {}

    /** It is not known what the call did: ask the refund query. */
    record NotKnown(UnknownCause cause, String walletCode) implements RefundReply {}
}
