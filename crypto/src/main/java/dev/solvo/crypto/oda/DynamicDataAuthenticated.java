package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/** The card signed this terminal's data. Made by {@link RsaOda#verifyDda} only. EMV 4.4 Book 2, 6.5. */
public final class DynamicDataAuthenticated {
    private final Bytes iccDynamicNumber;
    private final Bytes iccDynamicData;

    DynamicDataAuthenticated(Bytes iccDynamicNumber, Bytes iccDynamicData) {
        this.iccDynamicNumber = iccDynamicNumber;
        this.iccDynamicData = iccDynamicData;
    }

    /**
     * The card's time-variant number, which the terminal stores as tag 9F4C.
     *
     * @return 2 to 8 bytes
     */
    public Bytes iccDynamicNumber() {
        return iccDynamicNumber;
    }

    /**
     * All the card signed: the length of the number, the number, and what a payment system may add to them.
     *
     * @return 3 bytes or more
     */
    public Bytes iccDynamicData() {
        return iccDynamicData;
    }

    @Override
    public String toString() {
        return "dynamic data authenticated";
    }
}
