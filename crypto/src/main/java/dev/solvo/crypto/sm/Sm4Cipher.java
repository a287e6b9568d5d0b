package dev.solvo.crypto.sm;

import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.modes.CTRModeCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** SM4 in its modes; lengths are checked by the caller. */
final class Sm4Cipher {
    private static final int BLOCK = 16;

    private Sm4Cipher() {}

    static byte[] ecb(boolean encrypt, byte[] key, byte[] blocks) {
        SM4Engine engine = new SM4Engine();
        engine.init(encrypt, new KeyParameter(key));
        byte[] result = new byte[blocks.length];
        for (int at = 0; at < blocks.length; at += BLOCK) {
            engine.processBlock(blocks, at, result, at);
        }
        return result;
    }

    static byte[] cbc(boolean encrypt, byte[] key, byte[] initialVector, byte[] blocks) {
        CBCModeCipher cipher = CBCBlockCipher.newInstance(new SM4Engine());
        cipher.init(encrypt, new ParametersWithIV(new KeyParameter(key), initialVector));
        byte[] result = new byte[blocks.length];
        for (int at = 0; at < blocks.length; at += BLOCK) {
            cipher.processBlock(blocks, at, result, at);
        }
        return result;
    }

    static byte[] counter(byte[] key, byte[] initialCounter, byte[] data) {
        CTRModeCipher cipher = SICBlockCipher.newInstance(new SM4Engine());
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), initialCounter));
        byte[] result = new byte[data.length];
        cipher.processBytes(data, 0, data.length, result, 0);
        return result;
    }

    static byte[] cmac(byte[] key, byte[] message) {
        Mac mac = new CMac(new SM4Engine());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] code = new byte[BLOCK];
        mac.doFinal(code, 0);
        return code;
    }
}
