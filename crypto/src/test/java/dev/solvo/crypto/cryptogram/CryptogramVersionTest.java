package dev.solvo.crypto.cryptogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Profiles: recognition by form, data, keys and answers together. */
final class CryptogramVersionTest {
    private static final String KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final IssuerResponse CODE = new IssuerResponse.Code(Bytes.fromHex("3030"));
    private static final IssuerResponse STATUS = new IssuerResponse.Status(CardStatusUpdate.approval());

    @ParameterizedTest
    @CsvSource({
        "06010A03A00000, VISA_10",
        "06010A03A000000F000000000000000000000000000000, VISA_10",
        "06011203A00000, VISA_18",
        "1F22010300000000000000000000000000000000000000000000000000000000, VISA_22",
        "06011603A00000, ''",
        "0110A00003220000000000000000000322FF, MCHIP_10",
        "0111A00003220000000000000000000322FF, MCHIP_11",
        "0114A00003220000000000000000000322FF, MCHIP_14",
        "0115A00003220000000000000000000322FF, MCHIP_15",
        "0FA501A03800000000000000000000000F010000000000000000000000000000, COMMON_CORE_5",
        "0FA601A03800000000000000000000000F010000000000000000000000000000, ''",
        "06010A04A00000, ''",
        "06011103A00000, ''",
        "06010A03A000, ''",
        "0112A00003220000000000000000000322FF, ''",
        "0110A0000322000000000000000000032F, ''",
        "'', ''"
    })
    void theFormOfTheIssuerApplicationDataTells(String hex, String version) {
        Optional<CryptogramVersion> expected =
                version.isEmpty() ? Optional.empty() : Optional.of(CryptogramVersion.valueOf(version));
        assertEquals(expected, CryptogramVersion.recognise(Bytes.fromHex(hex)));
    }

    @Property
    void anyBytesAreRecognisedOrNot(@ForAll @Size(max = 40) byte[] bytes) throws CryptoException {
        Optional<CryptogramVersion> version = CryptogramVersion.recognise(Bytes.of(bytes));
        if (version.isPresent() && bytes.length <= 32) {
            CryptogramInput input = input(Bytes.of(bytes).toHex());
            assertTrue(version.get().data(input).length() > 33);
        }
    }

    /** Visa VSDC Contact and Contactless Issuer Implementation Guide, October 2018, H.1, example 1. */
    @Test
    void visa22TakesAllIssuerApplicationData() throws CryptoException {
        Map<Integer, String> elements = Map.ofEntries(
                Map.entry(0x9F02, "000000000100"),
                Map.entry(0x9F03, "000000000000"),
                Map.entry(0x9F1A, "0840"),
                Map.entry(0x95, "0000000000"),
                Map.entry(0x5F2A, "0840"),
                Map.entry(0x9A, "181231"),
                Map.entry(0x9C, "01"),
                Map.entry(0x9F37, "ABCDEF10"),
                Map.entry(0x82, "1800"),
                Map.entry(0x9F36, "0001"),
                Map.entry(0x9F10, "1F22010300000000000000000000000000000000000000000000000000000000"));
        CryptogramInput input = CryptogramInput.of(
                tag -> Optional.ofNullable(elements.get(tag.value())).map(Bytes::fromHex));
        assertEquals(
                Optional.of(CryptogramVersion.VISA_22), CryptogramVersion.recognise(input.issuerApplicationData()));
        assertEquals(
                "00000000010000000000000008400000000000084018123101ABCDEF1018000001"
                        + "1F22010300000000000000000000000000000000000000000000000000000000",
                CryptogramVersion.VISA_22.data(input).toHex());
    }

    /** Printed results of whole chains, from data elements to cryptogram and answer. */
    @ParameterizedTest
    @CsvSource({
        "VISA_10, 06010A03A06010, 29CCA15AE665FA2E, 3030, 28993816AFAE4AEB3030",
        "VISA_18, 06011203A0B800, 7A788EA6B8A3E733, 00000000, 9AF514C100000000",
        "VISA_22, 1F220103A0B80000000000000000000000000000000000000000000000000000, '', 00000000, ''",
    })
    void visaChains(String version, String issuerApplicationData, String arqc, String response, String answer)
            throws CryptoException {
        Map<Integer, String> elements = new HashMap<>(Map.of(
                0x9F02, "000000004000",
                0x9F03, "000000000000",
                0x9F1A, "0124",
                0x95, "8000048000",
                0x5F2A, "0124",
                0x9A, "191105",
                0x9C, "01",
                0x9F37, "52BF4585",
                0x82, "1800",
                0x9F36, "001C"));
        elements.put(0x9F10, issuerApplicationData);
        CryptogramInput input = CryptogramInput.of(
                tag -> Optional.ofNullable(elements.get(tag.value())).map(Bytes::fromHex));
        CryptogramVersion profile =
                CryptogramVersion.recognise(input.issuerApplicationData()).orElseThrow();
        assertEquals(CryptogramVersion.valueOf(version), profile);
        try (var issuer = TestKeys.issuerKey(KEY);
                var card = IccMasterKeyDerivation.OPTION_A.derive(
                        issuer, Pan.of("1234567890123456"), PanSequenceNumber.ZERO)) {
            TransactionCryptography transaction = new TransactionCryptography(profile, card, input);
            ApplicationCryptogram cryptogram = transaction.generate();
            IssuerResponse said = response.length() == 4
                    ? new IssuerResponse.Code(Bytes.fromHex(response))
                    : new IssuerResponse.Status(CardStatusUpdate.of(Bytes.fromHex(response)));
            if (!arqc.isEmpty()) {
                assertEquals(arqc, cryptogram.value().toHex());
                assertEquals(
                        answer, transaction.answer(cryptogram, said).toBytes().toHex());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0111A000032200000000" + "00000000000322FF, EAE8A620A75648D8, 0010, 29CF11FBDB9CA6500010",
        "0115A000032200000000" + "00000000000322FF, C30E54BE496CF5E5, 0010, 4F51F9CC63CE8B3C0010",
    })
    void mastercardChains(String issuerApplicationData, String arqc, String code, String answer)
            throws CryptoException {
        Map<Integer, String> elements = new HashMap<>(Map.of(
                0x9F02, "000000009999",
                0x9F03, "000000000000",
                0x9F1A, "0124",
                0x95, "8000000000",
                0x5F2A, "0124",
                0x9A, "209906",
                0x9C, "00",
                0x9F37, "ABCDEF12",
                0x82, "1800",
                0x9F36, "001C"));
        elements.put(0x9F10, issuerApplicationData);
        CryptogramInput input = CryptogramInput.of(
                tag -> Optional.ofNullable(elements.get(tag.value())).map(Bytes::fromHex));
        try (var issuer = TestKeys.issuerKey(KEY);
                var card = IccMasterKeyDerivation.OPTION_A.derive(
                        issuer, Pan.of("1234567890123456"), PanSequenceNumber.ZERO)) {
            TransactionCryptography transaction = new TransactionCryptography(
                    CryptogramVersion.recognise(input.issuerApplicationData()).orElseThrow(), card, input);
            assertEquals(arqc, transaction.generate().value().toHex());
            IssuerAuthenticationData made = transaction.answer(
                    ApplicationCryptogram.of(Bytes.fromHex(arqc)), new IssuerResponse.Code(Bytes.fromHex(code)));
            assertEquals(answer, made.toBytes().toHex());
        }
    }

    @ParameterizedTest
    @EnumSource(CryptogramVersion.class)
    void bothSidesAgreeAndAlteredBytesAreRefused(CryptogramVersion version) throws CryptoException {
        boolean method1 = version.arpcMethod() == ArpcMethod.METHOD_1;
        try (IccMasterKey<KeyPurpose.Cryptogram> key = TestKeys.cardKey(KEY)) {
            TransactionCryptography transaction =
                    new TransactionCryptography(version, key, input(issuerApplicationData(version)));
            ApplicationCryptogram arqc = transaction.generate();
            transaction.verify(arqc);
            Bytes answer = transaction.answer(arqc, method1 ? CODE : STATUS).toBytes();
            assertEquals(method1 ? CODE : STATUS, transaction.verifyAnswer(arqc, answer));
            assertThrows(IllegalArgumentException.class, () -> transaction.answer(arqc, method1 ? STATUS : CODE));
            for (int i = 0; i < 8; i++) {
                byte[] altered = arqc.value().toByteArray();
                altered[i] ^= 1;
                ApplicationCryptogram other = ApplicationCryptogram.of(Bytes.of(altered));
                assertThrows(CryptoException.class, () -> transaction.verify(other));
                assertThrows(CryptoException.class, () -> transaction.verifyAnswer(other, answer));
            }
            for (int i = 0; i < answer.length(); i++) {
                Bytes part = answer.slice(0, i);
                assertThrows(CryptoException.class, () -> transaction.verifyAnswer(arqc, part));
            }
        }
    }

    @Test
    void countersAreAuthenticatedWhereTheVersionSaysSo() throws CryptoException {
        String other = "0111A00003220000000000000000000322FE";
        for (CryptogramVersion version :
                new CryptogramVersion[] {CryptogramVersion.MCHIP_10, CryptogramVersion.MCHIP_11}) {
            Bytes data = version.data(input(issuerApplicationData(CryptogramVersion.MCHIP_11)));
            if (version == CryptogramVersion.MCHIP_10) {
                assertEquals(data, version.data(input(other)));
            } else {
                assertNotEquals(data, version.data(input(other)));
            }
        }
    }

    @Test
    void anAbsentOrWrongElementIsNamedWithoutItsValue() {
        for (int missing : new int[] {0x9F02, 0x9F03, 0x9F1A, 0x95, 0x5F2A, 0x9A, 0x9C, 0x9F37, 0x82, 0x9F36, 0x9F10}) {
            CryptoException absent = assertThrows(
                    CryptoException.class,
                    () -> CryptogramInput.of(tag -> tag.value() == missing ? Optional.empty() : element(tag, "06")));
            assertEquals(CryptoException.Reason.MISSING_DATA, absent.reason());
            assertTrue(
                    String.valueOf(absent.getMessage()).contains(Tag.of(missing).toString()));
            CryptoException wrong = assertThrows(
                    CryptoException.class,
                    () -> CryptogramInput.of(
                            tag -> tag.value() == missing ? Optional.of(Bytes.repeat(1, 33)) : element(tag, "06")));
            assertEquals(CryptoException.Reason.LENGTH, wrong.reason());
        }
    }

    @Test
    void issuerApplicationDataTooShortForTheProfileAreRefused() throws CryptoException {
        CryptogramInput input = input("06010A");
        assertThrows(CryptoException.class, () -> CryptogramVersion.VISA_10.data(input));
        assertThrows(CryptoException.class, () -> CryptogramVersion.MCHIP_11.data(input));
    }

    @Test
    void cardStatusUpdateReadsWhatItWrote() {
        CardStatusUpdate update = CardStatusUpdate.refusal()
                .withPinTryCounter(3)
                .withApplicationBlocked()
                .withCardBlocked()
                .withOnlineNextTime()
                .withCounters(CardStatusUpdate.CounterUpdate.ADD_TRANSACTION);
        assertEquals("037B0000", update.value().toHex());
        assertEquals("00820000", CardStatusUpdate.approval().value().toHex());
        assertTrue(CardStatusUpdate.approval().approves());
        assertEquals(
                CardStatusUpdate.CounterUpdate.RESET_TO_ZERO,
                CardStatusUpdate.approval().counterUpdate());
        assertEquals(3, update.pinTryCounter());
        assertTrue(update.updatesPinTryCounter());
        assertTrue(update.blocksApplication());
        assertTrue(update.blocksCard());
        assertTrue(update.setsOnlineNextTime());
        assertEquals(false, update.approves());
        assertEquals(false, update.isMadeByProxy());
        assertEquals(false, update.announcesProprietaryData());
        assertTrue(update.withProprietaryData().announcesProprietaryData());
        assertThrows(IllegalArgumentException.class, () -> update.withPinTryCounter(16));
    }

    private static CryptogramInput input(String issuerApplicationData) throws CryptoException {
        return CryptogramInput.of(tag -> element(tag, issuerApplicationData));
    }

    private static Optional<Bytes> element(Tag tag, String issuerApplicationData) {
        return Optional.of(
                switch (tag.value()) {
                    case 0x9F02, 0x9F03 -> Bytes.fromHex("000000000100");
                    case 0x9F1A, 0x5F2A, 0x82, 0x9F36 -> Bytes.fromHex("0840");
                    case 0x95 -> Bytes.fromHex("0000008000");
                    case 0x9A -> Bytes.fromHex("260101");
                    case 0x9C -> Bytes.fromHex("00");
                    case 0x9F37 -> Bytes.fromHex("11223344");
                    case 0x9F10 -> Bytes.fromHex(issuerApplicationData);
                    default -> throw new AssertionError(tag.toString());
                });
    }

    private static String issuerApplicationData(CryptogramVersion version) {
        return switch (version) {
            case VISA_10 -> "06010A03A00000";
            case VISA_18 -> "06011203A00000";
            case VISA_22 -> "1F220103A0000000000000000000000000000000000000000000000000000000";
            case MCHIP_10 -> "0110A00003220000000000000000000322FF";
            case MCHIP_11 -> "0111A00003220000000000000000000322FF";
            case MCHIP_14 -> "0114A00003220000000000000000000322FF";
            case MCHIP_15 -> "0115A00003220000000000000000000322FF";
            case COMMON_CORE_5 -> "0FA501A03800000000000000000000000F010000000000000000000000000000";
        };
    }
}
