package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certification authority keys of a terminal. Immutable. EMV 4.4 Book 2, 11.2.
 *
 * <p>RID and index name one key, RSA and ECC together: a set with two different keys under one name is refused, for one
 * of them is from another environment (test and live lists mixed) or damaged.
 */
public final class CaPublicKeys {
    /** No keys: every offline data authentication fails. */
    public static final CaPublicKeys EMPTY = new CaPublicKeys(Map.of());

    private final Map<KeyLabel, CaPublicKey> keys;

    private CaPublicKeys(Map<KeyLabel, CaPublicKey> keys) {
        this.keys = keys;
    }

    /**
     * Collects keys. The same key twice counts once.
     *
     * @param keys any number of keys
     * @return the set
     * @throws IllegalArgumentException if two different keys have one RID and index
     */
    public static CaPublicKeys of(Collection<? extends CaPublicKey> keys) {
        Map<KeyLabel, CaPublicKey> byLabel = new LinkedHashMap<>();
        for (CaPublicKey key : keys) {
            KeyLabel label = KeyLabel.of(key.rid(), key.index());
            CaPublicKey earlier = byLabel.putIfAbsent(label, key);
            if (earlier != null && !earlier.equals(key)) {
                throw new IllegalArgumentException("two different CA keys for " + label);
            }
        }
        return new CaPublicKeys(byLabel);
    }

    /**
     * Collects keys. The same key twice counts once.
     *
     * @param keys any number of keys
     * @return the set
     * @throws IllegalArgumentException if two different keys have one RID and index
     */
    public static CaPublicKeys of(CaPublicKey... keys) {
        return of(List.of(keys));
    }

    /**
     * Looks a key up.
     *
     * @param rid first five bytes of the application identifier
     * @param index the card's Certification Authority Public Key Index, tag 8F, 0 to 255
     * @return the key, RSA or ECC; nothing if the terminal does not have it
     */
    public Optional<CaPublicKey> find(Bytes rid, int index) {
        return Optional.ofNullable(keys.get(KeyLabel.of(rid, index)));
    }

    /**
     * Looks an RSA key up.
     *
     * @param rid first five bytes of the application identifier
     * @param index the card's Certification Authority Public Key Index, tag 8F, 0 to 255
     * @return the key; nothing if the terminal has none there or an ECC key
     */
    public Optional<RsaCaPublicKey> findRsa(Bytes rid, int index) {
        return find(rid, index).filter(RsaCaPublicKey.class::isInstance).map(RsaCaPublicKey.class::cast);
    }

    /**
     * Looks an ECC key up.
     *
     * @param rid first five bytes of the application identifier
     * @param index the card's Certification Authority Public Key Index, tag 8F, 0 to 255
     * @return the key; nothing if the terminal has none there or an RSA key
     */
    public Optional<EccCaPublicKey> findEcc(Bytes rid, int index) {
        return find(rid, index).filter(EccCaPublicKey.class::isInstance).map(EccCaPublicKey.class::cast);
    }

    /**
     * All keys in the order they were given.
     *
     * @return an immutable list
     */
    public List<CaPublicKey> toList() {
        return List.copyOf(keys.values());
    }

    @Override
    public String toString() {
        return keys.size() + " CA keys";
    }
}
