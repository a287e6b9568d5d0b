package dev.solvo.qr.wallet;

import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wallet's public keys by the name that its messages give; keys may be added and removed while payments run, from any
 * thread.
 */
public final class VerificationKeys {
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    private VerificationKeys() {}

    /** No key yet: every answer is of an unknown key. */
    public static VerificationKeys none() {
        return new VerificationKeys();
    }

    /** One key under this name; a wallet that names no key uses the empty name. */
    public static VerificationKeys of(String keyId, PublicKey key) {
        VerificationKeys all = new VerificationKeys();
        all.add(keyId, key);
        return all;
    }

    /** Adds or replaces a key. */
    public void add(String keyId, PublicKey key) {
        keys.put(keyId, key);
    }

    /** Takes a key away; messages signed with it are of an unknown key from now on. */
    public void remove(String keyId) {
        keys.remove(keyId);
    }

    /** The key of that name. */
    public Optional<PublicKey> find(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** The names only. */
    @Override
    public String toString() {
        return "VerificationKeys" + keys.keySet();
    }
}
