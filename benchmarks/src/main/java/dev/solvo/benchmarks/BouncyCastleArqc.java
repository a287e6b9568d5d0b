package dev.solvo.benchmarks;

import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.params.KeyParameter;

/** On Bouncy Castle's lightweight API. */
final class BouncyCastleArqc extends PlainArqc {
    @Override
    byte[] encrypt(byte[] key, byte[] blocks) {
        DESedeEngine engine = new DESedeEngine();
        engine.init(true, new KeyParameter(key));
        byte[] result = new byte[blocks.length];
        for (int at = 0; at < blocks.length; at += 8) {
            engine.processBlock(blocks, at, result, at);
        }
        return result;
    }

    @Override
    byte[] retailMac(byte[] key, byte[] filled) {
        ISO9797Alg3Mac mac = new ISO9797Alg3Mac(new DESEngine(), 64);
        mac.init(new KeyParameter(key));
        mac.update(filled, 0, filled.length);
        byte[] code = new byte[8];
        mac.doFinal(code, 0);
        return code;
    }
}
