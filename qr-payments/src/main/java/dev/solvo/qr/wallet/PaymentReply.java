package dev.solvo.qr.wallet;

/** What one call, one query or one notification said about a payment; the state of the payment is drawn from all of them. */
public sealed interface PaymentReply {
    /** The money has been taken; the message was verified. */
    record Paid(Payment payment) implements PaymentReply {}

    /** This call is refused for good and took no money; of a query, cancel or refund it says nothing about the payment. */
    record Refused(Refusal refusal) implements PaymentReply {}

    /** The customer is typing his password, or has not scanned the shown code yet. */
    record Waiting(String walletCode) implements PaymentReply {}

    /** The attempt failed, but the order is still open and has to be taken back (WeChat Pay's PAYERROR). */
    record Failed(String walletCode) implements PaymentReply {}

    /** The order has ended without money: closed, revoked, expired. */
    record Closed(String walletCode) implements PaymentReply {}

    /** The wallet has no such order; right after a payment this proves nothing. */
    record NotFound(String walletCode) implements PaymentReply {}

    /** The number was used before, or a remark hangs on the approval: ask, and compare the amount. */
    record QueryFirst(String walletCode) implements PaymentReply {}

    /** The same call with the same number may be sent again after a pause. */
    record TryAgain(String walletCode) implements PaymentReply {}

    /** It is not known what the call did. */
    record NotKnown(UnknownCause cause, String walletCode) implements PaymentReply {}
}
