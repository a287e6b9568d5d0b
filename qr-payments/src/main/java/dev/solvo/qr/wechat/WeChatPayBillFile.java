package dev.solvo.qr.wechat;

import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.tlv.Bytes;

/** What came when a bill was fetched. */
public sealed interface WeChatPayBillFile {
    /**
     * The whole bill, as WeChat Pay hashed it.
     *
     * @param content not compressed
     */
    record Complete(Bytes content) implements WeChatPayBillFile {
        /** The length only. */
        @Override
        public String toString() {
            return "Complete[" + content.length() + " bytes]";
        }
    }

    /** It is cut or changed, or it did not come: MISMATCH if the hash is another one. Fetching again does no harm. */
    record NotKnown(UnknownCause cause) implements WeChatPayBillFile {}
}
