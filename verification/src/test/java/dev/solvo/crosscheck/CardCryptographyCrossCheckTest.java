package dev.solvo.crosscheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.CardVerificationData;
import dev.solvo.crypto.carddata.CardVerificationKey;
import dev.solvo.crypto.carddata.DecimalisationTable;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.Ibm3624;
import dev.solvo.crypto.carddata.PinOffset;
import dev.solvo.crypto.carddata.PinVerificationData;
import dev.solvo.crypto.carddata.PinVerificationKey;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardStatusUpdate;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.IssuerAuthenticationData;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Keys, cryptograms and codes of cards, written a second time in another way (big numbers, text, one string of digits)
 * above the ciphers and codes of Bouncy Castle's provider.
 */
final class CardCryptographyCrossCheckTest {
    @Provide
    Arbitrary<String> pans() {
        return Arbitraries.strings().numeric().ofMinLength(12).ofMaxLength(19);
    }

    @Property
    void cardVerificationValue(
            @ForAll @Size(16) byte[] key,
            @ForAll("pans") String pan,
            @ForAll @IntRange(max = 9999) int expiry,
            @ForAll @IntRange(max = 999) int serviceCode)
            throws CryptoException {
        String digits = pan + String.format("%04d%03d", expiry, serviceCode);
        byte[] left = Arrays.copyOf(key, 8);
        // A: first block; A, B, A: second block with the first result added.
        String padded = digits + "0".repeat(32 - digits.length());
        BigInteger first = number(Peers.ecb("DES", left, block(padded.substring(0, 16))));
        byte[] second = bytes(first.xor(new BigInteger(padded.substring(16), 16)), 8);
        String expected = decimalised(Peers.ecb("DESede", key, second));
        CardVerificationData data = new CardVerificationData(
                Pan.of(pan), String.format("%04d", expiry), String.format("%03d", serviceCode));
        try (CardVerificationKey ours = CardVerificationKey.of(Peers.key(KeyAlgorithm.TDES, key))) {
            assertEquals(expected.substring(0, 3), data.generate(ours).digits());
            assertEquals(expected, data.generate(ours, 16).digits());
            data.verify(ours, data.generate(ours));
        }
    }

    @Property
    void pinVerificationValueAndOffset(
            @ForAll @Size(16) byte[] key,
            @ForAll("pans") String pan,
            @ForAll @IntRange(max = 9) int index,
            @ForAll @IntRange(max = 9999) int pinNumber,
            @ForAll @Size(8) byte[] validation)
            throws CryptoException {
        String pinDigits = String.format("%04d", pinNumber);
        String eleven = new StringBuilder(new StringBuilder(pan).reverse().substring(1, 12))
                .reverse()
                .toString();
        String expected = decimalised(Peers.ecb("DESede", key, block(eleven + index + pinDigits)))
                .substring(0, 4);
        String natural = hex(Peers.ecb("DESede", key, validation)).substring(0, 4);
        StringBuilder offset = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            int digit = "0123456789012345".charAt(Character.digit(natural.charAt(i), 16)) - '0';
            offset.append(Math.floorMod(pinDigits.charAt(i) - '0' - digit, 10));
        }
        Ibm3624 method = new Ibm3624(DecimalisationTable.USUAL, Bytes.of(validation));
        try (PinVerificationKey ours = PinVerificationKey.of(Peers.key(KeyAlgorithm.TDES, key));
                Pin pin = Pin.of(pinDigits)) {
            assertEquals(
                    expected,
                    new PinVerificationData(Pan.of(pan), index)
                            .generate(ours, pin)
                            .digits());
            assertEquals(offset.toString(), method.offset(ours, pin).digits());
            method.verify(ours, pin, PinOffset.of(offset.toString()));
        }
    }

    @Property
    void trackCode(
            @ForAll @Size(16) byte[] key,
            @ForAll @Size(min = 1, max = 60) byte[] track,
            @ForAll @Size(4) byte[] number,
            @ForAll @IntRange(max = 0xFFFF) int counter) {
        String vector = hex(Peers.mac("ISO9797ALG3WITHISO7816-4PADDING", "DESede", key, track)
                        .toByteArray())
                .substring(12);
        byte[] enciphered = Peers.ecb("DESede", key, block(vector + hex(number) + String.format("%04X", counter)));
        String expected = String.format("%05d", Integer.parseInt(hex(enciphered).substring(12), 16));
        try (CardDynamicCodeKey ours = CardDynamicCodeKey.of(Peers.key(KeyAlgorithm.TDES, key))) {
            DynamicTrackData data = new DynamicTrackData(
                    DynamicTrackData.initialVector(ours, Bytes.of(track)),
                    UnpredictableNumber.of(Bytes.of(number)),
                    ApplicationTransactionCounter.of(counter));
            assertEquals(expected, data.generate(ours).digits());
        }
    }

    @Property
    void masterKeys(@ForAll @Size(16) byte[] key, @ForAll("pans") String pan, @ForAll @IntRange(max = 99) int sequence)
            throws GeneralSecurityException {
        String number = pan + String.format("%02d", sequence);
        String last = ("0".repeat(16) + number).substring(number.length());
        String packed = number.length() % 2 == 0 ? number : "0" + number;
        byte[] hash = MessageDigest.getInstance("SHA-1", Peers.BOUNCY_CASTLE)
                .digest(bytes(new BigInteger(packed, 16), packed.length() / 2));
        String hashed = decimalised(hash).substring(0, 16);
        PanSequenceNumber sequenceNumber = PanSequenceNumber.of(sequence);
        try (SymmetricKey issuer = Peers.key(KeyAlgorithm.TDES, key);
                SymmetricKey a = IccMasterKeyDerivation.OPTION_A.derive(issuer, Pan.of(pan), sequenceNumber);
                SymmetricKey b = IccMasterKeyDerivation.OPTION_B.derive(issuer, Pan.of(pan), sequenceNumber)) {
            assertSameKey(master(key, last), a);
            assertSameKey(master(key, pan.length() > 16 ? hashed : last), b);
        }
    }

    @Property
    void sessionKeysCryptogramsAndAnswers(
            @ForAll @Size(16) byte[] key,
            @ForAll @IntRange(max = 0xFFFF) int counter,
            @ForAll @Size(4) byte[] number,
            @ForAll @Size(max = 80) byte[] data,
            @ForAll @Size(6) byte[] response)
            throws CryptoException {
        String atc = String.format("%04X", counter);
        ApplicationTransactionCounter ours = ApplicationTransactionCounter.of(counter);
        byte[] common = Peers.ecb("DESede", key, block(atc + "F0" + "0".repeat(10) + atc + "0F" + "0".repeat(10)));
        String un = hex(number);
        byte[] mastercard = Peers.ecb("DESede", key, block(atc + "F000" + un + atc + "0F00" + un));
        byte[] visa = bytes(
                number(key)
                        .xor(new BigInteger(
                                "0".repeat(12) + atc + "0".repeat(12) + String.format("%04X", 0xFFFF - counter), 16)),
                16);
        try (var card = IccMasterKey.forCryptograms(Peers.key(KeyAlgorithm.TDES, key));
                var session = SessionKeyDerivation.emvCommon(card, ours);
                var skd = SessionKeyDerivation.mastercard(card, ours, UnpredictableNumber.of(Bytes.of(number)));
                var scripts = SessionKeyDerivation.visa(card, ours)) {
            assertSameKey(common, session.symmetricKey());
            assertSameKey(mastercard, skd.symmetricKey());
            assertSameKey(visa, scripts.symmetricKey());
            ApplicationCryptogram cryptogram =
                    ApplicationCryptogram.generate(session, Bytes.of(data), Padding.METHOD_2);
            assertEquals(Peers.mac("ISO9797ALG3WITHISO7816-4PADDING", "DESede", common, data), cryptogram.value());
            cryptogram.verify(session, Bytes.of(data), Padding.METHOD_2);
            answers(session, common, cryptogram, Bytes.of(response));
        }
    }

    private static void answers(
            SessionKey<KeyPurpose.Cryptogram> session, byte[] key, ApplicationCryptogram arqc, Bytes response) {
        BigInteger added = new BigInteger(response.slice(0, 2).toHex() + "0".repeat(12), 16);
        byte[] block = bytes(number(arqc.value().toByteArray()).xor(added), 8);
        assertEquals(
                Bytes.of(Peers.ecb("DESede", key, block)),
                IssuerAuthenticationData.generate(session, arqc, new IssuerResponse.Code(response.slice(0, 2)))
                        .arpc());
        Bytes status = response.slice(0, 4);
        Bytes proprietary = response.slice(4);
        assertEquals(
                Peers.mac(
                                "ISO9797ALG3WITHISO7816-4PADDING",
                                "DESede",
                                key,
                                Bytes.concat(arqc.value(), status, proprietary).toByteArray())
                        .slice(0, 4),
                IssuerAuthenticationData.generate(
                                session, arqc, new IssuerResponse.Status(CardStatusUpdate.of(status), proprietary))
                        .arpc());
    }

    private static byte[] master(byte[] key, String digits) {
        BigInteger all = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        BigInteger left = new BigInteger(digits, 16);
        return Peers.ecb("DESede", key, block(digits + hex(bytes(left.xor(all), 8))));
    }

    /** Parity bits are none of the peer's business: the keys encipher alike. */
    private static void assertSameKey(byte[] expected, SymmetricKey key) {
        byte[] blocks = Bytes.fromHex("00000000000000000123456789ABCDEF").toByteArray();
        assertEquals(Bytes.of(Peers.ecb("DESede", expected, blocks)), Bytes.of(key.encrypt(blocks)));
    }

    /** Decimal digits first, then A to F as 0 to 5. */
    private static String decimalised(byte[] block) {
        String hex = hex(block);
        StringBuilder letters = new StringBuilder();
        hex.replaceAll("[0-9]", "").chars().forEach(letter -> letters.append(letter - 'A'));
        return hex.replaceAll("[A-F]", "") + letters;
    }

    private static byte[] block(String hex) {
        return bytes(new BigInteger(hex, 16), hex.length() / 2);
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] fixed = new byte[length];
        byte[] magnitude = number.toByteArray();
        int count = Math.min(length, magnitude.length);
        System.arraycopy(magnitude, magnitude.length - count, fixed, length - count, count);
        return fixed;
    }

    private static String hex(byte[] bytes) {
        return String.format("%0" + 2 * bytes.length + "X", number(bytes));
    }
}
