package dev.solvo.qr.wallet;

/** What a wallet's code says about the call that got it; not about the payment. */
public enum CallOutcome {
    /** Carried out. */
    APPROVED,
    /** Carried out with a remark: ask, and compare the amount. */
    APPROVED_PARTIAL,
    /** The payment call is refused and took no money. */
    DECLINED,
    /** A query, cancel, close or refund is refused; it says nothing about the payment. */
    FAILED,
    /** The customer is being asked. */
    PENDING,
    /** Nobody knows. */
    UNKNOWN,
    /** There is no such order or refund. */
    NOT_FOUND,
    /** This number has been paid before: ask, and compare the amount. */
    ALREADY_PAID,
    /** This number has been used before: ask. */
    ALREADY_USED,
    /** Send the same call with the same number again after a pause. */
    RETRYABLE,
}
