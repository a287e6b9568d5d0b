package dev.solvo.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PinKey;
import dev.solvo.crypto.oda.EccOda;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.EccSigningKey;
import dev.solvo.crypto.oda.EnciphermentSuite;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPinPublicKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.oda.SignatureSuite;
import dev.solvo.crypto.pin.EccPinDecipherment;
import dev.solvo.crypto.pin.EccPinEncipherment;
import dev.solvo.crypto.pin.EncipheredPinBlock;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat;
import dev.solvo.crypto.pin.PinBlockFormat0;
import dev.solvo.crypto.pin.PinBlockFormat1;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.PinBlockFormat3;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Random;
import javax.crypto.Cipher;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.math.ec.ECCurve;

/**
 * PIN blocks as text above Bouncy Castle's cipher; PINs for the card against the JDK's RSA, and against Bouncy Castle's curves
 * and ciphers.
 */
final class PinCrossCheckTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pan PAN = Pan.of("4761739001010119");
    private static final Bytes SERIAL_NUMBER = Bytes.fromHex("000001");
    private static final KeyPair CARD_PAIR = rsa();

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void formats0And1And3(
            @ForAll @NumericChars @StringLength(min = 4, max = 12) String digits,
            @ForAll @NumericChars @StringLength(min = 13, max = 19) String number,
            @ForAll @Size(16) byte[] key,
            @ForAll long seed)
            throws CryptoException {
        Random filling = new Random(seed);
        StringBuilder any = new StringBuilder();
        StringBuilder letters = new StringBuilder();
        for (int i = digits.length(); i < 14; i++) {
            any.append("0123456789ABCDEF".charAt(filling.nextInt(16)));
            letters.append("ABCDEF".charAt(filling.nextInt(6)));
        }
        String field = Integer.toHexString(digits.length()) + digits;
        BigInteger account = new BigInteger(number.substring(number.length() - 13, number.length() - 1), 16);
        byte[] format0 = bound("0" + field + "F".repeat(14 - digits.length()), account);
        byte[] format1 = HEX.parseHex("1" + field + any);
        byte[] format3 = bound("3" + field + letters, account);
        Pan pan = Pan.of(number);
        try (PinKey ours = PinKey.of(Peers.key(KeyAlgorithm.TDES, key));
                Pin pin = Pin.of(digits)) {
            assertEquals(enciphered(PinBlockFormat.FORMAT_0, key, format0), PinBlockFormat0.encipher(ours, pin, pan));
            assertEquals(pin, PinBlockFormat0.decipher(ours, enciphered(PinBlockFormat.FORMAT_0, key, format0), pan));
            assertEquals(pin, PinBlockFormat1.decipher(ours, enciphered(PinBlockFormat.FORMAT_1, key, format1)));
            assertEquals(pin, PinBlockFormat3.decipher(ours, enciphered(PinBlockFormat.FORMAT_3, key, format3), pan));
            try (PinBlock made = PinBlockFormat3.encode(pin, pan, RANDOM)) {
                String clear =
                        HEX.formatHex(bound(HEX.formatHex(made.toByteArray(InsecureSecretKeyAccess.get())), account));
                assertTrue(clear.matches("3" + field.toUpperCase(Locale.ROOT) + "[A-F]*"), clear);
            }
        }
    }

    private static EncipheredPinBlock enciphered(PinBlockFormat format, byte[] key, byte[] block) {
        return new EncipheredPinBlock(format, Bytes.of(Peers.ecb("DESede", key, block)));
    }

    private static byte[] bound(String field, BigInteger account) {
        return HEX.parseHex(String.format(Locale.ROOT, "%016X", new BigInteger(field, 16).xor(account)));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void rsa(
            @ForAll @NumericChars @StringLength(min = 4, max = 12) String digits,
            @ForAll @Size(8) byte[] challenge,
            @ForAll @Size(111) byte[] filling)
            throws CryptoException, GeneralSecurityException {
        String block = "2" + Integer.toHexString(digits.length()) + digits + "F".repeat(14 - digits.length());
        byte[] clear = HEX.parseHex("7F" + block + HEX.formatHex(challenge) + HEX.formatHex(filling));
        Cipher jdk = Cipher.getInstance("RSA/ECB/NoPadding", "SunJCE");
        jdk.init(Cipher.ENCRYPT_MODE, CARD_PAIR.getPublic());
        Bytes expected = Bytes.of(jdk.doFinal(clear));
        RsaPinEncipherment terminal = new RsaPinEncipherment(Cards.RSA, new GivenBytes(filling));
        try (Pin pin = Pin.of(digits);
                RsaSigningKey card = signingKey(CARD_PAIR)) {
            assertEquals(expected, terminal.encipher(pin, Bytes.of(challenge)));
            try (PinBlock arrived = RsaPinEncipherment.decipher(card, expected, Bytes.of(challenge))) {
                assertEquals(pin, PinBlockFormat2.decode(arrived));
            }
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void ellipticCurve(
            @ForAll EnciphermentSuite suite,
            @ForAll @NumericChars @StringLength(min = 4, max = 12) String digits,
            @ForAll @Size(8) byte[] first,
            @ForAll @Size(8) byte[] second)
            throws CryptoException {
        boolean small = suite == EnciphermentSuite.P_256;
        BigInteger cardKey = new BigInteger(small ? 255 : 520, RANDOM).setBit(0);
        Bytes cardKeyBytes = Bytes.of(fixed(cardKey, small ? 32 : 66));
        String block = "2" + Integer.toHexString(digits.length()) + digits + "F".repeat(14 - digits.length());
        try (EccPinDecipherment card = new EccPinDecipherment(suite, cardKeyBytes);
                EccPinEncipherment terminal = new EccPinEncipherment(Cards.ode(suite, card.publicX()), RANDOM);
                Pin pin = Pin.of(digits)) {
            Bytes try1 = terminal.encipher(pin, Bytes.of(first));
            Bytes try2 = terminal.encipher(pin, Bytes.of(second));
            int field = suite.fieldLength();
            byte[] derivationKey = Peers.mac(
                            "AESCMAC", "AES", new byte[16], agreed(suite, cardKey, try1.slice(0, field)))
                    .toByteArray();
            byte[] encipherment = derived(derivationKey, 1, first);
            byte[] authentication = derived(derivationKey, 2, first);
            Bytes[] tries = {try1, try2};
            byte[][] challenges = {first, second};
            for (int i = 0; i < tries.length; i++) {
                byte[] start = HEX.parseHex(String.format(Locale.ROOT, "%04X", i) + "0".repeat(28));
                byte[] clear = HEX.parseHex("7F" + block + HEX.formatHex(challenges[i]));
                byte[] enciphered = Peers.withVector("AES/CTR/NoPadding", encipherment, start, clear);
                byte[] authenticated = Bytes.concat(Bytes.repeat(0, 8), Bytes.of(start), Bytes.of(enciphered))
                        .toByteArray();
                Bytes mac = Peers.mac("AESCMAC", "AES", authentication, authenticated)
                        .slice(0, 8);
                assertEquals(Bytes.concat(try1.slice(0, field), Bytes.of(enciphered), mac), tries[i], "try " + (i + 1));
                try (PinBlock arrived = card.decipher(tries[i], Bytes.of(challenges[i]))) {
                    assertEquals(pin, PinBlockFormat2.decode(arrived));
                }
            }
        }
    }

    /** The x-coordinate, in whole blocks of AES. */
    private static byte[] agreed(EnciphermentSuite suite, BigInteger key, Bytes x) {
        ECCurve curve = ECNamedCurveTable.getParameterSpec(suite == EnciphermentSuite.P_256 ? "P-256" : "P-521")
                .getCurve();
        byte[] agreed = curve.decodePoint(Bytes.ofUnsigned(2).plus(x).toByteArray())
                .multiply(key)
                .normalize()
                .getAffineXCoord()
                .getEncoded();
        byte[] whole = new byte[(agreed.length + 15) / 16 * 16];
        System.arraycopy(agreed, 0, whole, whole.length - agreed.length, agreed.length);
        return whole;
    }

    private static byte[] derived(byte[] key, int number, byte[] challenge) {
        return Peers.ecb("AES", key, HEX.parseHex("0" + number + "0100" + HEX.formatHex(challenge) + "A5A5A50200"));
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(1024, BigInteger.valueOf(3)));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes RSA keys", e);
        }
    }

    private static RsaSigningKey signingKey(KeyPair pair) {
        RSAPublicKey publicKey = (RSAPublicKey) pair.getPublic();
        RSAPrivateKey privateKey = (RSAPrivateKey) pair.getPrivate();
        return RsaSigningKey.of(
                RsaPublicKey.of(Bytes.of(fixed(publicKey.getModulus(), 128)), Bytes.fromHex("03")),
                Bytes.of(fixed(privateKey.getPrivateExponent(), 128)));
    }

    private static byte[] fixed(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, fixed, length - count, count);
        return fixed;
    }

    /** Keys that a terminal takes of certificates only. */
    private static final class Cards {
        static final RsaPinPublicKey RSA = rsaKey();
        private static final EccSigningKey AUTHORITY = EccSigningKey.generate(SignatureSuite.P_256_SHA_256, RANDOM);
        private static final EccSigningKey ISSUER = EccSigningKey.generate(SignatureSuite.P_256_SHA_256, RANDOM);
        private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 1, 0, 0);

        private static RsaPinPublicKey rsaKey() {
            try (RsaSigningKey authority = signingKey(PinCrossCheckTest.rsa());
                    RsaSigningKey issuer = signingKey(PinCrossCheckTest.rsa());
                    RsaSigningKey card = signingKey(CARD_PAIR)) {
                RsaCaPublicKey ca = RsaCaPublicKey.withoutChecksum(
                        Bytes.fromHex("A000000003"),
                        1,
                        authority.publicKey().modulus(),
                        authority.publicKey().exponent());
                YearMonth expiry = YearMonth.of(2049, 12);
                RsaCertifiedKey issuerKey = authority.certifyIssuerKey(
                        issuer.publicKey(), Bytes.fromHex("476173FF"), expiry, SERIAL_NUMBER);
                RsaCertifiedKey pinKey = issuer.certifyPinKey(card.publicKey(), PAN, expiry, SERIAL_NUMBER);
                RsaOda oda = new RsaOda(LocalDate.of(2026, 1, 1), RevocationList.EMPTY);
                return oda.recoverIssuerKey(
                                ca, issuerKey.certificate(), issuerKey.remainder(), issuerKey.exponent(), PAN)
                        .then(key -> oda.recoverPinKey(
                                key, pinKey.certificate(), pinKey.remainder(), pinKey.exponent(), PAN))
                        .verified()
                        .orElseThrow();
            }
        }

        static EccOdePublicKey ode(EnciphermentSuite suite, Bytes x) {
            Bytes rid = Bytes.fromHex("A000000003");
            Bytes data = Bytes.fromHex("0102");
            Bytes issuerCertificate = AUTHORITY.certifyIssuerKey(
                    rid,
                    1,
                    SignatureSuite.P_256_SHA_256,
                    ISSUER.x(),
                    Bytes.fromHex("476173FFFF"),
                    LocalDate.of(2030, 1, 1),
                    SERIAL_NUMBER,
                    RANDOM);
            Bytes cardCertificate =
                    ISSUER.certifyOdeKey(suite, x, NOW.plusDays(1), Bytes.fromHex("000000000001"), data, RANDOM);
            EccOda oda = new EccOda(NOW, RevocationList.EMPTY);
            return EccOda.recoverCaKey(AUTHORITY.certifyOwnKey(rid, 1, RANDOM))
                    .then(ca -> oda.recoverIssuerKey(ca, issuerCertificate, PAN))
                    .then(issuer -> oda.recoverOdeKey(issuer, cardCertificate, data))
                    .verified()
                    .orElseThrow();
        }
    }
}
