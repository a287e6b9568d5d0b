package dev.solvo.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.benchmarks.JposModule.CardAccount;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.CardVerificationData;
import dev.solvo.crypto.carddata.CardVerificationKey;
import dev.solvo.crypto.carddata.CardholderAuthenticationData;
import dev.solvo.crypto.carddata.DynamicCardVerificationData;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.IssuerDynamicCodeKey;
import dev.solvo.crypto.carddata.PinVerificationData;
import dev.solvo.crypto.carddata.PinVerificationKey;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.ArpcMethod;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.CardStatusUpdate;
import dev.solvo.crypto.cryptogram.CryptogramInput;
import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.IssuerKeys;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.cryptogram.TransactionCryptography;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SoftwareKey;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.javatuples.Pair;
import org.jpos.emv.IssuerApplicationData;
import org.jpos.emv.cryptogram.CPACryptogram;
import org.jpos.emv.cryptogram.CryptogramSpec;
import org.jpos.security.EncryptedPIN;
import org.jpos.security.MKDMethod;
import org.jpos.security.PaddingMethod;
import org.jpos.security.SKDMethod;
import org.jpos.security.SMAdapter;
import org.jpos.security.SMException;
import org.jpos.tlv.TLVList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random keys, cards and transactions: the same codes, cryptograms, answers and scripts as jPOS makes. */
final class JposCardAgreementTest {
    private static final JposModule JPOS = new JposModule();

    @Property(tries = 1_000)
    void cardVerificationValueAndCavv(@ForAll long seed) throws CryptoException, SMException {
        Random random = new Random(seed);
        byte[] key = bytes(random, 16);
        String pan = digits(random, 12 + random.nextInt(8));
        String date = digits(random, 4);
        String result = digits(random, 1);
        String factor = digits(random, 2);
        try (CardVerificationKey ours = CardVerificationKey.of(key(key))) {
            CardVerificationData data = new CardVerificationData(Pan.of(pan), date, result + factor);
            assertEquals(
                    JPOS.calculateCVD(pan, JposModule.key(key), null, date, result + factor),
                    data.generate(ours).digits());
            assertEquals(
                    JPOS.calculateCAVV(pan, JposModule.key(key), date, result, factor),
                    new CardholderAuthenticationData(Pan.of(pan), date, result, factor)
                            .generate(ours)
                            .digits());
        }
    }

    @Property(tries = 1_000)
    void pinVerificationValue(@ForAll long seed) throws CryptoException, SMException {
        Random random = new Random(seed);
        byte[] key = bytes(random, 16);
        String pan = digits(random, 13 + random.nextInt(7));
        String digits = digits(random, 4 + random.nextInt(9));
        int index = random.nextInt(10);
        try (PinVerificationKey ours = PinVerificationKey.of(key(key));
                Pin pin = Pin.of(digits)) {
            assertEquals(
                    JPOS.pinVerificationValue(key, pan, index, digits),
                    new PinVerificationData(Pan.of(pan), index)
                            .generate(ours, pin)
                            .digits());
        }
    }

    @Property(tries = 1_000)
    void dynamicCodes(@ForAll long seed) throws CryptoException, SMException {
        Random random = new Random(seed);
        byte[] key = bytes(random, 16);
        String pan = digits(random, 13 + random.nextInt(7));
        String expiry = digits(random, 4);
        String serviceCode = digits(random, 3);
        String sequence = digits(random, 2);
        byte[] counter = Bytes.fromHex(digits(random, 4)).toByteArray();
        byte[] number = bytes(random, 4);
        byte[] track = bytes(random, 8 + random.nextInt(40));
        PanSequenceNumber ours = PanSequenceNumber.of(Integer.parseInt(sequence));
        try (IssuerDynamicCodeKey issuer = IssuerDynamicCodeKey.of(key(key));
                CardDynamicCodeKey a =
                        issuer.cardKey(IccMasterKeyDerivation.OPTION_A, Pan.of(pan), PanSequenceNumber.ZERO);
                CardDynamicCodeKey hashed = issuer.cardKeyByHash(Pan.of(pan), PanSequenceNumber.ZERO);
                CardDynamicCodeKey b = issuer.cardKey(IccMasterKeyDerivation.OPTION_B, Pan.of(pan), ours);
                CardDynamicCodeKey numberedA = issuer.cardKey(IccMasterKeyDerivation.OPTION_A, Pan.of(pan), ours);
                CardDynamicCodeKey numberedHash = issuer.cardKeyByHash(Pan.of(pan), ours)) {
            DynamicCardVerificationData data = new DynamicCardVerificationData(
                    Pan.of(pan), expiry, serviceCode, Bytes.of(counter).toHex());
            assertEquals(
                    JPOS.dynamicVerificationValue(key, pan, expiry, serviceCode, counter, MKDMethod.OPTION_A),
                    data.generate(a).digits());
            assertEquals(
                    JPOS.dynamicVerificationValue(key, pan, expiry, serviceCode, counter, MKDMethod.OPTION_B),
                    data.generate(hashed).digits());
            assertEquals(
                    JPOS.trackCode(key, pan, sequence, counter, number, track, MKDMethod.OPTION_A),
                    trackCode(numberedA, track, number, counter));
            assertEquals(
                    JPOS.trackCode(key, pan, sequence, counter, number, track, MKDMethod.OPTION_B),
                    trackCode(pan.length() > 16 ? b : numberedHash, track, number, counter));
        }
    }

    /** Option B with fewer than 17 digits: jPOS hashes for dCVV and CVC3, and takes option A itself for all else. */
    @Test
    void optionBOfAShortNumber_isHashedByJposForCodesOnly() throws SMException {
        byte[] key = Bytes.fromHex("12345678123456781234567812345678").toByteArray();
        String pan = "123456789012345";
        byte[] track = Bytes.fromHex("123456789012345D12012061000110000000").toByteArray();
        byte[] number = Bytes.fromHex("00002710").toByteArray();
        byte[] counter = Bytes.fromHex("2710").toByteArray();
        assertEquals("12612", JPOS.trackCode(key, pan, "00", counter, number, track, MKDMethod.OPTION_B));
        try (IssuerDynamicCodeKey issuer = IssuerDynamicCodeKey.of(key(key));
                CardDynamicCodeKey a =
                        issuer.cardKey(IccMasterKeyDerivation.OPTION_A, Pan.of(pan), PanSequenceNumber.ZERO);
                CardDynamicCodeKey b =
                        issuer.cardKey(IccMasterKeyDerivation.OPTION_B, Pan.of(pan), PanSequenceNumber.ZERO);
                CardDynamicCodeKey hashed = issuer.cardKeyByHash(Pan.of(pan), PanSequenceNumber.ZERO)) {
            assertEquals("12612", trackCode(hashed, track, number, counter));
            assertNotEquals("12612", trackCode(b, track, number, counter));
            assertEquals(trackCode(a, track, number, counter), trackCode(b, track, number, counter));
        }
        byte[] data = new byte[8];
        byte[] other = JPOS.cryptogram(MKDMethod.OPTION_B, SKDMethod.EMV_CSKD, key, pan, "00", counter, number, data);
        assertArrayEquals(
                JPOS.cryptogram(MKDMethod.OPTION_A, SKDMethod.EMV_CSKD, key, pan, "00", counter, number, data), other);
    }

    /** What this peer has no second computation for. */
    @Test
    void jposHasNoTreeOfSessionKeysAndNoOffsets() {
        byte[] key = new byte[16];
        byte[] two = new byte[2];
        assertThrows(
                SMException.class,
                () -> JPOS.cryptogram(
                        MKDMethod.OPTION_A, SKDMethod.EMV2000_SKM, key, "1234567890123456", "00", two, key, key));
        assertThrows(
                SMException.class,
                () -> JPOS.calculateIBMPINOffset(
                        new EncryptedPIN(new byte[8], SMAdapter.FORMAT01, "1234567890123456"),
                        JposModule.key(key),
                        "0123456789012345",
                        "1234567890123456",
                        4));
    }

    private static String trackCode(CardDynamicCodeKey key, byte[] track, byte[] number, byte[] counter) {
        return new DynamicTrackData(
                        DynamicTrackData.initialVector(key, Bytes.of(track)),
                        UnpredictableNumber.of(Bytes.of(number)),
                        counter(counter))
                .generate(key)
                .digits();
    }

    /** From the elements of the transaction to the answer, all rules chosen by each side from tag 9F10. */
    @Property(tries = 8_000)
    void cryptogramsAndAnswers(@ForAll CryptogramVersion version, @ForAll long seed)
            throws CryptoException, SMException {
        Random random = new Random(seed);
        Bytes issuerData = issuerApplicationData(version, random);
        Chain chain = new Chain(random, issuerData);
        assertEquals(Optional.of(version), CryptogramVersion.recognise(issuerData));
        IssuerResponse response = version.arpcMethod() == ArpcMethod.METHOD_1
                ? new IssuerResponse.Code(Bytes.of(bytes(random, 2)))
                : new IssuerResponse.Status(
                        CardStatusUpdate.of(Bytes.of(bytes(random, 4))), Bytes.of(bytes(random, random.nextInt(9))));
        try (var issuer = IssuerMasterKey.forCryptograms(key(chain.key));
                var card = IccMasterKeyDerivation.OPTION_A.derive(
                        issuer, Pan.of(chain.pan), PanSequenceNumber.of(Integer.parseInt(chain.sequence)))) {
            TransactionCryptography ours = new TransactionCryptography(version, card, chain.input());
            ApplicationCryptogram cryptogram = ours.generate();
            assertEquals(Bytes.of(chain.jposCryptogram()), cryptogram.value());
            assertEquals(
                    Bytes.of(chain.jposAnswer(cryptogram, response)),
                    ours.answer(cryptogram, response).arpc());
        }
    }

    /** M/Chip with the counter of the last online transaction behind the counters: jPOS leaves it out of the cryptogram. */
    @ParameterizedTest
    @ValueSource(ints = {20, 28})
    void lastOnlineCounter_isAuthenticatedByUsOnly(int length) throws CryptoException, SMException {
        Random random = new Random(length);
        Bytes data = Bytes.concat(Bytes.fromHex("0115"), Bytes.of(bytes(random, length - 4)), Bytes.fromHex("1234"));
        Chain chain = new Chain(random, data);
        try (var issuer = IssuerMasterKey.forCryptograms(key(chain.key));
                var card = IccMasterKeyDerivation.OPTION_A.derive(
                        issuer, Pan.of(chain.pan), PanSequenceNumber.of(Integer.parseInt(chain.sequence)))) {
            ApplicationCryptogram ours =
                    new TransactionCryptography(CryptogramVersion.MCHIP_15, card, chain.input()).generate();
            assertNotEquals(Bytes.of(chain.jposCryptogram()), ours.value());
            chain.elements.put(0x9F10, data.slice(0, length - 2));
            assertEquals(
                    Bytes.of(chain.jposCryptogram()),
                    new TransactionCryptography(CryptogramVersion.MCHIP_15, card, chain.input())
                            .generate()
                            .value());
        }
    }

    @Property(tries = 4_000)
    void scripts(@ForAll Scheme scheme, @ForAll long seed) throws CryptoException, SMException {
        Random random = new Random(seed);
        CardAccount account = new CardAccount(
                digits(random, 14 + random.nextInt(6)),
                digits(random, 2),
                Bytes.of(bytes(random, 16)),
                Bytes.of(bytes(random, 16)),
                Bytes.of(bytes(random, 16)));
        byte[] counter = bytes(random, 2);
        Bytes cryptogram = Bytes.of(bytes(random, 8));
        MKDMethod master = random.nextBoolean() ? MKDMethod.OPTION_A : MKDMethod.OPTION_B;
        String newDigits = digits(random, 4 + random.nextInt(9));
        String currentDigits = digits(random, 4 + random.nextInt(9));
        try (CardKeys keys = cardKeys(account, master);
                Pin newPin = Pin.of(newDigits);
                Pin currentPin = Pin.of(currentDigits)) {
            CommandApdu plain =
                    IssuerScriptCommand.putData(Tag.of(0x9F58), Bytes.of(bytes(random, 1 + random.nextInt(40))));
            Bytes data =
                    scheme.messaging(keys, counter, cryptogram).protect(plain).data();
            Bytes covered =
                    scheme.covered(Bytes.ofUnsigned(0x04, 0xDA, 0x9F, 0x58, data.length()), counter, cryptogram);
            assertEquals(
                    Bytes.of(JPOS.generateSM_MAC(
                            master,
                            scheme.session,
                            JposModule.key(account.macKey().toByteArray()),
                            account.pan(),
                            account.sequenceNumber(),
                            counter,
                            cryptogram.toByteArray(),
                            covered.plus(plain.data()).toByteArray())),
                    data.slice(data.length() - 8));
            Change change =
                    new Change(scheme, account, master, Bytes.of(counter), cryptogram, newDigits, currentDigits);
            change.assertSame(
                    scheme.messaging(keys, counter, cryptogram).changePin(newPin),
                    0x02,
                    scheme.visBlock ? SMAdapter.FORMAT41 : SMAdapter.FORMAT34);
            if (scheme.visBlock) {
                change.assertSame(
                        scheme.messaging(keys, counter, cryptogram).changePin(newPin, currentPin),
                        0x01,
                        SMAdapter.FORMAT42);
            }
        }
    }

    /** Our rules and how jPOS calls them. */
    enum Scheme {
        VISA(SKDMethod.VSDC, PaddingMethod.VSDC, true),
        VISA_COMMON(SKDMethod.EMV_CSKD, PaddingMethod.VSDC, false),
        MASTERCARD(SKDMethod.MCHIP, PaddingMethod.MCHIP, false),
        COMMON_CORE(SKDMethod.EMV_CSKD, PaddingMethod.CCD, false);

        private final SKDMethod session;
        private final PaddingMethod padding;
        private final boolean visBlock;

        Scheme(SKDMethod session, PaddingMethod padding, boolean visBlock) {
            this.session = session;
            this.padding = padding;
            this.visBlock = visBlock;
        }

        private ScriptScheme ours() {
            return switch (this) {
                case VISA -> ScriptScheme.VISA;
                case VISA_COMMON -> ScriptScheme.VISA_COMMON;
                case MASTERCARD -> ScriptScheme.MASTERCARD;
                case COMMON_CORE -> ScriptScheme.COMMON_CORE;
            };
        }

        private ScriptMessaging messaging(CardKeys keys, byte[] counter, Bytes cryptogram) {
            return new ScriptMessaging(ours(), keys, counter(counter), ApplicationCryptogram.of(cryptogram));
        }

        /** What stands before the data in the MAC of the first command. */
        private Bytes covered(Bytes header, byte[] counter, Bytes cryptogram) {
            return this == COMMON_CORE ? cryptogram.plus(header) : Bytes.concat(header, Bytes.of(counter), cryptogram);
        }
    }

    private record Change(
            Scheme scheme,
            CardAccount account,
            MKDMethod master,
            Bytes counter,
            Bytes cryptogram,
            String newPin,
            String currentPin) {
        void assertSame(CommandApdu command, int qualifier, byte format) throws SMException {
            Bytes data = command.data();
            Bytes covered = scheme.covered(
                    Bytes.ofUnsigned(0x84, 0x24, 0x00, qualifier, data.length()), counter.toByteArray(), cryptogram);
            Pair<byte[], byte[]> theirs = JPOS.changedPin(
                    master,
                    scheme.session,
                    scheme.padding,
                    account,
                    counter.toByteArray(),
                    cryptogram.toByteArray(),
                    covered.toByteArray(),
                    newPin,
                    currentPin,
                    format);
            assertEquals(Bytes.of(theirs.getValue0()).plus(Bytes.of(theirs.getValue1())), data);
        }
    }

    /** The data elements of a transaction, for both sides. */
    private static final class Chain {
        private final byte[] key;
        private final String pan;
        private final String sequence;
        private final Map<Integer, Bytes> elements = new LinkedHashMap<>();

        Chain(Random random, Bytes issuerApplicationData) {
            key = bytes(random, 16);
            pan = digits(random, 14 + random.nextInt(6));
            sequence = digits(random, 2);
            int[][] lengths = {
                {0x9F02, 6},
                {0x9F03, 6},
                {0x9F1A, 2},
                {0x95, 5},
                {0x5F2A, 2},
                {0x9A, 3},
                {0x9C, 1},
                {0x9F37, 4},
                {0x82, 2},
                {0x9F36, 2}
            };
            for (int[] element : lengths) {
                elements.put(element[0], Bytes.of(bytes(random, element[1])));
            }
            elements.put(0x9F10, issuerApplicationData);
        }

        CryptogramInput input() throws CryptoException {
            return CryptogramInput.of(tag -> Optional.ofNullable(elements.get(tag.value())));
        }

        byte[] jposCryptogram() throws SMException {
            IssuerApplicationData data = new IssuerApplicationData(element(0x9F10));
            CryptogramSpec rules = rules(data);
            TLVList list = new TLVList();
            elements.forEach((tag, value) -> list.append(tag, value.toByteArray()));
            String padded = rules.getDataBuilder().buildARQCRequest_padded(list, data);
            return JPOS.cryptogram(
                    rules.getMKDMethod(),
                    rules.getSKDMethod(),
                    key,
                    pan,
                    sequence,
                    element(0x9F36),
                    element(0x9F37),
                    Bytes.fromHex(padded).toByteArray());
        }

        byte[] jposAnswer(ApplicationCryptogram cryptogram, IssuerResponse response) throws SMException {
            CryptogramSpec rules = rules(new IssuerApplicationData(element(0x9F10)));
            Bytes code = response instanceof IssuerResponse.Status status
                    ? status.update().value()
                    : response.toBytes();
            Bytes proprietary =
                    response instanceof IssuerResponse.Status status ? status.proprietaryData() : Bytes.EMPTY;
            return JPOS.generateARPC(
                    rules.getMKDMethod(),
                    rules.getSKDMethod(),
                    JposModule.key(key),
                    pan,
                    sequence,
                    cryptogram.value().toByteArray(),
                    element(0x9F36),
                    element(0x9F37),
                    rules.getARPCMethod(),
                    code.toByteArray(),
                    proprietary.toByteArray());
        }

        /** jPOS reads the common core definitions, but has to be told that they are meant. */
        private static CryptogramSpec rules(IssuerApplicationData data) {
            return data.getFormat() == IssuerApplicationData.Format.EMV_FORMAT_A
                    ? new CPACryptogram()
                    : data.getCryptogramSpec();
        }

        private byte[] element(int tag) {
            return elements.getOrDefault(tag, Bytes.EMPTY).toByteArray();
        }
    }

    /** Data of the form by which both sides know the version; all else is random. */
    private static Bytes issuerApplicationData(CryptogramVersion version, Random random) {
        Bytes key = Bytes.of(bytes(random, 1));
        return switch (version) {
            case VISA_10, VISA_18 ->
                Bytes.concat(
                        Bytes.ofUnsigned(6),
                        key,
                        Bytes.ofUnsigned(version == CryptogramVersion.VISA_10 ? 0x0A : 0x12, 3),
                        // Up to 17 bytes in all, so that no side takes them for those of M/Chip.
                        Bytes.of(bytes(random, 3 + random.nextInt(11))));
            case VISA_22 ->
                Bytes.concat(Bytes.ofUnsigned(0x1F, 0x22), key, Bytes.ofUnsigned(3), Bytes.of(bytes(random, 28)));
            case MCHIP_10, MCHIP_11, MCHIP_14, MCHIP_15 ->
                Bytes.concat(
                        key,
                        Bytes.fromHex(version.name().substring(version.name().length() - 2)),
                        Bytes.of(bytes(random, random.nextBoolean() ? 16 : 24)));
            case COMMON_CORE_5 ->
                Bytes.concat(
                        Bytes.ofUnsigned(0x0F, 0xA5),
                        Bytes.of(bytes(random, 14)),
                        Bytes.ofUnsigned(0x0F),
                        Bytes.of(bytes(random, 15)));
        };
    }

    private static CardKeys cardKeys(CardAccount account, MKDMethod master) {
        IccMasterKeyDerivation derivation =
                master == MKDMethod.OPTION_A ? IccMasterKeyDerivation.OPTION_A : IccMasterKeyDerivation.OPTION_B;
        try (IssuerKeys issuer = new IssuerKeys(
                IssuerMasterKey.forCryptograms(key(account.cryptogramKey().toByteArray())),
                IssuerMasterKey.forScriptMac(key(account.macKey().toByteArray())),
                IssuerMasterKey.forScriptEncipherment(
                        key(account.enciphermentKey().toByteArray())))) {
            return issuer.deriveCardKeys(
                    derivation,
                    Pan.of(account.pan()),
                    PanSequenceNumber.of(Integer.parseInt(account.sequenceNumber())));
        }
    }

    private static SoftwareKey key(byte[] bytes) {
        try (SecretBytes secret = SecretBytes.of(bytes)) {
            return SoftwareKey.of(KeyAlgorithm.TDES, secret);
        }
    }

    private static ApplicationTransactionCounter counter(byte[] bytes) {
        return ApplicationTransactionCounter.of((int) Bytes.of(bytes).toUnsignedLong());
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String digits(Random random, int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }
}
