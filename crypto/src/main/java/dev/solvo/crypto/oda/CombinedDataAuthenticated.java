package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/**
 * The card signed its application cryptogram and the transaction it stands for. Made by {@link RsaOda#verifyCda} only.
 * EMV 4.4 Book 2, 6.6.
 */
public final class CombinedDataAuthenticated {
    private final Bytes iccDynamicNumber;
    private final Bytes applicationCryptogram;
    private final Bytes iccDynamicData;

    CombinedDataAuthenticated(Bytes iccDynamicNumber, Bytes applicationCryptogram, Bytes iccDynamicData) {
        this.iccDynamicNumber = iccDynamicNumber;
        this.applicationCryptogram = applicationCryptogram;
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
     * The cryptogram from inside the signature, which the terminal stores as tag 9F26.
     *
     * @return 8 bytes
     */
    public Bytes applicationCryptogram() {
        return applicationCryptogram;
    }

    /**
     * All the card signed: number, cryptogram information data, cryptogram, transaction data hash code and what a
     * payment system may add to them (relay resistance, data storage).
     *
     * @return 32 bytes or more
     */
    public Bytes iccDynamicData() {
        return iccDynamicData;
    }

    @Override
    public String toString() {
        return "combined data authenticated";
    }
}
