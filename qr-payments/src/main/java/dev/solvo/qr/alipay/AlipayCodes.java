package dev.solvo.qr.alipay;

import dev.solvo.qr.wallet.CodeTable;

/**
 * Alipay's answer codes: {@code code}, or {@code code+sub_code} where there is a sub_code, as in
 * {@code 40004+ACQ.TRADE_HAS_SUCCESS}. A code of V3 counts as the sub_code of 40004.
 */
public final class AlipayCodes {
    private AlipayCodes() {}

    /** The table; its calls are the methods' names without {@code alipay.}, such as {@code trade.pay}. */
    public static CodeTable table() {
        return CodeTable.load(AlipayCodes.class, "codes.tsv");
    }
}
