package dev.solvo.qr.reconcile;

/** Which way the money went. */
public enum EntryKind {
    /** From the customer to the merchant. */
    PAYMENT,
    /** Back to the customer. */
    REFUND,
}
