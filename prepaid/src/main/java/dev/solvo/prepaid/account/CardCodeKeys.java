package dev.solvo.prepaid.account;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that card codes and PINs are hidden under in the books, each in versions. Without the code key of a card's version
 * nobody finds the card by its code, so it is kept as long as there are such cards; it is as valuable as the list of all codes.
 *
 * <p><b>Rotation.</b> Add a version with a higher number. New cards get it; a card of an older version is found under that one as
 * long as its key is here, at the cost of one more look-up for each newer version. A code moves to the newest version when its card
 * is replaced. A PIN moves when it is entered rightly the next time.
 */
public final class CardCodeKeys implements AutoCloseable {
    /** The shortest key, in bytes. */
    public static final int SHORTEST_KEY = 16;

    private static final String ALGORITHM = "HmacSHA256";

    private final NavigableMap<Integer, SecretBytes> codes;
    private final NavigableMap<Integer, SecretBytes> pins;

    private CardCodeKeys(Map<Integer, SecretBytes> codes, Map<Integer, SecretBytes> pins) {
        this.codes = copies(codes);
        this.pins = copies(pins);
    }

    /** Starts without keys. */
    public static Builder builder() {
        return new Builder();
    }

    /** The newest version of the code key: that of new cards. */
    public int codeVersion() {
        return codes.lastKey();
    }

    /** The newest version of the PIN key. */
    public int pinVersion() {
        return pins.lastKey();
    }

    /** Overwrites the keys. Closing again does nothing. */
    @Override
    public void close() {
        codes.values().forEach(SecretBytes::close);
        pins.values().forEach(SecretBytes::close);
    }

    /** The versions only. */
    @Override
    public String toString() {
        return "CardCodeKeys[codes " + codes.keySet() + ", pins " + pins.keySet() + "]";
    }

    /** Code versions, the newest first. */
    List<Integer> codeVersions() {
        return new ArrayList<>(codes.descendingKeySet());
    }

    /** PIN versions, the newest first. */
    List<Integer> pinVersions() {
        return new ArrayList<>(pins.descendingKeySet());
    }

    AccountId account(int version, TenantId tenant, CardCode code) {
        Mac mac = mac(key(codes, version));
        mac.update(tenant.value().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        byte[] characters = code.bytes();
        mac.update(characters);
        Arrays.fill(characters, (byte) 0);
        return new AccountId(Bytes.of(mac.doFinal(), 0, AccountId.LENGTH));
    }

    /** The keyed hash of a PIN; of a version that is not here, one that no PIN has. */
    Bytes pin(int version, Bytes salt, AccountId account, Pin pin) {
        Mac mac = mac(pins.containsKey(version) ? key(pins, version) : key(pins, pins.lastKey()));
        mac.update(salt.toByteArray());
        mac.update(account.value().toByteArray());
        byte[] digits = pin.toDigits(InsecureSecretKeyAccess.get());
        mac.update(digits);
        Arrays.fill(digits, (byte) 0);
        if (!pins.containsKey(version)) {
            mac.update((byte) 0xFF);
        }
        return Bytes.of(mac.doFinal());
    }

    private static SecretBytes key(Map<Integer, SecretBytes> keys, int version) {
        SecretBytes key = keys.get(version);
        if (key == null) {
            throw new IllegalArgumentException("there is no key of version " + version);
        }
        return key;
    }

    private static Mac mac(SecretBytes key) {
        byte[] bytes = key.toByteArray(InsecureSecretKeyAccess.get());
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static NavigableMap<Integer, SecretBytes> copies(Map<Integer, SecretBytes> keys) {
        TreeMap<Integer, SecretBytes> copies = new TreeMap<>();
        keys.forEach((version, key) -> {
            byte[] bytes = key.toByteArray(InsecureSecretKeyAccess.get());
            copies.put(version, SecretBytes.of(bytes));
            Arrays.fill(bytes, (byte) 0);
        });
        return copies;
    }

    /** Collects keys. What is handed in is copied; closing it stays with the caller. */
    public static final class Builder {
        private final TreeMap<Integer, SecretBytes> codes = new TreeMap<>();
        private final TreeMap<Integer, SecretBytes> pins = new TreeMap<>();

        private Builder() {}

        /**
         * A version of the key that codes are hidden under.
         *
         * @param version more than 0; the highest is the newest
         * @param key at least {@value CardCodeKeys#SHORTEST_KEY} bytes; 32 random ones are right
         */
        public Builder codeKey(int version, SecretBytes key) {
            put(codes, version, key);
            return this;
        }

        /**
         * A version of the key that PINs are hidden under.
         *
         * @param version more than 0; the highest is the newest
         * @param key at least {@value CardCodeKeys#SHORTEST_KEY} bytes; 32 random ones are right
         */
        public Builder pinKey(int version, SecretBytes key) {
            put(pins, version, key);
            return this;
        }

        /**
         * The keys.
         *
         * @throws IllegalStateException if there is no key for codes, or none for PINs
         */
        public CardCodeKeys build() {
            if (codes.isEmpty() || pins.isEmpty()) {
                throw new IllegalStateException("there is a key for codes and another one for PINs");
            }
            return new CardCodeKeys(codes, pins);
        }

        private static void put(Map<Integer, SecretBytes> keys, int version, SecretBytes key) {
            if (version < 1) {
                throw new IllegalArgumentException("a version is more than 0, not " + version);
            }
            if (key.length() < SHORTEST_KEY) {
                throw new IllegalArgumentException(
                        "a key has at least " + SHORTEST_KEY + " bytes, not " + key.length());
            }
            if (keys.putIfAbsent(version, key) != null) {
                throw new IllegalArgumentException("there are two keys of version " + version);
            }
        }
    }
}
