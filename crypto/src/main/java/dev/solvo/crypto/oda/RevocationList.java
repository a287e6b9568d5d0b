package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Issuer certificates that a payment system has revoked. Immutable. EMV 4.4 Book 2, 5.1.2. */
public final class RevocationList {
    /** Nothing is revoked: a terminal without revocation lists. */
    public static final RevocationList EMPTY = new RevocationList(Set.of());

    /**
     * One revoked certificate.
     *
     * @param rid payment system, 5 bytes
     * @param index CA public key index, 0 to 255
     * @param serialNumber certificate serial number, 3 bytes
     */
    public record Entry(Bytes rid, int index, Bytes serialNumber) {
        /** Bytes in an issuer certificate's serial number. */
        public static final int SERIAL_NUMBER_LENGTH = 3;

        /** Checks the lengths. */
        public Entry {
            KeyLabel.check(rid, index);
            if (serialNumber.length() != SERIAL_NUMBER_LENGTH) {
                throw new IllegalArgumentException("a serial number of " + serialNumber.length() + " bytes; it has 3");
            }
        }
    }

    private final Set<Entry> entries;

    private RevocationList(Set<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Collects entries.
     *
     * @param entries any number
     * @return the list
     */
    public static RevocationList of(Collection<Entry> entries) {
        return new RevocationList(new HashSet<>(entries));
    }

    /**
     * Tells whether a certificate is revoked.
     *
     * @param entry payment system, CA key and serial number of an issuer certificate
     * @return whether it is listed
     */
    public boolean contains(Entry entry) {
        return entries.contains(entry);
    }

    void check(CaPublicKey ca, Bytes serialNumber) throws Refusal {
        if (contains(new Entry(ca.rid(), ca.index(), serialNumber))) {
            throw new Refusal(OdaCheck.REVOKED, "the issuer certificate is on the revocation list");
        }
    }

    @Override
    public String toString() {
        return entries.size() + " revoked certificates";
    }
}
