package dev.solvo.simulator.card;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.contactless.CardKeyAgreement;
import dev.solvo.crypto.key.Pan;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ApplicationImage.Method;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/** The asymmetric keys of an application and what they sign and decipher. */
interface OfflineKeys {
    /** Certificates are of version 1: a serial number says nothing on a test card. */
    int SERIAL_NUMBER = 1;

    Tag SIGNED_DYNAMIC_DATA = Tag.of(0x9F4B);

    /** An application without asymmetric keys. */
    OfflineKeys NONE = tag -> Optional.empty();

    static OfflineKeys of(ApplicationImage image, Optional<Pan> pan, Bytes staticData) throws SimulatorTextException {
        ApplicationImage.Authentication authentication = image.authentication();
        boolean enciphersPin = authentication.pinKey().isPresent();
        if (authentication.method() == Method.NONE && !enciphersPin) {
            return NONE;
        }
        if (pan.isEmpty()) {
            throw new SimulatorTextException(0, "certificates need a PAN, tag 5A, in a record");
        }
        TestPki pki = TestPki.load();
        boolean elliptic = authentication.method() == Method.XDA || authentication.method() == Method.LOCAL;
        String kind = elliptic ? "p256" : "rsa";
        requireKey(pki, authentication.issuerKey(), kind);
        requireKey(pki, authentication.iccKey(), kind);
        if (enciphersPin) {
            requireKey(pki, authentication.pinKey().get(), kind);
        }
        try {
            return elliptic
                    ? EccOfflineKeys.make(pki, image, pan.get(), staticData)
                    : RsaOfflineKeys.make(pki, image, pan.get(), staticData);
        } catch (IllegalArgumentException e) {
            // Names and lengths were checked; what is left are keys longer than those that certify them.
            throw new SimulatorTextException(0, "the keys given do not certify each other: " + e.getMessage());
        }
    }

    private static void requireKey(TestPki pki, String name, String kind) throws SimulatorTextException {
        if (!pki.has(name, kind)) {
            throw new SimulatorTextException(0, "no " + kind + " key of the name given for this application");
        }
    }

    /** The value of a data object that comes from the keys; an empty value is left out of the record. */
    Optional<Bytes> generated(Tag tag);

    /** Whether INTERNAL AUTHENTICATE works. */
    default boolean signsDynamicData() {
        return false;
    }

    /** Whether GENERATE AC can be signed for CDA. */
    default boolean signsCombinedData() {
        return false;
    }

    /** Whether GENERATE AC can be signed for XDA. */
    default boolean signsExtendedData() {
        return false;
    }

    /** A fresh decipherment for a transaction. */
    default PinDecipherment pinDecipherment() {
        return PinDecipherment.NONE;
    }

    /** EMV 4.4 Book 2, 6.5.1. */
    default Bytes signDynamicData(Bytes dynamicNumber, Bytes ddolData) {
        throw new IllegalStateException("no key for DDA");
    }

    /** EMV 4.4 Book 2, 6.6.1. */
    default Bytes signCombinedData(
            Bytes dynamicNumber,
            int informationData,
            Bytes cryptogram,
            Bytes additionalData,
            Bytes transactionData,
            Bytes unpredictable) {
        throw new IllegalStateException("no key for CDA");
    }

    /** Whether the card agrees on keys with kernel 8. */
    default boolean agreesOnKeys() {
        return false;
    }

    /**
     * The card's side of an agreement. EMV Book E.
     *
     * @throws CryptoException if the kernel's key is none
     */
    default CardKeyAgreement agree(Bytes kernelKeyData, SecureRandom random) throws CryptoException {
        throw new IllegalStateException("no key to agree with");
    }

    /** What the certificate of the key for agreements vouches for. */
    default Bytes certifiedData() {
        throw new IllegalStateException("no key to agree with");
    }

    /** EMV 4.4 Book 2, 12.5. */
    default Bytes signExtendedData(Bytes message, SecureRandom random) {
        throw new IllegalStateException("no key for XDA");
    }

    /** The issuer identifier of a certificate: leading digits of the PAN, filled with F. */
    static Bytes issuerIdentifier(Pan pan, int digits, int lengthBytes) {
        StringBuilder identifier = new StringBuilder(pan.digits().substring(0, digits));
        while (identifier.length() < lengthBytes * 2) {
            identifier.append('F');
        }
        return Bytes.fromHex(identifier);
    }

    /** Breaks a value that the image wants broken, in the middle of it. */
    static Bytes corrupted(Set<Tag> corrupted, Tag tag, Bytes value) {
        if (!corrupted.contains(tag) || value.isEmpty()) {
            return value;
        }
        byte[] bytes = value.toByteArray();
        bytes[bytes.length / 2] ^= 0x01;
        return Bytes.of(bytes);
    }
}
