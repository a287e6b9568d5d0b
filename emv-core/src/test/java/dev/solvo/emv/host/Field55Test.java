package dev.solvo.emv.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 4, 12.1. */
final class Field55Test {
    private static final ChipData DATA = ChipData.of(Map.of(
            EmvTag.APPLICATION_CRYPTOGRAM,
            Bytes.fromHex("0102030405060708"),
            EmvTag.CRYPTOGRAM_INFORMATION_DATA,
            Bytes.fromHex("80"),
            EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER,
            Bytes.fromHex("01"),
            EmvTag.TERMINAL_VERIFICATION_RESULTS,
            Bytes.fromHex("8000008000"),
            EmvTag.AMOUNT_OTHER_NUMERIC,
            Bytes.EMPTY,
            EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
            Bytes.fromHex("4761739001010119"),
            Tag.of(0x9F53),
            Bytes.fromHex("52"),
            EmvTag.DEDICATED_FILE_NAME,
            Bytes.fromHex("A0000000041010")));

    static Stream<Field55Profile> profiles() {
        return Stream.of(
                Field55Profile.VISA, Field55Profile.MASTERCARD, Field55Profile.UNIONPAY, Field55Profile.GENERIC);
    }

    @Test
    void visa() {
        assertEquals(
                "5F340101" + "8407A0000000041010" + "95058000008000" + "9F26080102030405060708" + "9F270180",
                Field55Profile.VISA.build(DATA).toHex());
    }

    @Test
    void mastercardCarriesTheSequenceNumberElsewhere() {
        assertEquals(
                "8407A0000000041010" + "95058000008000" + "9F26080102030405060708" + "9F270180" + "9F530152",
                Field55Profile.MASTERCARD.build(DATA).toHex());
    }

    @Test
    void unionPay() {
        assertEquals(
                "9F26080102030405060708" + "9F270180" + "95058000008000" + "8407A0000000041010",
                Field55Profile.UNIONPAY.build(DATA).toHex());
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void holdsTheCryptogramAndItsInputsAndNoCardholderData(Field55Profile profile) throws TlvException {
        for (int tag : new int[] {
            0x9F26, 0x9F27, 0x9F10, 0x9F37, 0x9F36, 0x95, 0x9A, 0x9C, 0x9F02, 0x5F2A, 0x82, 0x9F1A, 0x9F03, 0x9F33,
            0x9F34, 0x9F35, 0x9F1E, 0x84
        }) {
            assertTrue(profile.tags().contains(Tag.of(tag)), () -> Integer.toHexString(tag));
        }
        for (Tlv object : Tlv.parseAll(profile.build(DATA))) {
            assertFalse(object.tag().equals(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
            assertEquals(DATA.get(object.tag()), Optional.of(object.value()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x5A, 0x56, 0x57, 0x99, 0x9F1F, 0x9F20, 0x9F6B})
    void accountTrackAndPinAreRefused(int tag) {
        assertThrows(IllegalArgumentException.class, () -> Field55Profile.GENERIC.with(Tag.of(tag)));
    }

    @Test
    void adapted() {
        Field55Profile own = Field55Profile.of("own", List.of(EmvTag.CRYPTOGRAM_INFORMATION_DATA))
                .with(Tag.of(0x9F6E));
        assertEquals("own [9F27, 9F6E]", own.toString());
        assertEquals(
                List.of(Tag.of(0x9F6E)),
                own.without(EmvTag.CRYPTOGRAM_INFORMATION_DATA).tags());
        assertEquals(List.of(Tag.of(0x9F6E)), own.missing(DATA));
        assertThrows(IllegalArgumentException.class, () -> own.with(Tag.of(0x9F6E)));
        assertEquals("other", own.named("other").name());
    }

    @Test
    void response() {
        IssuerResponseData response = IssuerResponseData.parse(
                Bytes.fromHex(
                        "910A 00112233445566773030 8A023030 7106 8604 84240000 720F 9F180412345678 8606 842400020001 7100 9F36020001"));
        assertEquals(
                "00112233445566773030",
                response.issuerAuthenticationData().orElseThrow().toHex());
        assertEquals("3030", response.authorisationResponseCode().orElseThrow().toHex());
        assertEquals(Optional.empty(), response.authorisationCode());
        assertEquals(
                List.of("7106860484240000", "720F9F1804123456788606842400020001", "7100"),
                response.scriptTemplates().stream().map(Bytes::toHex).toList());
        assertEquals(List.of(EmvTag.APPLICATION_TRANSACTION_COUNTER), response.ignored());
        assertEquals(List.of(), response.findings());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing, '', absent, 0, 0",
        "second 91 ignored, 910111910122, 11, 0, 0",
        "empty 91 ignored, 9100, absent, 0, 0",
        "91 cut off, 910A0011, absent, 0, 1",
        "script cut off behind 91, 910111 7106860484, 11, 1, 1",
        "script before damage, 7102860091, absent, 1, 1"
    })
    void damagedResponse(String name, String hex, String authentication, int scripts, int findings) {
        IssuerResponseData response = IssuerResponseData.parse(Bytes.fromHex(hex));
        assertEquals(
                authentication,
                response.issuerAuthenticationData().map(Bytes::toHex).orElse("absent"),
                name);
        assertEquals(scripts, response.scriptTemplates().size());
        assertEquals(findings > 0, !response.findings().isEmpty(), response.findings()::toString);
    }

    @Property
    void anyResponseIsRead(@ForAll @Size(max = 200) byte[] field) {
        IssuerResponseData response = IssuerResponseData.parse(Bytes.of(field));
        int taken = response.scriptTemplates().stream().mapToInt(Bytes::length).sum();
        assertTrue(taken <= field.length);
    }
}
