package dev.solvo.simulator;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * Reproducible bytes: SHA-256 over a seed and a counter. Not random at all, which is its purpose.
 *
 * <p>For simulations only. Safe for use by several threads; the order of their calls then decides what each gets.
 */
public final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private SeededRandom(long seed) {
        super(new Generator(seed), null);
    }

    /**
     * A source that gives the same bytes for the same number.
     *
     * @param seed any number
     * @return the source
     */
    public static SecureRandom of(long seed) {
        return new SeededRandom(seed);
    }

    private static final class Generator extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        private final long seed;
        private long counter;

        Generator(long seed) {
            this.seed = seed;
        }

        @Override
        protected void engineSetSeed(byte[] more) {
            // The seed of construction decides alone.
        }

        @Override
        protected synchronized void engineNextBytes(byte[] bytes) {
            for (int at = 0; at < bytes.length; at += 32) {
                byte[] block = hash(
                        ByteBuffer.allocate(16).putLong(seed).putLong(counter++).array());
                System.arraycopy(block, 0, bytes, at, Math.min(block.length, bytes.length - at));
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            byte[] bytes = new byte[length];
            engineNextBytes(bytes);
            return bytes;
        }

        private static byte[] hash(byte[] input) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(input);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }
}
