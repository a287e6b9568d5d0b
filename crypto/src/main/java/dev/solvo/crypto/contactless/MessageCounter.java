package dev.solvo.crypto.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.tlv.Bytes;

/** How many messages one side has sent: the kernel counts from 0000, the card from 8000, and no counter reaches its last value. */
final class MessageCounter {
    private static final int FIRST_OF_CARD = 0x8000;

    private final int first;
    private int next;

    private MessageCounter(int first) {
        this.first = first;
        this.next = first;
    }

    static MessageCounter ofKernel() {
        return new MessageCounter(0);
    }

    static MessageCounter ofCard() {
        return new MessageCounter(FIRST_OF_CARD);
    }

    /** The number of the next message, which counts. */
    Bytes next() throws CryptoException {
        if (sent() == FIRST_OF_CARD - 1) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "the counter of a secure channel is used up");
        }
        int number = next++;
        return Bytes.ofUnsigned(number >> 8, number & 0xFF);
    }

    int sent() {
        return next - first;
    }
}
