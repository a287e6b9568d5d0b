package dev.solvo.benchmarks;

import java.math.BigInteger;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;

/** On Bouncy Castle's lightweight API, which checks a modulus that it has not seen before. */
final class BouncyCastleCda extends PlainCda {
    @Override
    byte[] recover(BigInteger modulus, BigInteger exponent, byte[] block) {
        RSAEngine engine = new RSAEngine();
        engine.init(false, new RSAKeyParameters(false, modulus, exponent));
        return engine.processBlock(block, 0, block.length);
    }

    @Override
    byte[] sha1(byte[]... parts) {
        Digest digest = new SHA1Digest();
        for (byte[] part : parts) {
            digest.update(part, 0, part.length);
        }
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }
}
