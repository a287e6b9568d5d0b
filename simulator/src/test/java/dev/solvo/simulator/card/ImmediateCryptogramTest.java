package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.oda.DynamicDataAuthenticated;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.AuthorisationAnswer.CryptogramCheck;
import dev.solvo.simulator.issuer.AuthorisationRequest;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards for kernels 3 and 7: their cryptograms, qualifiers and signatures, checked by the terminal's and the issuer's side. */
final class ImmediateCryptogramTest {
    private static final String VISA = "A0000000031010";
    private static final String UNIONPAY = "A000000333010101";

    /** EMV mode, online PIN, signature; fDDA. */
    private static final String OFFLINE = "26000080";

    private static final String ONLINE = "26800080";
    private static final String WITH_CVM = "26400080";

    private static Terminal tap(String image, String aid, String terminalQualifiers) throws Exception {
        Terminal terminal = Terminal.with(image);
        terminal.set(0x95, "0000000000");
        terminal.set(0x9F66, terminalQualifiers);
        return terminal.read(aid);
    }

    @ParameterizedTest
    @CsvSource({
        "tap-visa-offline, A0000000031010",
        "tap-visa-short, A0000000031010",
        "tap-unionpay-offline, A000000333010101"
    })
    void offline_isSignedWithAmountCurrencyAndQualifiers(String image, String aid) throws Exception {
        Terminal terminal = tap(image, aid, OFFLINE);
        assertEquals(0x10, terminal.get(0x9F10).unsigned(4) & 0x30, "TC");
        assertEquals(7, terminal.get(0x9F69).length());
        assertEquals("01", terminal.get(0x9F69).slice(0, 1).toHex());
        assertEquals(terminal.get(0x9F6C), terminal.get(0x9F69).slice(5));
        DynamicDataAuthenticated signed = proof(fastDynamic(terminal));
        assertEquals(terminal.get(0x9F36), signed.iccDynamicNumber());
    }

    @Test
    void signature_coversWhatTheTerminalSent() throws Exception {
        Terminal terminal = tap("tap-visa-offline", VISA, OFFLINE);
        for (int tag : List.of(0x9F37, 0x9F02, 0x5F2A, 0x9F69)) {
            Bytes true_ = terminal.get(tag);
            byte[] other = true_.toByteArray();
            other[0] ^= 1;
            terminal.objects.put(Tag.of(tag), Bytes.of(other));
            assertInstanceOf(
                    OdaResult.Refused.class, fastDynamic(terminal), Tag.of(tag).toString());
            terminal.objects.put(Tag.of(tag), true_);
        }
        proof(fastDynamic(terminal));
    }

    @Test
    void damagedSignature_fails() throws Exception {
        assertInstanceOf(OdaResult.Refused.class, fastDynamic(tap("tap-visa-wrong-signature", VISA, OFFLINE)));
        assertInstanceOf(OdaResult.Refused.class, fastDynamic(tap("tap-unionpay-wrong-signature", UNIONPAY, OFFLINE)));
    }

    @Test
    void wrongCopyOfTheQualifiers_isSignedAllTheSame() throws Exception {
        Terminal terminal = tap("tap-visa-wrong-qualifiers", VISA, OFFLINE);
        assertEquals("2080", terminal.get(0x9F6C).toHex());
        assertEquals("0000", terminal.get(0x9F69).slice(5).toHex());
        proof(fastDynamic(terminal));
    }

    /** The shape of the recorded test card: one answer with signature, AFL, IAD of version 10, track 2, AIP, ATC, AC, CTQ. */
    @Test
    void answerInOne_hasTheObjectsOfTheRecordedCard() throws Exception {
        Terminal terminal = Terminal.with("tap-visa-short");
        terminal.set(0x9F66, OFFLINE);
        terminal.read(VISA);
        for (int tag : List.of(0x82, 0x94, 0x9F36, 0x9F26, 0x9F10, 0x57, 0x9F6C, 0x9F4B)) {
            assertTrue(!terminal.get(tag).isEmpty(), Tag.of(tag).toString());
        }
        assertEquals("06010A03", terminal.get(0x9F10).slice(0, 4).toHex());
        assertEquals(144, terminal.get(0x9F4B).length());
    }

    @ParameterizedTest
    @CsvSource({
        "tap-visa, A0000000031010, 26000080",
        "tap-visa-no-oda, A0000000031010, 26000080",
        "tap-visa-offline, A0000000031010, 26800080",
        "tap-visa-offline, A0000000031010, 26000000",
        "tap-visa-phone, A0000000031010, 26400080",
        "tap-unionpay, A000000333010101, 26000080",
        "tap-unionpay-phone, A000000333010101, 26000080",
    })
    void online_isVerifiedByTheIssuer(String image, String aid, String qualifiers) throws Exception {
        Terminal terminal = tap(image, aid, qualifiers);
        assertEquals(0x20, terminal.get(0x9F10).unsigned(4) & 0x30, "ARQC");
        assertTrue(terminal.get(0x9F4B).isEmpty());
        assertEquals(CryptogramCheck.VERIFIED, authorise(terminal));
        terminal.set(0x9F02, "000000001235");
        assertEquals(CryptogramCheck.WRONG, authorise(terminal));
    }

    /** Nobody has published what that version covers. */
    @Test
    void version17_isUnreadableToTheIssuer() throws Exception {
        Terminal terminal = tap("tap-visa-no-oda", VISA, ONLINE);
        terminal.set(0x9F10, terminal.get(0x9F10).toHex().replace("06010A", "060111"));
        assertEquals(CryptogramCheck.UNREADABLE, authorise(terminal));
    }

    @Test
    void odaForOnline_isSignedWhereTheTerminalAsksForIt() throws Exception {
        Terminal terminal = tap("tap-visa-offline", VISA, "27800080");
        assertEquals(0x20, terminal.get(0x9F10).unsigned(4) & 0x30, "ARQC");
        proof(fastDynamic(terminal));
    }

    @ParameterizedTest
    @CsvSource({
        "tap-visa, 26000080, 2000",
        "tap-visa, 26400080, A000",
        "tap-visa, 22400080, 6000",
        "tap-visa, 20400080, 2000",
        "tap-visa-phone, 26400080, 0080",
        "tap-visa-phone, 26000080, 0080",
        "tap-visa-phone-no-cvm, 26400080, 0000",
        "tap-visa-issuer-update, 26800080, 2040",
    })
    void qualifiers_sayWhatCardAndTerminalAgreeOn(String image, String terminalQualifiers, String expected)
            throws Exception {
        assertEquals(expected, tap(image, VISA, terminalQualifiers).get(0x9F6C).toHex());
    }

    @Test
    void onlinePin_meansGoingOnline() throws Exception {
        Terminal terminal = tap("tap-visa-offline", VISA, WITH_CVM);
        assertEquals("A000", terminal.get(0x9F6C).toHex());
        assertEquals(0x20, terminal.get(0x9F10).unsigned(4) & 0x30, "ARQC");
    }

    @Test
    void offlineOnlyTerminal_getsNoArqc() throws Exception {
        Terminal terminal = tap("tap-visa", VISA, "2E000080");
        assertEquals(0x00, terminal.get(0x9F10).unsigned(4) & 0x30, "AAC");
    }

    @Test
    void cardThatDeclines_givesAnAac() throws Exception {
        assertEquals(0x00, tap("tap-visa-declines", VISA, OFFLINE).get(0x9F10).unsigned(4) & 0x30);
    }

    /** Lengths and the place of the cryptogram's kind as recorded of a phone. */
    @Test
    void phone_hasTheShapeOfTheRecordedOne() throws Exception {
        Terminal terminal = tap("tap-visa-phone", VISA, ONLINE);
        assertEquals("0040", terminal.get(0x82).toHex());
        assertEquals("0080", terminal.get(0x9F6C).toHex());
        assertEquals("23880000", terminal.get(0x9F6E).toHex());
        assertEquals(32, terminal.get(0x9F10).length());
        assertEquals("1F4A6331A0", terminal.get(0x9F10).slice(0, 5).toHex());
        assertTrue(terminal.get(0x94).isEmpty());
        assertTrue(terminal.get(0x5A).isEmpty());
    }

    /** As the recorded test card: 07, index, version, 03, results, algorithm. */
    @Test
    void unionPayCard_hasTheShapeOfTheRecordedOne() throws Exception {
        Terminal terminal = tap("tap-unionpay-offline", UNIONPAY, OFFLINE);
        Bytes recorded = Bytes.fromHex("0701010390000001");
        Bytes data = terminal.get(0x9F10);
        assertEquals(recorded.length(), data.length());
        assertEquals(recorded.slice(0, 4), data.slice(0, 4));
        assertEquals(recorded.unsigned(4), data.unsigned(4));
        assertEquals(recorded.slice(7), data.slice(7));
        assertEquals("454343303031", terminal.get(0x9F74).toHex());
    }

    @Test
    void lockedPhone_asksToBeUnlockedBeforeItCounts() throws Exception {
        SimulatedCard phone = SimulatedCard.insert(CardImages.named("tap-visa-phone-locked"), 1);
        assertEquals("6986", options(phone, WITH_CVM).statusWord().toString());
        phone.reinsert();
        assertEquals("6986", options(phone, WITH_CVM).statusWord().toString());
        phone.unlockDevice();
        phone.reinsert();
        Terminal terminal = new Terminal(phone);
        terminal.set(0x9F66, WITH_CVM);
        terminal.read(VISA);
        assertEquals("0001", terminal.get(0x9F36).toHex());
        assertEquals("0080", terminal.get(0x9F6C).toHex());
        phone.reinsert();
        assertEquals("6986", options(phone, WITH_CVM).statusWord().toString());
    }

    @Test
    void lockedPhone_paysWithoutWhereNoVerificationIsWanted() throws Exception {
        assertEquals(
                "0000", tap("tap-visa-phone-locked", VISA, ONLINE).get(0x9F6C).toHex());
        SimulatedCard refusing = SimulatedCard.insert(CardImages.named("tap-visa-phone-refuses"), 1);
        assertEquals("6985", options(refusing, WITH_CVM).statusWord().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "86000080"})
    void terminalWithoutChipMode_isRefused(String qualifiers) throws Exception {
        SimulatedCard card = SimulatedCard.insert(CardImages.named("tap-visa"), 1);
        assertEquals("6985", options(card, qualifiers).statusWord().toString());
    }

    @Test
    void secondRequestForOptions_isOutOfOrder() throws Exception {
        SimulatedCard card = SimulatedCard.insert(CardImages.named("tap-visa"), 1);
        assertEquals("9000", options(card, OFFLINE).statusWord().toString());
        assertEquals(
                "6985",
                card.transmit(CommandApdu.case4(0x80, 0xA8, 0, 0, Bytes.fromHex("8300"), 256))
                        .response()
                        .statusWord()
                        .toString());
    }

    private static ResponseApdu options(SimulatedCard card, String qualifiers) throws Exception {
        Terminal terminal = new Terminal(card);
        terminal.set(0x9F66, qualifiers);
        terminal.select(VISA);
        Bytes data = Bytes.concat(
                terminal.get(0x9F66),
                terminal.get(0x9F02),
                terminal.get(0x9F03),
                terminal.get(0x9F1A),
                terminal.get(0x95),
                terminal.get(0x5F2A),
                terminal.get(0x9A),
                terminal.get(0x9C),
                terminal.get(0x9F37));
        return terminal.send(CommandApdu.case4(0x80, 0xA8, 0, 0, DataObject.of(0x83, data), 256));
    }

    private static OdaResult<DynamicDataAuthenticated> fastDynamic(Terminal terminal) throws Exception {
        Bytes data =
                Bytes.concat(terminal.get(0x9F37), terminal.get(0x9F02), terminal.get(0x5F2A), terminal.get(0x9F69));
        return terminal.rsaOda().verifyDda(proof(terminal.rsaIcc()), terminal.get(0x9F4B), data);
    }

    private static CryptogramCheck authorise(Terminal terminal) throws Exception {
        TlvWriter writer = new TlvWriter();
        for (int tag :
                List.of(0x9F26, 0x9F10, 0x9F36, 0x9F37, 0x95, 0x9A, 0x9C, 0x5F2A, 0x82, 0x9F02, 0x9F03, 0x9F1A)) {
            writer.put(Tag.of(tag), terminal.get(tag));
        }
        String track2 = terminal.get(0x57).toHex();
        Pan pan = Pan.of(track2.substring(0, track2.indexOf('D')));
        AuthorisationRequest request =
                new AuthorisationRequest(pan, PanSequenceNumber.parse(terminal.get(0x5F34)), writer.toBytes());
        AuthorisationAnswer answer = IssuerHost.of(IssuerHost.Behaviour.APPROVE).authorise(request);
        assertNotEquals(new AuthorisationAnswer.Silent(), answer);
        return ((AuthorisationAnswer.Answered) answer).check();
    }
}
