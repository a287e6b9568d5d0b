package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.CodeTable;

/** WeChat Pay's codes: {@code err_code} of v2 and {@code code} of APIv3, which mean the same where they are the same. */
public final class WeChatPayCodes {
    private WeChatPayCodes() {}

    /**
     * The table. A code that means something else for one call has a line of its own for it, such as {@code v2 refund} or
     * {@code v3 codepay}; the call {@code refund status} holds the ends of a refund.
     */
    public static CodeTable table() {
        return CodeTable.load(WeChatPayCodes.class, "codes.tsv");
    }
}
