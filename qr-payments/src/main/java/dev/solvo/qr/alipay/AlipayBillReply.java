package dev.solvo.qr.alipay;

import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.UnknownCause;
import java.net.URI;

/** What Alipay said when asked for a bill. */
public sealed interface AlipayBillReply {
    /**
     * Where the bill can be fetched, for 30 seconds; whoever knows the address can read it.
     *
     * @param address of https or http
     */
    record Ready(URI address) implements AlipayBillReply {
        /** The host only. */
        @Override
        public String toString() {
            return "Ready[" + address.getHost() + "]";
        }
    }

    /** There is no such bill, or not yet. */
    record Refused(Refusal refusal) implements AlipayBillReply {}

    /** The answer cannot be trusted or understood; asking again does no harm. */
    record NotKnown(UnknownCause cause, String walletCode) implements AlipayBillReply {}
}
