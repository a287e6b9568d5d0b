package dev.solvo.crypto.mac;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.MacAlgorithm;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * A way to authenticate messages: algorithm, padding and length. The key comes with each call.
 *
 * <pre>{@code
 * var retailMac = MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, 8);
 * Bytes mac = retailMac.generate(key, message);
 * retailMac.verify(key, message, mac);
 * }</pre>
 */
public final class MessageAuthenticationCode {
    // A code of fewer bytes is found by guessing.
    private static final int MIN_LENGTH_BYTES = 4;

    private final MacAlgorithm algorithm;
    private final Optional<Padding> padding;
    private final int lengthBytes;

    private MessageAuthenticationCode(MacAlgorithm algorithm, Optional<Padding> padding, int lengthBytes) {
        if (lengthBytes < MIN_LENGTH_BYTES || lengthBytes > 16) {
            throw new IllegalArgumentException("a code has 4 to 16 bytes, not " + lengthBytes);
        }
        this.algorithm = algorithm;
        this.padding = padding;
        this.lengthBytes = lengthBytes;
    }

    /**
     * ISO/IEC 9797-1 algorithm 1, CBC with any cipher. Sound only where all messages have one length.
     *
     * @param padding how messages are filled up
     * @param lengthBytes leftmost bytes that make the code, 4 to the block length
     * @return the way to authenticate
     */
    public static MessageAuthenticationCode iso9797Algorithm1(Padding padding, int lengthBytes) {
        return new MessageAuthenticationCode(MacAlgorithm.ISO9797_ALGORITHM_1, Optional.of(padding), lengthBytes);
    }

    /**
     * ISO/IEC 9797-1 algorithm 3, the retail MAC, for triple DES keys of 16 bytes.
     *
     * @param padding how messages are filled up
     * @param lengthBytes leftmost bytes that make the code, 4 to 8
     * @return the way to authenticate
     */
    public static MessageAuthenticationCode iso9797Algorithm3(Padding padding, int lengthBytes) {
        return new MessageAuthenticationCode(MacAlgorithm.ISO9797_ALGORITHM_3, Optional.of(padding), lengthBytes);
    }

    /**
     * ISO/IEC 9797-1 algorithm 5 with the padding of its own: CMAC.
     *
     * @param lengthBytes leftmost bytes that make the code, 4 to the block length
     * @return the way to authenticate
     */
    public static MessageAuthenticationCode cmac(int lengthBytes) {
        return new MessageAuthenticationCode(MacAlgorithm.CMAC, Optional.empty(), lengthBytes);
    }

    /**
     * Makes the code of a message.
     *
     * @param key the key
     * @param message any number of bytes
     * @return the code
     * @throws IllegalArgumentException if the key does not fit the algorithm or the code is longer than a block
     */
    public Bytes generate(SymmetricKey key, Bytes message) {
        int block = key.algorithm().blockLengthBytes();
        if (lengthBytes > block) {
            throw new IllegalArgumentException("a code of " + lengthBytes + " bytes exceeds a block of " + block);
        }
        Bytes filled = padding.map(method -> method.apply(message, block)).orElse(message);
        return Bytes.of(key.mac(algorithm, filled.toByteArray()), 0, lengthBytes);
    }

    /**
     * Checks the code of a message, in constant time and in full length.
     *
     * @param key the key
     * @param message any number of bytes
     * @param code what was received
     * @throws CryptoException if it is not the code of the message, a part of it included
     * @throws IllegalArgumentException if the key does not fit the algorithm
     */
    public void verify(SymmetricKey key, Bytes message, Bytes code) throws CryptoException {
        if (!generate(key, message).equals(code)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the message authentication code is not that of the data");
        }
    }
}
