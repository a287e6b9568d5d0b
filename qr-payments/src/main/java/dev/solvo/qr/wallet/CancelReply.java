package dev.solvo.qr.wallet;

/** What the wallet said when asked to take an order back: to cancel, reverse, undo or close it. */
public sealed interface CancelReply {
    /**
     * The order is ended and no money stays taken.
     *
     * @param action what the wallet says it did, such as {@code close} or {@code refund}; empty if it does not say
     */
    record Cancelled(String action) implements CancelReply {}

    /** The same call is to be sent again after a pause (Alipay's retry_flag, WeChat Pay's recall). */
    record Again(String walletCode) implements CancelReply {}

    /** Not now, for the customer may have paid: ask first. */
    record QueryFirst(String walletCode) implements CancelReply {}

    /** It cannot be taken back this way. */
    record Refused(Refusal refusal) implements CancelReply {}

    /** It is not known what the call did. */
    record NotKnown(UnknownCause cause, String walletCode) implements CancelReply {}
}
