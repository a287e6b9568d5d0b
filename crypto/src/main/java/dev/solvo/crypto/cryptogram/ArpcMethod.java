package dev.solvo.crypto.cryptogram;

/** How the issuer answers a cryptogram (EMV 4.4 Book 2, 8.2). */
public enum ArpcMethod {
    /** The ARQC with the response code added, enciphered: 8 bytes (8.2.1). */
    METHOD_1(8),
    /** A MAC over the ARQC, the card status update and proprietary data: 4 bytes (8.2.2). */
    METHOD_2(4);

    private final int arpcLengthBytes;

    ArpcMethod(int arpcLengthBytes) {
        this.arpcLengthBytes = arpcLengthBytes;
    }

    /**
     * Length of the response cryptogram.
     *
     * @return bytes
     */
    public int arpcLengthBytes() {
        return arpcLengthBytes;
    }
}
