package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/** A payment system's certification authority public key, as a terminal holds it. EMV 4.4 Book 2, 11.2. */
public sealed interface CaPublicKey permits RsaCaPublicKey, EccCaPublicKey {
    /** Bytes in a registered application provider identifier. */
    int RID_LENGTH = 5;

    /**
     * The payment system the key belongs to: the first five bytes of its application identifiers.
     *
     * @return 5 bytes
     */
    Bytes rid();

    /**
     * The key's number within the payment system, tags 8F and 9F22. One number stands for one key, RSA or ECC.
     *
     * @return 0 to 255
     */
    int index();
}
