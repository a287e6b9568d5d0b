package dev.solvo.prepaid.purse;

import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;

/** The key of one load or purchase. */
final class PurseSession implements AutoCloseable {
    private static final MessageAuthenticationCode CODE =
            MessageAuthenticationCode.iso9797Algorithm1(Padding.METHOD_2, 4);

    private final SymmetricKey key;

    PurseSession(SymmetricKey key) {
        this.key = key;
    }

    static Bytes code(SymmetricKey key, Bytes message) {
        return CODE.generate(key, message);
    }

    Bytes code(Bytes message) {
        return code(key, message);
    }

    SymmetricKey key() {
        return key;
    }

    @Override
    public void close() {
        key.close();
    }
}
