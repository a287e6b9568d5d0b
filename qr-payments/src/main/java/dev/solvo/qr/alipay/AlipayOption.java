package dev.solvo.qr.alipay;

import dev.solvo.qr.wallet.OrderOption;
import dev.solvo.qr.wallet.Wallet;
import java.util.List;

/** What only Alipay knows to do with an order; each kind can be wished once. */
public sealed interface AlipayOption extends OrderOption {
    @Override
    default Wallet wallet() {
        return Wallet.ALIPAY;
    }

    /**
     * The customer may pay by these channels only (enable_pay_channels); not together with {@link DisableChannels}.
     *
     * <p>Open: the models of Alipay's own clients have this field for shown codes; for payment codes they have
     * disable_pay_channels alone, and it is not known whether Alipay heeds it there.
     */
    record EnableChannels(List<AlipayChannel> channels) implements AlipayOption {
        /** Copies the list, which cannot be empty. */
        public EnableChannels {
            channels = List.copyOf(channels);
            if (channels.isEmpty()) {
                throw new IllegalArgumentException("no channel is enabled");
            }
        }
    }

    /** The customer may not pay by these channels (disable_pay_channels). */
    record DisableChannels(List<AlipayChannel> channels) implements AlipayOption {
        /** Copies the list, which cannot be empty. */
        public DisableChannels {
            channels = List.copyOf(channels);
            if (channels.isEmpty()) {
                throw new IllegalArgumentException("no channel is disabled");
            }
        }
    }

    /**
     * Huabei in instalments (hb_fq_num, hb_fq_seller_percent).
     *
     * @param instalments 3, 6 or 12 monthly ones
     * @param sellerPercent how much of the fee the merchant bears: 0 or 100
     */
    record HuabeiInstalments(int instalments, int sellerPercent) implements AlipayOption {
        /** Checks both numbers. */
        public HuabeiInstalments {
            if (instalments != 3 && instalments != 6 && instalments != 12) {
                throw new IllegalArgumentException(instalments + " instalments; Huabei has 3, 6 or 12");
            }
            if (sellerPercent != 0 && sellerPercent != 100) {
                throw new IllegalArgumentException("the merchant bears 0 or 100 percent, not " + sellerPercent);
            }
        }
    }
}
