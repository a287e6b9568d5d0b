package dev.solvo.benchmarks;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The floor: the JDK's numbers and one object for all hashes, nothing else. */
final class ModPowCda extends PlainCda {
    private final MessageDigest digest;

    ModPowCda() {
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    byte[] recover(BigInteger modulus, BigInteger exponent, byte[] block) {
        byte[] recovered = new BigInteger(1, block).modPow(exponent, modulus).toByteArray();
        // A recovered block begins with 6A, so there is neither a sign byte nor a missing zero.
        return recovered.length == block.length ? recovered : Arrays.copyOf(recovered, block.length);
    }

    @Override
    byte[] sha1(byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}
