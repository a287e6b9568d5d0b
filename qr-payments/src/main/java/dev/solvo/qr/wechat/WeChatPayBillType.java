package dev.solvo.qr.wechat;

/** What a bill of trades holds (bill_type). */
public enum WeChatPayBillType {
    /** Payments, refunds and payments taken back. */
    ALL,
    /** Payments. */
    SUCCESS,
    /** Refunds. */
    REFUND,
}
