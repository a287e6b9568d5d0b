package dev.solvo.qr.wechat;

/** Whose money a bill of the fund flow is about (account_type). */
public enum WeChatPayFundAccount {
    /** The basic account. */
    BASIC,
    /** The operating account. */
    OPERATION,
    /** The account of fees. */
    FEES,
}
