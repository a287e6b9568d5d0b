package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Issuers' certificates that were recovered before, for whoever sees cards of the same issuers again and again: the terminal
 * of a busy shop, a simulator, a host. The second time, the certification authority's operation is left out, and from then on
 * the issuer's own is cheaper.
 *
 * <p>A certificate is found by all of its bytes, those of its remainder and exponent, and the authority's key. What can change
 * is checked each time: issuer identifier against the card's PAN, expiry, revocation. The certificate that was used least
 * recently gives way to a new one. Keeps public data only. Safe for use by several threads.
 */
public final class RsaIssuerKeyCache {
    private static final int MOST_CERTIFICATES = 10_000;

    private final int certificates;
    private final Map<Key, Recovered> recovered;

    private RsaIssuerKeyCache(int certificates) {
        this.certificates = certificates;
        this.recovered = new LinkedHashMap<>(16, 0.75f, true);
    }

    /**
     * Makes an empty cache.
     *
     * @param certificates the most that it keeps, 1 to 10 000; each takes about 2 kB
     * @return the cache
     * @throws IllegalArgumentException if the number is out of these bounds
     */
    public static RsaIssuerKeyCache of(int certificates) {
        if (certificates < 1 || certificates > MOST_CERTIFICATES) {
            throw new IllegalArgumentException("a cache of " + certificates + " certificates");
        }
        return new RsaIssuerKeyCache(certificates);
    }

    /**
     * Number of certificates that are kept now.
     *
     * @return 0 to the most
     */
    public synchronized int size() {
        return recovered.size();
    }

    /** A certificate that passed every check that depends on its bytes alone, with its key. */
    record Recovered(RsaCertificate certificate, RsaPublicKey key) {}

    /** What a certificate is found by. */
    record Key(RsaPublicKey authority, Bytes certificate, Bytes remainder, Bytes exponent) {
        /** Slices would keep the whole record of the card. */
        Key copied() {
            return new Key(authority, copy(certificate), copy(remainder), copy(exponent));
        }

        private static Bytes copy(Bytes bytes) {
            return Bytes.of(bytes.toByteArray());
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same object says that there is nothing new to keep
    synchronized Optional<Recovered> find(Key key) {
        Recovered found = recovered.get(key);
        if (found == null) {
            return Optional.empty();
        }
        RsaPublicKey again = found.key().withReciprocal();
        if (again == found.key()) {
            return Optional.of(found);
        }
        Recovered faster = new Recovered(found.certificate(), again);
        recovered.replace(key, faster);
        return Optional.of(faster);
    }

    /** The certificate has passed every check. */
    synchronized void keep(Key key, RsaCertificate certificate, RsaPublicKey issuerKey) {
        Key own = key.copied();
        RsaPublicKey ownKey = RsaPublicKey.of(issuerKey.modulus(), own.exponent());
        recovered.put(own, new Recovered(certificate.with(own.remainder(), own.exponent()), ownKey));
        if (recovered.size() > certificates) {
            recovered.remove(recovered.keySet().iterator().next());
        }
    }
}
