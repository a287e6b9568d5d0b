package dev.solvo.qr.wallet;

/**
 * What is known of a payment, the same for all wallets.
 *
 * <p>{@link Approved}, {@link Declined}, {@link Reversed} and {@link Conflict} are final. {@link Pending} and
 * {@link Unknown} are not: the order has to be asked about until it is one of the others, and until then the same goods
 * must not be collected for under a new number.
 */
public sealed interface PaymentState {
    /** The wallet confirmed the payment, and the amount is the order's. */
    record Approved(Payment payment) implements PaymentState {}

    /** No money was taken, and none will be. */
    record Declined(Refusal refusal) implements PaymentState {}

    /** The customer is typing his password, or has not scanned the shown code yet. */
    record Pending(String walletCode) implements PaymentState {}

    /** Nobody knows yet whether money was taken. */
    record Unknown(UnknownCause cause, String walletCode) implements PaymentState {}

    /**
     * The order was taken back: if money had been taken, the wallet has given it back.
     *
     * @param action what the wallet says it did; empty if it does not say
     */
    record Reversed(String action) implements PaymentState {}

    /**
     * The wallet has a payment under this number that is not this order's: another amount or currency. Somebody has to
     * look at it.
     *
     * @param found the payment as the wallet has it
     */
    record Conflict(Payment found) implements PaymentState {}

    /** Whether nothing can change it any more but a refund. */
    default boolean isFinal() {
        return !(this instanceof Pending || this instanceof Unknown);
    }
}
