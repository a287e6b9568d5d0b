package dev.solvo.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.CardVerificationKey;
import dev.solvo.crypto.carddata.CardholderAuthenticationData;
import dev.solvo.crypto.carddata.DynamicCardVerificationData;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardStatusUpdate;
import dev.solvo.crypto.cryptogram.Emv2000SessionKeyTree;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.IssuerAuthenticationData;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.messaging.ScriptEncipherer;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/**
 * What no other public library at hand computes, a second time above the ciphers of Bouncy Castle's provider: keys and
 * cryptograms with AES, the session keys of EMV 2000, the encipherment of scripts, dCVV and CAVV.
 */
final class SecondComputationCrossCheckTest {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int[] AES_LENGTHS = {16, 24, 32};

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void optionC(
            @ForAll @Size(32) byte[] secret,
            @ForAll @IntRange(max = 2) int issuerLength,
            @ForAll @IntRange(max = 2) int cardLength,
            @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
            @ForAll @IntRange(max = 99) int sequence) {
        byte[] key = Arrays.copyOf(secret, AES_LENGTHS[issuerLength]);
        BigInteger digits = new BigInteger(pan + String.format(Locale.ROOT, "%02d", sequence), 16);
        BigInteger ones = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        byte[] both = concat(Peers.ecb("AES", key, block(digits)), Peers.ecb("AES", key, block(digits.xor(ones))));
        int length = AES_LENGTHS[cardLength];
        try (SymmetricKey issuer = Peers.key(KeyAlgorithm.AES, key);
                SymmetricKey card = IccMasterKeyDerivation.OPTION_C.derive(
                        issuer, Pan.of(pan), PanSequenceNumber.of(sequence), length)) {
            assertSameKey(Arrays.copyOf(both, length), "AES", card);
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void aesSessionKeysCryptogramsAndAnswers(
            @ForAll @Size(32) byte[] secret,
            @ForAll @IntRange(max = 2) int keyLength,
            @ForAll @IntRange(max = 0xFFFF) int counter,
            @ForAll @Size(8) byte[] arqc,
            @ForAll @Size(max = 80) byte[] data,
            @ForAll @Size(4) byte[] status)
            throws CryptoException {
        byte[] key = Arrays.copyOf(secret, AES_LENGTHS[keyLength]);
        byte[] ofCounter = aesSessionKey(key, String.format(Locale.ROOT, "%04X", counter) + "0".repeat(28));
        byte[] ofCryptogram = aesSessionKey(key, HEX.formatHex(arqc) + "0".repeat(16));
        Bytes macOfData = Peers.mac("AESCMAC", "AES", ofCounter, data).slice(0, 8);
        Bytes answer = Peers.mac("AESCMAC", "AES", ofCounter, concat(macOfData.toByteArray(), status))
                .slice(0, 4);
        try (var card = IccMasterKey.forCryptograms(Peers.key(KeyAlgorithm.AES, key));
                var session = SessionKeyDerivation.emvCommon(card, ApplicationTransactionCounter.of(counter));
                var scripts = SessionKeyDerivation.emvCommon(card, ApplicationCryptogram.of(Bytes.of(arqc)))) {
            assertSameKey(ofCounter, "AES", session.symmetricKey());
            assertSameKey(ofCryptogram, "AES", scripts.symmetricKey());
            ApplicationCryptogram cryptogram =
                    ApplicationCryptogram.generate(session, Bytes.of(data), Padding.METHOD_2);
            assertEquals(macOfData, cryptogram.value());
            cryptogram.verify(session, Bytes.of(data), Padding.METHOD_2);
            IssuerResponse response = new IssuerResponse.Status(CardStatusUpdate.of(Bytes.of(status)));
            assertEquals(
                    answer,
                    IssuerAuthenticationData.generate(session, cryptogram, response)
                            .arpc());
        }
    }

    /** One block: the value itself; more: the value with F0 and with 0F as its third byte. */
    private static byte[] aesSessionKey(byte[] key, String value) {
        if (key.length == 16) {
            return Peers.ecb("AES", key, HEX.parseHex(value));
        }
        String rest = value.substring(6);
        return Arrays.copyOf(
                Peers.ecb(
                        "AES",
                        key,
                        HEX.parseHex(value.substring(0, 4) + "F0" + rest + value.substring(0, 4) + "0F" + rest)),
                key.length);
    }

    /** All keys on the path from the initial vector to the leaf, which the digits of the counter are. */
    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void emv2000Tree(
            @ForAll @Size(16) byte[] key,
            @ForAll @Size(16) byte[] initialVector,
            @ForAll @IntRange(max = 0xFFFF) int counter,
            @ForAll @IntRange(min = 2, max = 16) int branchFactor,
            @ForAll @IntRange(max = 3) int higher) {
        int least = 1;
        while (BigInteger.valueOf(branchFactor).pow(least).compareTo(BigInteger.valueOf(65_536)) < 0) {
            least++;
        }
        int height = Math.min(16, least + higher);
        List<Integer> children = new ArrayList<>();
        for (int rest = counter; children.size() < height; rest /= branchFactor) {
            children.add(0, rest % branchFactor);
        }
        // Each key is its grandparent, marked left and right with the number of the child, under its parent.
        List<byte[]> path = new ArrayList<>(List.of(initialVector, key));
        for (int child : children) {
            byte[] grandparent = path.get(path.size() - 2);
            String mark = String.format(Locale.ROOT, "%016X%016X", child, child ^ 0xF0);
            byte[] marked = xor(grandparent, new BigInteger(mark, 16));
            path.add(Peers.ecb("DESede", path.get(path.size() - 1), marked));
        }
        byte[] expected = xor(path.get(height + 1), new BigInteger(1, path.get(height - 1)));
        Emv2000SessionKeyTree tree = Emv2000SessionKeyTree.of(height, branchFactor, Bytes.of(initialVector));
        try (var card = IccMasterKey.forCryptograms(Peers.key(KeyAlgorithm.TDES, key));
                var session = tree.derive(card, ApplicationTransactionCounter.of(counter))) {
            assertSameKey(expected, "DESede", session.symmetricKey());
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void scriptEncipherment(@ForAll @Size(16) byte[] key, @ForAll @Size(min = 1, max = 100) byte[] data)
            throws CryptoException {
        String hex = HEX.formatHex(data);
        byte[] zeros = new byte[8];
        String chained = "DESede/CBC/NoPadding";
        byte[] visa = Peers.ecb("DESede", key, filled(String.format(Locale.ROOT, "%02X", data.length) + hex));
        byte[] mastercard = Peers.withVector(chained, key, zeros, data.length % 8 == 0 ? data : filled(hex));
        byte[] common = Peers.withVector(chained, key, zeros, filled(hex));
        try (var session = SessionKey.forScriptEncipherment(Peers.key(KeyAlgorithm.TDES, key))) {
            assertEnciphers(visa, ScriptScheme.Encipherment.VISA, session, data);
            assertEnciphers(mastercard, ScriptScheme.Encipherment.MASTERCARD, session, data);
            assertEnciphers(common, ScriptScheme.Encipherment.COMMON, session, data);
        }
    }

    private static void assertEnciphers(
            byte[] expected,
            ScriptScheme.Encipherment form,
            SessionKey<KeyPurpose.ScriptEncipherment> session,
            byte[] data)
            throws CryptoException {
        assertEquals(Bytes.of(expected), ScriptEncipherer.encipher(form, session, data));
        byte[] back;
        try (SecretBytes clear = ScriptEncipherer.decipher(form, session, Bytes.of(expected))) {
            back = clear.toByteArray(InsecureSecretKeyAccess.get());
        }
        // Mastercard's form does not tell where the data end.
        int length = form == ScriptScheme.Encipherment.MASTERCARD ? data.length : back.length;
        assertEquals(Bytes.of(data), Bytes.of(back).slice(0, length));
    }

    /** 80 and zeros up to whole blocks. */
    private static byte[] filled(String hex) {
        String marked = hex + "80";
        return HEX.parseHex(marked + "0".repeat((16 - marked.length() % 16) % 16));
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void dynamicCodeAndCavv(
            @ForAll @Size(16) byte[] key,
            @ForAll @NumericChars @StringLength(min = 12, max = 19) String pan,
            @ForAll @NumericChars @StringLength(4) String counter,
            @ForAll @NumericChars @StringLength(4) String date,
            @ForAll @NumericChars @StringLength(3) String code)
            throws CryptoException {
        String dynamic = verificationDigits(key, counter + pan.substring(4) + date + code);
        String cavv = verificationDigits(key, pan + date + code);
        DynamicCardVerificationData data = new DynamicCardVerificationData(Pan.of(pan), date, code, counter);
        CardholderAuthenticationData authentication =
                new CardholderAuthenticationData(Pan.of(pan), date, code.substring(0, 1), code.substring(1));
        try (CardDynamicCodeKey card = CardDynamicCodeKey.of(Peers.key(KeyAlgorithm.TDES, key));
                CardVerificationKey pair = CardVerificationKey.of(Peers.key(KeyAlgorithm.TDES, key))) {
            assertEquals(dynamic, data.generate(card).digits());
            data.verify(card, data.generate(card));
            assertEquals(cavv, authentication.generate(pair).digits());
            authentication.verify(pair, authentication.generate(pair));
        }
    }

    /** Algorithm 3 of ISO 9797-1 over two blocks without padding is what both are; then three digits of the result. */
    private static String verificationDigits(byte[] key, String digits) {
        byte[] blocks = HEX.parseHex(digits + "0".repeat(32 - digits.length()));
        String hex = Peers.mac("ISO9797ALG3MAC", "DESede", key, blocks).toHex();
        StringBuilder letters = new StringBuilder();
        hex.replaceAll("[0-9]", "").chars().forEach(letter -> letters.append(letter - 'A'));
        return (hex.replaceAll("[A-F]", "") + letters).substring(0, 3);
    }

    /** Parity bits are none of the peer's business: the keys encipher alike. */
    private static void assertSameKey(byte[] expected, String cipher, SymmetricKey key) {
        byte[] blocks = HEX.parseHex("0123456789ABCDEF0000000000000000");
        assertEquals(expected.length, key.lengthBytes());
        assertEquals(Bytes.of(Peers.ecb(cipher, expected, blocks)), Bytes.of(key.encrypt(blocks)));
    }

    private static byte[] block(BigInteger number) {
        return xor(new byte[16], number);
    }

    /** Bytes with a number added bit by bit. */
    private static byte[] xor(byte[] bytes, BigInteger added) {
        return HEX.parseHex(
                String.format(Locale.ROOT, "%0" + 2 * bytes.length + "X", new BigInteger(1, bytes).xor(added)));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return Bytes.of(first).plus(Bytes.of(second)).toByteArray();
    }
}
