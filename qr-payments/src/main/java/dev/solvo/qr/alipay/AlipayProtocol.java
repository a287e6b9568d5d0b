package dev.solvo.qr.alipay;

/** How an account talks to Alipay; both serve the same calls. */
public enum AlipayProtocol {
    /** Signed forms to {@code /gateway.do}. */
    V2_GATEWAY,
    /** Signed JSON to an address per call. */
    V3,
}
