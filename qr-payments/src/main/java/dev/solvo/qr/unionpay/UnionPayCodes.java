package dev.solvo.qr.unionpay;

import dev.solvo.qr.wallet.CodeTable;

/** UnionPay's answer codes (respCode, origRespCode). */
public final class UnionPayCodes {
    private UnionPayCodes() {}

    /** The table; its calls are {@code *} alone, for a code means the same in each answer. */
    public static CodeTable table() {
        return CodeTable.load(UnionPayCodes.class, "codes.tsv");
    }
}
