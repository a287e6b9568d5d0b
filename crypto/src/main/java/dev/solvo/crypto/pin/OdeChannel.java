package dev.solvo.crypto.pin;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * The symmetric half of offline data encipherment, the same for terminal and card: AES in counter mode, then a MAC over
 * what came out (EMV 4.4 Book 2, 13 and A1.2, A2.3).
 */
final class OdeChannel implements AutoCloseable {
    static final int MAC_LENGTH_BYTES = 8;
    static final int CLEAR_LENGTH_BYTES = 1 + PinBlock.LENGTH_BYTES + RsaPinEncipherment.CHALLENGE_LENGTH_BYTES;

    private static final int HEADER = 0x7F;
    private static final int BLOCK = 16;
    private static final int LAST_MESSAGE = 0xFFFF;

    private final SoftwareKey encipherment;
    private final SoftwareKey mac;
    private int message;

    private OdeChannel(SoftwareKey encipherment, SoftwareKey mac) {
        this.encipherment = encipherment;
        this.mac = mac;
    }

    /** Derives the keys of one transaction from the agreed x-coordinate and the first challenge. */
    static OdeChannel of(EnciphermentSuite suite, Bytes agreedX, Bytes challenge) {
        // A2.3.2: the secret has whole AES blocks, so that of P-521 has 14 zeros before its 66 bytes.
        int secretLength = (suite.fieldLength() + BLOCK - 1) / BLOCK * BLOCK;
        byte[] secret = new byte[secretLength];
        agreedX.copyTo(secret, secretLength - agreedX.length());
        byte[] derivationKey;
        try (SoftwareKey zeros = aes(new byte[BLOCK])) {
            derivationKey = zeros.mac(MacAlgorithm.CMAC, secret);
        }
        try (SoftwareKey key = aes(derivationKey)) {
            return new OdeChannel(derived(key, 1, challenge), derived(key, 2, challenge));
        } finally {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(derivationKey, (byte) 0);
        }
    }

    Bytes encipher(PinBlock block, Bytes challenge) {
        byte[] clear = new byte[CLEAR_LENGTH_BYTES];
        byte[] content = block.toByteArray(InsecureSecretKeyAccess.get());
        clear[0] = HEADER;
        System.arraycopy(content, 0, clear, 1, content.length);
        challenge.copyTo(clear, 1 + PinBlock.LENGTH_BYTES);
        Arrays.fill(content, (byte) 0);
        byte[] start = startingVariable();
        addKeyStream(start, clear);
        Bytes enciphered = Bytes.of(clear);
        message++;
        return enciphered.plus(mac(start, enciphered));
    }

    PinBlock decipher(Bytes data, Bytes challenge) throws CryptoException {
        Bytes enciphered = data.slice(0, CLEAR_LENGTH_BYTES);
        byte[] start = startingVariable();
        if (!mac(start, enciphered).equals(data.slice(CLEAR_LENGTH_BYTES))) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the MAC is not that of the enciphered PIN");
        }
        message++;
        byte[] clear = enciphered.toByteArray();
        addKeyStream(start, clear);
        try {
            if (!Bytes.of(clear, 1 + PinBlock.LENGTH_BYTES, challenge.length()).equals(challenge)) {
                throw new CryptoException(
                        CryptoException.Reason.UNPREDICTABLE_NUMBER, "the challenge is not the one given out");
            }
            if (clear[0] != HEADER) {
                throw new CryptoException(CryptoException.Reason.FORMAT, "the enciphered PIN does not start with 7F");
            }
            return PinBlock.of(Arrays.copyOfRange(clear, 1, 1 + PinBlock.LENGTH_BYTES));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    @Override
    public void close() {
        encipherment.close();
        mac.close();
    }

    /** The number of the message in the first two bytes; the counter runs in the last ones. */
    private byte[] startingVariable() {
        if (message == LAST_MESSAGE) {
            throw new IllegalStateException("the keys are used up");
        }
        byte[] start = new byte[BLOCK];
        start[0] = (byte) (message >> 8);
        start[1] = (byte) message;
        return start;
    }

    private void addKeyStream(byte[] start, byte[] data) {
        byte[] counters = new byte[(data.length + BLOCK - 1) / BLOCK * BLOCK];
        for (int i = 0; i * BLOCK < counters.length; i++) {
            System.arraycopy(start, 0, counters, i * BLOCK, BLOCK);
            counters[(i + 1) * BLOCK - 1] = (byte) i;
        }
        byte[] stream = encipherment.encrypt(counters);
        for (int i = 0; i < data.length; i++) {
            data[i] ^= stream[i];
        }
        Arrays.fill(stream, (byte) 0);
    }

    /** No associated data: their length, eight bytes, is zero. */
    private Bytes mac(byte[] start, Bytes enciphered) {
        Bytes input = Bytes.concat(Bytes.repeat(0, 8), Bytes.of(start), enciphered);
        return Bytes.of(mac.mac(MacAlgorithm.CMAC, input.toByteArray()), 0, MAC_LENGTH_BYTES);
    }

    private static SoftwareKey derived(SoftwareKey key, int number, Bytes challenge) {
        Bytes data = Bytes.concat(
                Bytes.ofUnsigned(number, 0x01, 0x00),
                challenge,
                Bytes.ofUnsigned(0xA5, 0xA5, 0xA5),
                // 512 bits: four keys, of which the answer's two are not used for PINs.
                Bytes.ofUnsigned(0x02, 0x00));
        return key.deriveByEncryption(data.toByteArray(), BLOCK, ParityPolicy.KEEP);
    }

    private static SoftwareKey aes(byte[] key) {
        try (SecretBytes secret = SecretBytes.of(key)) {
            return SoftwareKey.of(KeyAlgorithm.AES, secret);
        }
    }
}
