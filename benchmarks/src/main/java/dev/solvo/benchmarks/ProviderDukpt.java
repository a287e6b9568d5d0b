package dev.solvo.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES DUKPT from base derivation key to working key on a provider's cipher, as one writes it with JCA: a peer, and a second
 * reading of ANSI X9.24-3:2017.
 */
final class ProviderDukpt {
    private final Cipher cipher;

    ProviderDukpt(Provider provider) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("AES/ECB/NoPadding", provider);
    }

    /** The working key of a use, an algorithm and a length in bits. */
    byte[] workingKey(byte[] bdk, byte[] number, int usage, int algorithm, int bits) throws GeneralSecurityException {
        int bdkBits = bdk.length * 8;
        int bdkAlgorithm = 2 + (bdkBits - 128) / 64;
        byte[] key = derive(bdk, 0x8001, bdkAlgorithm, bdkBits, Arrays.copyOf(number, 8));
        long counter = ByteBuffer.wrap(number).getInt(8) & 0xFFFF_FFFFL;
        byte[] terminal = Arrays.copyOfRange(number, 4, 8);
        long reached = 0;
        for (long bit = 1L << 31; bit != 0; bit >>= 1) {
            if ((counter & bit) != 0) {
                reached |= bit;
                key = derive(key, 0x8000, bdkAlgorithm, bdkBits, with(terminal, reached));
            }
        }
        return derive(key, usage, algorithm, bits, with(terminal, counter));
    }

    private static byte[] with(byte[] terminal, long counter) {
        return ByteBuffer.allocate(8).put(terminal).putInt((int) counter).array();
    }

    private byte[] derive(byte[] key, int usage, int algorithm, int bits, byte[] rightmost)
            throws GeneralSecurityException {
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        ByteBuffer data = ByteBuffer.allocate(32);
        for (int block = 1; block <= 2; block++) {
            data.put((byte) 1).put((byte) block).putShort((short) usage).putShort((short) algorithm);
            data.putShort((short) bits).put(rightmost);
        }
        int blocks = (bits + 127) / 128;
        return Arrays.copyOf(cipher.doFinal(data.array(), 0, 16 * blocks), bits / 8);
    }
}
