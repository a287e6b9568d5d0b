package dev.solvo.qr.wechat;

/** WeChat Pay's two protocols; both see the same orders of a merchant. */
public enum WeChatPayProtocol {
    /** XML, signed with a shared key; taking back and refunding need the merchant's certificate for mutual TLS. */
    V2,
    /** JSON, signed with RSA. */
    V3,
}
