package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.CryptogramInput;
import dev.solvo.crypto.cryptogram.CryptogramProfile;
import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.IssuerAuthenticationData;
import dev.solvo.crypto.cryptogram.IssuerKeys;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.TransactionCryptography;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.crypto.messaging.VerifiedScriptCommand;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaCertifiedKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.crypto.oda.RsaPinEnciphermentKey;
import dev.solvo.crypto.oda.RsaPinPublicKey;
import dev.solvo.crypto.oda.RsaPublicKey;
import dev.solvo.crypto.oda.RsaSigningKey;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/crypto.md}. */
final class CryptoExamplesTest {
    private static final Map<Integer, String> FIELD_55 = Map.ofEntries(
            Map.entry(0x9F02, "000000004000"),
            Map.entry(0x9F03, "000000000000"),
            Map.entry(0x9F1A, "0124"),
            Map.entry(0x95, "8000048000"),
            Map.entry(0x5F2A, "0124"),
            Map.entry(0x9A, "191105"),
            Map.entry(0x9C, "01"),
            Map.entry(0x9F37, "52BF4585"),
            Map.entry(0x82, "1800"),
            Map.entry(0x9F36, "001C"),
            Map.entry(0x9F10, "06010A03A06010"));

    @Test
    void keys() throws CryptoException {
        byte[] received = Bytes.fromHex("0123456789ABCDEFFEDCBA9876543210").toByteArray();
        // docs: import
        KeyCheckValue checkValue = KeyCheckValue.legacy(Bytes.fromHex("08D7B4"));
        try (SecretBytes secret = SecretBytes.of(received);
                SoftwareKey key =
                        SoftwareKey.importChecked(KeyAlgorithm.TDES, secret, ParityPolicy.REFUSE, checkValue)) {
            System.out.println(key); // SoftwareKey[TDES KCV 08D7B4]
        }
        // end docs

        try (SecretBytes secret = SecretBytes.of(received);
                SoftwareKey key = SoftwareKey.of(KeyAlgorithm.TDES, secret)) {
            assertEquals("SoftwareKey[TDES KCV 08D7B4]", key.toString());
            Bytes message = Bytes.fromHex("0102030405");
            // docs: mac
            MessageAuthenticationCode retailMac = MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, 8);
            Bytes mac = retailMac.generate(key, message);
            retailMac.verify(key, message, mac); // throws CryptoException if it is another one, or a part of it
            // end docs
            assertThrows(CryptoException.class, () -> retailMac.verify(key, message, mac.slice(0, 4)));
        }
    }

    @Test
    void transaction() throws CryptoException {
        try (IssuerKeys issuerKeys = issuerKeys()) {
            // docs: card-keys
            CardKeys cardKeys = issuerKeys.deriveCardKeys(
                    IccMasterKeyDerivation.OPTION_A, Pan.of("1234567890123456"), PanSequenceNumber.of(0));
            // end docs
            Map<Integer, String> field55 = FIELD_55;
            ApplicationCryptogram arqc = ApplicationCryptogram.of(Bytes.fromHex("29CCA15AE665FA2E"));
            // docs: verify
            CryptogramInput input = CryptogramInput.of(
                    tag -> Optional.ofNullable(field55.get(tag.value())).map(Bytes::fromHex));
            CryptogramProfile profile = CryptogramVersion.recognise(input.issuerApplicationData())
                    .orElseThrow(); // Visa 10 here; choose by payment system where it is known
            TransactionCryptography transaction = new TransactionCryptography(profile, cardKeys.cryptogram(), input);
            transaction.verify(arqc);
            IssuerAuthenticationData answer = transaction.answer(arqc, new IssuerResponse.Code(Bytes.fromHex("3030")));
            Bytes tag91 = answer.toBytes(); // 28993816AFAE4AEB3030
            // end docs
            assertEquals("28993816AFAE4AEB3030", tag91.toHex());

            // docs: card
            ApplicationCryptogram cryptogram = transaction.generate();
            IssuerResponse authenticated = transaction.verifyAnswer(arqc, tag91);
            // end docs
            assertEquals(arqc, cryptogram);
            assertEquals(answer.response(), authenticated);
            script(profile, cardKeys, input, arqc);
            cardKeys.close();
        }
    }

    private static void script(
            CryptogramProfile profile, CardKeys cardKeys, CryptogramInput input, ApplicationCryptogram arqc)
            throws CryptoException {
        Pin newPin = Pin.of("2468");
        // docs: script
        ScriptMessaging issuer = new ScriptMessaging(profile.scriptScheme(), cardKeys, input.counter(), arqc);
        CommandApdu limit =
                issuer.protect(IssuerScriptCommand.putData(Tag.of(0x9F58), Bytes.fromHex("05"))); // 04DA9F5809 …
        CommandApdu change = issuer.changePin(newPin);

        ScriptMessaging card = new ScriptMessaging(profile.scriptScheme(), cardKeys, input.counter(), arqc);
        VerifiedScriptCommand first = card.verify(limit);
        VerifiedScriptCommand second = card.verify(change); // then second.newPin()
        // end docs
        try (newPin) {
            assertEquals("04DA9F5809", limit.toBytes().slice(0, 5).toHex());
            assertEquals(IssuerScriptCommand.putData(Tag.of(0x9F58), Bytes.fromHex("05")), first.command());
            assertEquals(newPin, second.newPin());
        }
    }

    @Test
    void pin() throws CryptoException {
        byte[] verifyData;
        // docs: pin
        try (Pin pin = Pin.of("1234");
                PinBlock block = PinBlockFormat2.encode(pin)) {
            verifyData = block.toByteArray(InsecureSecretKeyAccess.get()); // 241234FFFFFFFFFF
        }
        // end docs
        assertEquals("241234FFFFFFFFFF", Bytes.of(verifyData).toHex());
        try (PinBlock block = PinBlock.parse(verifyData)) {
            // docs: pin-card
            Pin read = PinBlockFormat2.decode(block); // throws CryptoException if the block holds no PIN
            // end docs
            assertEquals(Pin.of("1234"), read);
        }
    }

    @Test
    void pinEncipheredByRsa() throws CryptoException {
        RsaSigningKey cardKey = rsaKey(3);
        RsaPinEnciphermentKey key = recovered(cardKey.publicKey());
        Bytes challenge = Bytes.fromHex("0102030405060708");
        SecureRandom random = new SecureRandom();
        Pin pin = Pin.of("1234");
        // docs: pin-rsa
        Bytes body = new RsaPinEncipherment(key, random).encipher(pin, challenge); // VERIFY 0020 0088

        PinBlock arrived = RsaPinEncipherment.decipher(cardKey, body, challenge); // the card's side
        // end docs
        assertEquals(pin, PinBlockFormat2.decode(arrived));
    }

    private static IssuerKeys issuerKeys() {
        IssuerMasterKey<KeyPurpose.Cryptogram> cryptogram =
                IssuerMasterKey.forCryptograms(key("0123456789ABCDEFFEDCBA9876543210"));
        IssuerMasterKey<KeyPurpose.ScriptMac> scriptMac =
                IssuerMasterKey.forScriptMac(key("FEDCBA98765432100123456789ABCDEF"));
        IssuerMasterKey<KeyPurpose.ScriptEncipherment> scriptEncipherment =
                IssuerMasterKey.forScriptEncipherment(key("89ABCDEF0123456776543210FEDCBA98"));
        // docs: purpose
        IssuerKeys keys = new IssuerKeys(cryptogram, scriptMac, scriptEncipherment);
        // end docs
        return keys;
    }

    private static SoftwareKey key(String hex) {
        try (SecretBytes secret = SecretBytes.of(Bytes.fromHex(hex))) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }

    /** A card's key certified by an issuer that is certified by an authority, recovered as a terminal does. */
    private static RsaPinPublicKey recovered(RsaPublicKey pinKey) {
        Bytes rid = Bytes.fromHex("A0000000FF");
        Pan pan = Pan.of("4133330089010434");
        YearMonth expiry = YearMonth.of(2035, 12);
        Bytes serial = Bytes.fromHex("000001");
        RsaSigningKey authority = rsaKey(1);
        RsaSigningKey issuer = rsaKey(2);
        RsaCertifiedKey issuerKey =
                authority.certifyIssuerKey(issuer.publicKey(), Bytes.fromHex("413333FF"), expiry, serial);
        RsaCertifiedKey cardKey = issuer.certifyPinKey(pinKey, pan, expiry, serial);
        RsaCaPublicKey ca = RsaCaPublicKey.withoutChecksum(
                rid, 1, authority.publicKey().modulus(), authority.publicKey().exponent());
        RsaOda oda = new RsaOda(LocalDate.of(2026, 11, 22), RevocationList.EMPTY);
        return oda.recoverIssuerKey(ca, issuerKey.certificate(), issuerKey.remainder(), issuerKey.exponent(), pan)
                .then(key ->
                        oda.recoverPinKey(key, cardKey.certificate(), cardKey.remainder(), cardKey.exponent(), pan))
                .verified()
                .orElseThrow();
    }

    private static RsaSigningKey rsaKey(long seed) {
        Random random = new Random(seed);
        BigInteger p = prime(random);
        BigInteger q = prime(random);
        BigInteger one = BigInteger.ONE;
        BigInteger d = BigInteger.valueOf(3).modInverse(p.subtract(one).multiply(q.subtract(one)));
        return RsaSigningKey.of(RsaPublicKey.of(bytes(p.multiply(q)), Bytes.fromHex("03")), bytes(d));
    }

    private static BigInteger prime(Random random) {
        BigInteger candidate;
        do {
            candidate = BigInteger.probablePrime(512, random);
        } while (!candidate.testBit(510) || candidate.mod(BigInteger.valueOf(3)).intValue() != 2);
        return candidate;
    }

    private static Bytes bytes(BigInteger number) {
        byte[] magnitude = number.toByteArray();
        Bytes bytes = Bytes.of(magnitude);
        return magnitude[0] == 0 ? bytes.slice(1) : bytes;
    }
}
