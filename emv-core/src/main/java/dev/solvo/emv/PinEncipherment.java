package dev.solvo.emv;

import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.RsaPinEnciphermentKey;
import dev.solvo.tlv.Bytes;

/** What a PIN pad needs to encipher a PIN for the card. EMV 4.4 Book 2, 7.2 and 13.2. */
public sealed interface PinEncipherment {
    /**
     * The card's answer to GET CHALLENGE.
     *
     * @return 8 bytes, fresh for each VERIFY
     */
    Bytes challenge();

    /**
     * The length of the ciphertext, which is the body of VERIFY.
     *
     * @return the RSA key's length; with elliptic curves 57 bytes for P-256, 91 for P-521
     */
    int lengthBytes();

    /**
     * Encipherment with RSA: the VERIFY body is one block of the key's length.
     *
     * @param key the card's key, recovered from its certificate
     * @param challenge 8 bytes
     */
    record Rsa(RsaPinEnciphermentKey key, Bytes challenge) implements PinEncipherment {
        @Override
        public int lengthBytes() {
            return key.publicKey().modulusLength();
        }
    }

    /**
     * Encipherment with elliptic curves.
     *
     * @param key the card's key, recovered from its certificate
     * @param challenge 8 bytes
     * @param message number of this VERIFY in the transaction, from 0; the keys of the first are kept for the others
     */
    record Ecc(EccOdePublicKey key, Bytes challenge, int message) implements PinEncipherment {
        /** 7F, PIN block and challenge, and the MAC. EMV 4.4 Book 2, 13.2. */
        private static final int ENCIPHERED_AND_MAC = 17 + 8;

        @Override
        public int lengthBytes() {
            return key.suite().fieldLength() + ENCIPHERED_AND_MAC;
        }
    }
}
