package dev.solvo.emv.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthorisationResponse.Decision;
import dev.solvo.emv.config.AuthorisationResponseCodes;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** EMV 4.4 Book 4, 12.1; the networks' lists by general knowledge. */
final class HostProfileTest {
    private static final AuthorisationResponseCodes CODES = AuthorisationResponseCodes.USUAL;

    static List<HostProfile> profiles() {
        return HostProfile.published();
    }

    private static Set<String> tags(Field55Profile profile) {
        return profile.tags().stream().map(Tag::toString).collect(Collectors.toSet());
    }

    @Test
    void theFourNetworks() {
        assertEquals(
                List.of("Visa", "Mastercard", "UnionPay", "generic"),
                profiles().stream().map(HostProfile::network).collect(Collectors.toList()));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void requestNeverHasWhatTheCardSaysLater_adviceAndReversalDo(HostProfile profile) {
        assertFalse(tags(profile.request()).contains("9F5B"));
        assertFalse(tags(profile.request()).contains("8A"));
        assertTrue(tags(profile.advice()).containsAll(tags(profile.request())));
        assertTrue(tags(profile.advice()).containsAll(Set.of("8A", "9F5B", "9F26", "9F27", "9F36", "9F10", "95")));
        assertTrue(tags(profile.reversal()).containsAll(Set.of("95", "9F10", "9F36", "9F5B")));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyElementIsKnownToTheDictionary(HostProfile profile) {
        TagDictionary dictionary = TagDictionary.load();
        for (Tag tag : profile.advice().tags()) {
            assertTrue(
                    dictionary.find(tag).isPresent() || tag.equals(Tag.of(0x9F53)) || tag.equals(Tag.of(0x9F63)),
                    tag::toString);
        }
    }

    /** What goes out comes back the same: the request's chip data, and through a host that echoes it, the response's. */
    @Property
    void roundTrip(
            @ForAll @IntRange(min = 0, max = 3) int network,
            @ForAll @Size(min = 1, max = 20) byte[] values,
            @ForAll @Size(min = 8, max = 16) byte[] authentication,
            @ForAll @Size(max = 40) byte[] script)
            throws TlvException, EmvDataException {
        HostProfile profile = profiles().get(network);
        Map<Tag, Bytes> elements = new HashMap<>();
        int at = 0;
        for (Tag tag : profile.request().tags()) {
            elements.put(tag, Bytes.of(values[at++ % values.length]));
        }
        ChipData sent = ChipData.of(elements);
        Map<Tag, Bytes> received = new HashMap<>();
        for (Tlv object : Tlv.parseAll(profile.request().build(sent))) {
            received.put(object.tag(), object.value());
        }
        assertEquals(sent, ChipData.of(received));

        Bytes template = new TlvWriter().put(Tag.of(0x86), Bytes.of(script)).toBytes();
        Bytes wrapped = Bytes.ofUnsigned(0x71, template.length()).plus(template);
        Bytes field = Bytes.concat(
                new TlvWriter()
                        .put(EmvTag.ISSUER_AUTHENTICATION_DATA, Bytes.of(authentication))
                        .toBytes(),
                wrapped,
                new TlvWriter()
                        .put(EmvTag.AUTHORISATION_RESPONSE_CODE, Bytes.fromHex("3030"))
                        .toBytes());
        AuthorisationResponse response = IssuerResponseData.parse(field).toResponse(CODES);
        assertEquals(Optional.of(Bytes.of(authentication)), response.issuerAuthenticationData());
        assertEquals(List.of(wrapped), response.scriptTemplates());
        assertEquals(Decision.APPROVE, response.decision());
    }

    @ParameterizedTest(name = "field 39 {0}")
    @CsvSource({
        "3030, APPROVE",
        "3038, APPROVE",
        "3130, APPROVE",
        "3131, APPROVE",
        "3031, REFER",
        "3032, REFER",
        "3034, DECLINE",
        "3035, DECLINE",
        "3037, DECLINE",
        "5931, DECLINE",
        "FFFF, DECLINE"
    })
    void book4_annexA6_meaningOfTheCode(String code, Decision decision) throws EmvDataException {
        AuthorisationResponse response = IssuerResponseData.NONE.toResponse(Bytes.fromHex(code), CODES);
        assertEquals(decision, response.decision());
        assertEquals(code, response.authorisationResponseCode().toHex());
    }

    @Test
    void book3_10_9_theIssuersOwn8A_goesToTheCardAndField39Decides() throws EmvDataException {
        AuthorisationResponse response =
                IssuerResponseData.parse(Bytes.fromHex("8A023035")).toResponse(Bytes.fromHex("3030"), CODES);
        assertEquals(Decision.APPROVE, response.decision());
        assertEquals("3035", response.authorisationResponseCode().toHex());
        assertEquals(
                "3030",
                IssuerResponseData.parse(Bytes.fromHex("8A0130"))
                        .toResponse(Bytes.fromHex("3030"), CODES)
                        .authorisationResponseCode()
                        .toHex());
    }

    @Test
    void book4_6_5_2_theAttendantsCallChangesTheDecision() throws EmvDataException {
        AuthorisationResponse referred = IssuerResponseData.parse(Bytes.fromHex("9108 0011223344556677"))
                .toResponse(Bytes.fromHex("3031"), CODES);
        assertEquals(Decision.REFER, referred.decision());
        assertFalse(referred.decision().approves());
        AuthorisationResponse approved = referred.withDecision(Decision.REFER_APPROVED);
        assertTrue(approved.decision().approves());
        assertEquals(referred.issuerAuthenticationData(), approved.issuerAuthenticationData());
    }

    static Stream<String> withoutCode() {
        return Stream.of("", "8A00", "8A0130", "8A03303030", "9108001122334455667");
    }

    @ParameterizedTest
    @MethodSource("withoutCode")
    void book3_10_9_responseWithoutCode_isNone(String hex) {
        IssuerResponseData data = IssuerResponseData.parse(Bytes.fromHex(hex.length() % 2 == 0 ? hex : hex + "7"));
        assertThrows(EmvDataException.class, () -> data.toResponse(CODES));
    }

    @Test
    void field39OfAnotherLength_isNone() {
        for (String code : List.of("", "30", "303030")) {
            Bytes wrong = Bytes.fromHex(code);
            assertThrows(EmvDataException.class, () -> IssuerResponseData.NONE.toResponse(wrong, CODES));
        }
    }
}
