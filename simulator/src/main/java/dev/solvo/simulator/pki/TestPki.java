package dev.solvo.simulator.pki;

import dev.solvo.crypto.carddata.IssuerDynamicCodeKey;
import dev.solvo.crypto.cryptogram.IssuerKeys;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of a certification authority, an issuer and cards that exist for tests only.
 *
 * <p><strong>All private keys are published in this library.</strong> Whoever has it can make cards that these public keys
 * accept. The authority's keys carry the index numbers {@link #RSA_CA_INDEX} and {@link #ECC_CA_INDEX}, which no payment
 * system is known to use, under a RID of this project and under those of Visa, Mastercard and UnionPay, so that cards which
 * look like theirs can be shown. They are not keys of those systems: a terminal that accepts real cards must not hold them.
 */
public final class TestPki {
    /** Index (tag 8F) of the RSA key, 1984 bits. */
    public static final int RSA_CA_INDEX = 0xE1;

    /** Index (tag 8F) of the ECC key, P-256 with SHA-256. */
    public static final int ECC_CA_INDEX = 0xE2;

    /** RID of this project's own test applications: A000000999. */
    public static final Bytes TEST_RID = Bytes.fromHex("A000000999");

    private static final Bytes VISA_RID = Bytes.fromHex("A000000003");
    private static final Bytes MASTERCARD_RID = Bytes.fromHex("A000000004");
    private static final Bytes UNIONPAY_RID = Bytes.fromHex("A000000333");
    private static final String RESOURCE = "test-keys.txt";

    private final Map<String, List<String>> fields;

    private TestPki(Map<String, List<String>> fields) {
        this.fields = fields;
    }

    /**
     * Reads the keys that lie in this library.
     *
     * @return all keys
     */
    public static TestPki load() {
        Map<String, List<String>> fields = new HashMap<>();
        try (InputStream in = TestPki.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its resource " + RESOURCE);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> words = List.of(line.split(" "));
                fields.put(words.get(0), words.subList(1, words.size()));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestPki(fields);
    }

    /**
     * What a terminal must know to accept the test cards.
     *
     * @return the authority's RSA and ECC keys under each RID
     */
    public CaPublicKeys caPublicKeys() {
        RsaPublicKey rsa = rsaPublicKey("ca-rsa-1984");
        List<String> point = of("ca-p256", "p256");
        List<CaPublicKey> keys = new ArrayList<>();
        for (Bytes rid : List.of(TEST_RID, VISA_RID, MASTERCARD_RID, UNIONPAY_RID)) {
            keys.add(RsaCaPublicKey.withoutChecksum(rid, RSA_CA_INDEX, rsa.modulus(), rsa.exponent()));
            keys.add(EccCaPublicKey.of(
                    rid,
                    ECC_CA_INDEX,
                    SignatureSuite.P_256_SHA_256,
                    Bytes.fromHex(point.get(1)),
                    Bytes.fromHex(point.get(2))));
        }
        return CaPublicKeys.of(keys);
    }

    /**
     * An RSA private key.
     *
     * @param name such as {@code issuer-rsa-1408}; the documentation page on the simulator lists them
     * @return the key, to be closed by the caller
     * @throws IllegalArgumentException if there is no RSA key of that name
     */
    public RsaSigningKey rsaKey(String name) {
        List<String> numbers = of(name, "rsa");
        return RsaSigningKey.ofPrimes(
                rsaPublicKey(name),
                Bytes.fromHex(numbers.get(2)),
                Bytes.fromHex(numbers.get(3)),
                Bytes.fromHex(numbers.get(4)),
                Bytes.fromHex(numbers.get(5)),
                Bytes.fromHex(numbers.get(6)));
    }

    /**
     * An ECC private key that signs.
     *
     * @param name such as {@code issuer-p256}
     * @return the key, to be closed by the caller
     * @throws IllegalArgumentException if there is no ECC key of that name
     */
    public EccSigningKey eccKey(String name) {
        return EccSigningKey.of(SignatureSuite.P_256_SHA_256, eccPrivateNumber(name));
    }

    /**
     * The private number of an ECC key, for encipherment.
     *
     * @param name such as {@code ode-p256}
     * @return 32 bytes
     * @throws IllegalArgumentException if there is no ECC key of that name
     */
    public Bytes eccPrivateNumber(String name) {
        return Bytes.fromHex(of(name, "p256").get(0));
    }

    /**
     * Tells whether a key exists.
     *
     * @param name a name
     * @param kind {@code rsa}, {@code p256} or {@code tdes}
     * @return whether there is a key of that name and kind
     */
    public boolean has(String name, String kind) {
        List<String> found = fields.getOrDefault(name, List.of());
        return !found.isEmpty() && found.get(0).equals(kind);
    }

    /**
     * The issuer's keys from which the cards' cryptogram and script keys are derived, triple DES of 16 bytes. Cards get
     * theirs by option B, which up to 16 digits is option A.
     *
     * @return the keys, to be closed by the caller
     */
    public IssuerKeys issuerKeys() {
        return new IssuerKeys(
                IssuerMasterKey.forCryptograms(tripleDes("issuer-master-ac")),
                IssuerMasterKey.forScriptMac(tripleDes("issuer-master-smi")),
                IssuerMasterKey.forScriptEncipherment(tripleDes("issuer-master-smc")));
    }

    /**
     * The issuer's key from which the cards' keys for CVC3 in mag-stripe mode are derived, by option B and sequence number 00,
     * for a track has no sequence number.
     *
     * @return the key, to be closed by the caller
     */
    public IssuerDynamicCodeKey issuerDynamicCodeKey() {
        return IssuerDynamicCodeKey.of(tripleDes("issuer-dynamic-code"));
    }

    private SoftwareKey tripleDes(String name) {
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(of(name, "tdes").get(0)))) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }

    private RsaPublicKey rsaPublicKey(String name) {
        List<String> numbers = of(name, "rsa");
        return RsaPublicKey.of(Bytes.fromHex(numbers.get(0)), Bytes.fromHex(numbers.get(1)));
    }

    private List<String> of(String name, String kind) {
        if (!has(name, kind)) {
            throw new IllegalArgumentException("no " + kind + " key named " + name);
        }
        List<String> found = fields.get(name);
        return found == null ? List.of() : found.subList(1, found.size());
    }
}
