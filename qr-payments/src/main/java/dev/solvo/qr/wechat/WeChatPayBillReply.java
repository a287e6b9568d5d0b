package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.UnknownCause;
import java.net.URI;

/** What WeChat Pay said when asked for a bill. */
public sealed interface WeChatPayBillReply {
    /**
     * Where the bill can be fetched, for some minutes; see {@link WeChatPayGateway#downloadBill}.
     *
     * @param address of one of WeChat Pay's hosts
     * @param sha1 of the bill before it was compressed, 40 lower-case hex digits
     * @param compressed whether it comes by GZIP
     */
    record Ready(URI address, String sha1, boolean compressed) implements WeChatPayBillReply {
        /** The host only: whoever has the address and a signature can read the bill. */
        @Override
        public String toString() {
            return "Ready[" + address.getHost() + "]";
        }
    }

    /** There is no such bill, or not yet: bills of a day are ready the next day after 10:00. */
    record Refused(Refusal refusal) implements WeChatPayBillReply {}

    /** The answer cannot be trusted or understood; asking again does no harm. */
    record NotKnown(UnknownCause cause, String walletCode) implements WeChatPayBillReply {}
}
