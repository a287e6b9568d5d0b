package dev.solvo.emv.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TerminalConfigTest {
    private static TerminalConfig testTerminal() throws EmvDataException {
        return TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
    }

    private static ApplicationConfig.Builder application(String aid) {
        return ApplicationConfig.builder(Bytes.fromHex(aid));
    }

    private static RsaCaPublicKey key(String first) {
        return RsaCaPublicKey.withoutChecksum(
                Bytes.fromHex("A000000999"), 1, Bytes.fromHex(first + "5B".repeat(63)), Bytes.fromHex("03"));
    }

    /** EMV 4.4 Book 1, 12.3.1. */
    @ParameterizedTest
    @CsvSource({
        "A0000000031010, false, A0000000031010, true",
        "A0000000031010, false, A000000003101001, false",
        "A0000000031010, true, A000000003101001, true",
        "A0000000031010, true, A00000000310, false",
        "A0000000031010, true, A0000000041010, false"
    })
    void matching(String aid, boolean partial, String dfName, boolean matches) {
        assertEquals(
                matches, application(aid).partialNameAllowed(partial).build().matches(Bytes.fromHex(dfName)));
    }

    @Test
    void longestIdentifierCounts() throws EmvDataException {
        TerminalConfig config = testTerminal().toBuilder()
                .applications(List.of(
                        application("A000000003")
                                .partialNameAllowed(true)
                                .name("any")
                                .build(),
                        application("A0000000031010")
                                .partialNameAllowed(true)
                                .name("Visa")
                                .build(),
                        application("A000000003101001").name("one").build()))
                .build();
        assertEquals(
                "Visa",
                config.applicationFor(Bytes.fromHex("A000000003101002"))
                        .orElseThrow()
                        .name());
        assertEquals(
                "one",
                config.applicationFor(Bytes.fromHex("A000000003101001"))
                        .orElseThrow()
                        .name());
        assertEquals(
                "any",
                config.applicationFor(Bytes.fromHex("A0000000032010"))
                        .orElseThrow()
                        .name());
        assertFalse(config.applicationFor(Bytes.fromHex("A0000000041010")).isPresent());
    }

    @Test
    void elementsOfTheTerminal() throws EmvDataException {
        DataStore data = new DataStore(TagDictionary.load());
        testTerminal().putInto(data);
        assertEquals("22", data.require(EmvTag.TERMINAL_TYPE).toHex());
        assertEquals("20F9CC", data.require(EmvTag.TERMINAL_CAPABILITIES).toHex());
        assertEquals("0250", data.require(EmvTag.TERMINAL_COUNTRY_CODE).toHex());
        assertEquals("0978", data.require(EmvTag.TRANSACTION_CURRENCY_CODE).toHex());
        assertEquals("02", data.require(EmvTag.TRANSACTION_CURRENCY_EXPONENT).toHex());
        assertEquals("5999", data.require(EmvTag.MERCHANT_CATEGORY_CODE).toHex());
        assertEquals(
                "534F4C564F303031",
                data.require(EmvTag.INTERFACE_DEVICE_SERIAL_NUMBER).toHex());
        assertEquals(
                "544553544D45524348414E54303031",
                data.require(EmvTag.MERCHANT_IDENTIFIER).toHex());
        assertEquals(
                "5445535430303031", data.require(EmvTag.TERMINAL_IDENTIFICATION).toHex());
        assertEquals("000000000001", data.require(EmvTag.ACQUIRER_IDENTIFIER).toHex());
        assertEquals("05", data.require(EmvTag.POINT_OF_SERVICE_ENTRY_MODE).toHex());
    }

    @Test
    void elementsOfTheApplicationComeBeforeThoseOfTheTerminal() throws EmvDataException {
        DataStore data = new DataStore(TagDictionary.load());
        TerminalConfig config = testTerminal();
        config.putInto(data);
        application("A0000000031010")
                .applicationVersionNumber(Bytes.fromHex("0096"))
                .floorLimitMinor(4_000_000_000L)
                .terminalType(TerminalType.parse(Bytes.fromHex("21")))
                .terminalCapabilities(TerminalCapabilities.parse(Bytes.fromHex("2048C8")))
                .additionalTerminalCapabilities(AdditionalTerminalCapabilities.parse(Bytes.fromHex("6000001001")))
                .merchantCategoryCode(4111)
                .additionalData(Tag.of(0x9F53), Bytes.fromHex("52"))
                .build()
                .putInto(data);
        assertEquals(
                "0096", data.require(EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL).toHex());
        assertEquals("EE6B2800", data.require(EmvTag.TERMINAL_FLOOR_LIMIT).toHex());
        assertEquals("21", data.require(EmvTag.TERMINAL_TYPE).toHex());
        assertEquals("2048C8", data.require(EmvTag.TERMINAL_CAPABILITIES).toHex());
        assertEquals(
                "6000001001",
                data.require(EmvTag.ADDITIONAL_TERMINAL_CAPABILITIES).toHex());
        assertEquals("4111", data.require(EmvTag.MERCHANT_CATEGORY_CODE).toHex());
        assertEquals("52", data.require(Tag.of(0x9F53)).toHex());
        data.forgetCard();
        assertEquals("22", data.require(EmvTag.TERMINAL_TYPE).toHex());
        assertFalse(data.contains(EmvTag.TERMINAL_FLOOR_LIMIT));
    }

    @Test
    void moreKeys() throws EmvDataException {
        TerminalConfig with = testTerminal().withCaPublicKeys(CaPublicKeys.of(key("C1")));
        assertEquals(
                1,
                with.withCaPublicKeys(CaPublicKeys.of(key("C1")))
                        .caPublicKeys()
                        .toList()
                        .size());
        assertThrows(IllegalArgumentException.class, () -> with.withCaPublicKeys(CaPublicKeys.of(key("C3"))));
        assertTrue(testTerminal().caPublicKeys().toList().isEmpty());
    }

    @Test
    void builderDoesNotReachIntoWhatItBuilt() {
        ApplicationConfig.Builder builder = application("A0000000031010").floorLimitMinor(100);
        ApplicationConfig built = builder.build();
        builder.floorLimitMinor(200).additionalData(Tag.of(0x9F53), Bytes.fromHex("52"));
        assertEquals(100, built.floorLimitMinor());
        assertTrue(built.additionalData().isEmpty());
        assertEquals(100, built.toBuilder().build().floorLimitMinor());
        assertEquals("A000000003", built.rid().toHex());
        assertEquals("A0000000031010", built.toString());
    }

    @Test
    void allProblemsAtOnce() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> application("A0000000").floorLimitMinor(-1).build());
        assertEquals(
                "an application identifier has 5 to 16 bytes; the floor limit is not 0 to 4294967295",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"-1,5,0", "100,100,0", "20,10,0", "20,100,0", "20,30,-1"})
    void randomSelection(int target, int maximum, long threshold) {
        assertThrows(IllegalArgumentException.class, () -> new RandomSelection(target, maximum, threshold));
    }

    @ParameterizedTest
    @CsvSource({"MODE_1,1,true,true", "MODE_2,2,true,false", "MODE_3,3,false,false", "MODE_4,4,false,true"})
    void cdaModes(CdaMode mode, int number, boolean onArqc, boolean onSecond) {
        assertEquals(number, mode.number());
        assertEquals(onArqc, mode.onArqc());
        assertEquals(onSecond, mode.onSecondGenerateAc());
    }

    @ParameterizedTest
    @CsvSource({
        "00,APPROVED",
        "08,APPROVED",
        "10,APPROVED",
        "11,APPROVED",
        "01,REFERRAL",
        "02,REFERRAL",
        "05,DECLINED",
        "ZZ,DECLINED"
    })
    void responseCodes(String code, AuthorisationResponseCodes.Meaning meaning) {
        assertEquals(meaning, AuthorisationResponseCodes.USUAL.meaning(code));
    }

    @Test
    void responseCodeOfTwoMeanings() {
        assertThrows(IllegalArgumentException.class, () -> new AuthorisationResponseCodes(Set.of("00"), Set.of("00")));
    }
}
