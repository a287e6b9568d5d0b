package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.OrderOption;
import dev.solvo.qr.wallet.Wallet;

/** What only WeChat Pay knows to do with an order; each kind can be wished once. */
public sealed interface WeChatPayOption extends OrderOption {
    @Override
    default Wallet wallet() {
        return Wallet.WECHAT_PAY;
    }

    /** A text that queries, notifications and bills give back (attach), 1 to 127 characters. */
    record Attach(String text) implements WeChatPayOption {
        /** Checks the length. */
        public Attach {
            WeChatPayLimits.text("attach", text, 127);
        }
    }

    /** The mark by which promotions find the order (goods_tag), 1 to 32 characters. */
    record GoodsTag(String text) implements WeChatPayOption {
        /** Checks the length. */
        public GoodsTag {
            WeChatPayLimits.text("goods_tag", text, 32);
        }
    }

    /** The money stays frozen until it has been shared out (profit_sharing). */
    record ProfitSharing() implements WeChatPayOption {}
}
