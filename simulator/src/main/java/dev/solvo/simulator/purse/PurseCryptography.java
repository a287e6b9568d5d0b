package dev.solvo.simulator.purse;

import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;

/** The purse's calculations with keys that lie open. */
final class PurseCryptography {
    private static final int BLOCK = 8;
    private static final MessageAuthenticationCode CODE =
            MessageAuthenticationCode.iso9797Algorithm1(Padding.METHOD_2, 4);
    private static final Bytes LOAD_FILLER = Bytes.ofUnsigned(0x80, 0x00);

    private PurseCryptography() {}

    static Bytes diversified(Bytes master, Bytes diversifier) {
        if (diversifier.length() != BLOCK) {
            throw new IllegalArgumentException("a diversifier has 8 bytes, not " + diversifier.length());
        }
        byte[] inverted = diversifier.toByteArray();
        for (int i = 0; i < BLOCK; i++) {
            inverted[i] ^= (byte) 0xFF;
        }
        return tripleDes(master, diversifier.plus(Bytes.of(inverted)));
    }

    static Bytes loadSessionKey(Bytes loadKey, Bytes random, Bytes onlineSequence) {
        return tripleDes(loadKey, Bytes.concat(random, onlineSequence, LOAD_FILLER));
    }

    static Bytes purchaseSessionKey(Bytes purchaseKey, Bytes random, Bytes offlineSequence, Bytes terminalSequence) {
        return tripleDes(purchaseKey, Bytes.concat(random, offlineSequence, terminalSequence.slice(2)));
    }

    /** The key of a transaction authentication code: both halves added. */
    static Bytes folded(Bytes key) {
        byte[] folded = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            folded[i] = (byte) (key.get(i) ^ key.get(i + BLOCK));
        }
        return Bytes.of(folded);
    }

    static Bytes code(Bytes desKey, Bytes message) {
        try (SecretBytes secret = SecretBytes.of(desKey);
                SoftwareKey key = SoftwareKey.of(KeyAlgorithm.DES, secret)) {
            return CODE.generate(key, message);
        }
    }

    /** The code of a command in secure messaging, begun with the card's challenge. */
    static Bytes commandCode(Bytes tripleDesKey, Bytes challenge, Bytes command) {
        byte[] blocks = Padding.METHOD_2.apply(command, BLOCK).toByteArray();
        for (int i = 0; i < challenge.length(); i++) {
            blocks[i] ^= challenge.get(i);
        }
        try (SecretBytes secret = SecretBytes.of(tripleDesKey);
                SoftwareKey key = SoftwareKey.of(KeyAlgorithm.TDES, secret)) {
            return Bytes.of(key.mac(MacAlgorithm.ISO9797_ALGORITHM_3, blocks), 0, 4);
        }
    }

    static Bytes decipher(Bytes tripleDesKey, Bytes blocks) {
        try (SecretBytes secret = SecretBytes.of(tripleDesKey);
                SoftwareKey key = SoftwareKey.of(KeyAlgorithm.TDES, secret)) {
            return Bytes.of(key.decrypt(blocks.toByteArray()));
        }
    }

    /** One bit off. */
    static Bytes spoilt(Bytes code) {
        byte[] bytes = code.toByteArray();
        bytes[0] ^= 0x01;
        return Bytes.of(bytes);
    }

    static Bytes number(long value, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[lengthBytes - 1 - i] = (byte) (value >>> 8 * i);
        }
        return Bytes.of(bytes);
    }

    private static Bytes tripleDes(Bytes bytes, Bytes blocks) {
        try (SecretBytes secret = SecretBytes.of(bytes);
                SoftwareKey key = SoftwareKey.of(KeyAlgorithm.TDES, secret)) {
            return Bytes.of(key.encrypt(blocks.toByteArray()));
        }
    }
}
