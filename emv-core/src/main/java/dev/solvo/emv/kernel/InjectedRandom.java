package dev.solvo.emv.kernel;

import java.security.SecureRandom;
import java.util.Random;

/** Makes the transaction's source of randomness serve those who ask for a {@link SecureRandom}. */
final class InjectedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final Random source;

    private InjectedRandom(Random source) {
        this.source = source;
    }

    /** The source itself where it is a secure one, as it is in every terminal. */
    static SecureRandom of(Random source) {
        return source instanceof SecureRandom secure ? secure : new InjectedRandom(source);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        source.nextBytes(bytes);
    }
}
