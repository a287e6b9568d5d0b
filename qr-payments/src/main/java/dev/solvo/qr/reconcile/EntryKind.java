package dev.solvo.qr.reconcile;

/** Which way the money went. */
public enum EntryKind {
    /** From the customer to the merchant. */
    PAYMENT,
    /** Back to the customer, under a refund number of the merchant. */
    REFUND,
    /**
     * Back to the customer because the order was cancelled or reversed, without a refund number. Only bills have it: in
     * our books such an order is a payment that did not move.
     */
    REVERSAL,
}
