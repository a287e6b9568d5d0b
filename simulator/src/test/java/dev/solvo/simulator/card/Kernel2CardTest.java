package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.AuthorisationAnswer.CryptogramCheck;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cards for kernel 2: CDA, relay resistance, torn transactions, phones. */
final class Kernel2CardTest {
    private static final String AID = "A0000000041010";
    private static final CommandApdu RELAY = CommandApdu.case4(0x80, 0xEA, 0, 0, Terminal.UNPREDICTABLE_NUMBER, 256);

    private static Terminal read(String image) throws Exception {
        return Terminal.with(image).read(AID);
    }

    @ParameterizedTest
    @CsvSource({"tap-mchip, 0x90, 80", "tap-mchip-offline, 0x50, 40", "tap-mchip-phone, 0x90, 80"})
    void cryptogram_isSigned(String image, String p1, String information) throws Exception {
        Terminal terminal = read(image);
        terminal.first(Integer.decode(p1));
        assertEquals(information, terminal.get(0x9F27).toHex());
        assertEquals(8, proof(combined(terminal)).applicationCryptogram().length());
    }

    @Test
    void damagedSignature_fails() throws Exception {
        Terminal terminal = read("tap-mchip-wrong-signature");
        terminal.first(0x50);
        assertInstanceOf(OdaResult.Refused.class, combined(terminal));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tap-mchip", "tap-mchip-phone"})
    void cryptogram_isVerifiedByTheIssuer(String image) throws Exception {
        Terminal terminal = read(image);
        terminal.first(0x80);
        AuthorisationAnswer answer = IssuerHost.of(IssuerHost.Behaviour.APPROVE).authorise(terminal.request());
        assertEquals(CryptogramCheck.VERIFIED, ((AuthorisationAnswer.Answered) answer).check());
    }

    /** The lengths that a plastic card and a phone were seen to ask for. */
    @ParameterizedTest
    @CsvSource({
        "tap-mchip, 66, 9F02069F03069F1A0295055F2A029A039C019F37049F35019F45029F4C089F34039F21039F7C14",
        "tap-mchip-phone, 73, 9F02069F03069F1A0295055F2A029A039C019F37049F35019F45029F4C089F34039F1D089F15029F4E14"
    })
    void listForTheCryptogram_isAsRecorded(String image, int length, String list) throws Exception {
        Terminal terminal = read(image);
        assertEquals(list, terminal.get(0x8C).toHex());
        assertEquals(length, Dol.parse(terminal.get(0x8C)).totalLength());
        assertEquals("6700", terminal.status("80AE800005" + "00".repeat(5) + "00"));
    }

    @Test
    void profile_saysWhatThePhoneCan() throws Exception {
        assertEquals("3180", read("tap-mchip").get(0x82).toHex());
        assertEquals("3380", read("tap-mchip-phone").get(0x82).toHex());
        assertEquals("3181", read("tap-mchip-relay").get(0x82).toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "tap-mchip-relay, 001E003C0018, 9000000, 9000000",
        "tap-mchip-relay-late, 001E003C0018, 40000000, 9000000",
        "tap-mchip-relay-slow, 001E003C0018, 100000000, 100000000",
        "tap-mchip-relay-fast, 006400C80018, 4500000, 4500000"
    })
    void relayResistance_takesTheTimeOfTheImage(String image, String times, long first, long second) throws Exception {
        Terminal terminal = read(image);
        CardTransport.Exchange one = terminal.card.transmit(RELAY);
        CardTransport.Exchange two = terminal.card.transmit(RELAY);
        assertEquals(first, one.elapsedNanos());
        assertEquals(second, two.elapsedNanos());
        Bytes answer = one.response().data();
        assertEquals("800A", answer.slice(0, 2).toHex());
        assertEquals(times, answer.slice(6).toHex());
        assertNotEquals(answer.slice(2, 6), two.response().data().slice(2, 6));
        assertEquals("9000", terminal.send(RELAY).statusWord().toString());
        assertEquals("6985", terminal.send(RELAY).statusWord().toString(), "a fourth one");
    }

    /** Length of the number and number, 9 bytes; kind and cryptogram, 9; hash code, 20; then the exchange. */
    @Test
    void lastRelayResistanceExchange_isSigned() throws Exception {
        Terminal terminal = read("tap-mchip-relay");
        terminal.send(RELAY);
        Bytes answer = terminal.send(RELAY).data();
        terminal.first(0x50);
        assertEquals(
                Terminal.UNPREDICTABLE_NUMBER.plus(answer.slice(2)),
                proof(combined(terminal)).iccDynamicData().slice(38));
    }

    @Test
    void cardWithoutRelayResistance_doesNotKnowTheCommand() throws Exception {
        assertEquals("6D00", read("tap-mchip").send(RELAY).statusWord().toString());
        assertEquals("6700", read("tap-mchip-relay").status("80EA000002010200"));
    }

    @Test
    void tornCryptogram_isRecoveredWithItsSignature() throws Exception {
        SimulatedCard card = SimulatedCard.insert(CardImages.named("tap-mchip-torn"), 1);
        Terminal torn = new Terminal(card).read(AID);
        torn.cdol1Data = torn.fill(torn.get(0x8C));
        CommandApdu generate = CommandApdu.case4(0x80, 0xAE, 0x50, 0, torn.cdol1Data, 256);
        assertThrows(CardTransportException.class, () -> card.transmit(generate));
        assertThrows(CardTransportException.class, () -> card.transmit(generate), "it is gone");
        card.reinsert();
        Terminal again = new Terminal(card).read(AID);
        assertEquals("6985", again.status("80D0000004" + "0A0B0C0D" + "00"), "another number");
        again.answer = again.send(CommandApdu.case4(0x80, 0xD0, 0, 0, Terminal.UNPREDICTABLE_NUMBER, 256))
                .data();
        Tlv.parse(again.answer).children().forEach(child -> again.objects.put(child.tag(), child.value()));
        again.cdol1Data = torn.cdol1Data;
        assertEquals("0001", again.get(0x9F36).toHex(), "the counter of the torn transaction");
        proof(combined(again));
        assertEquals("6985", again.status("80D0000004" + "01020304" + "00"), "once a transaction");
    }

    @Test
    void cardThatNeverGenerated_hasNothingToRecover() throws Exception {
        SimulatedCard card = SimulatedCard.insert(CardImages.named("tap-mchip-torn"), 1);
        assertEquals("6985", new Terminal(card).read(AID).status("80D0000004" + "01020304" + "00"));
        assertEquals("6D00", read("tap-mchip").status("80D0000004" + "01020304" + "00"));
    }

    @Test
    void lockedPhone_declinesAndSaysWhy() throws Exception {
        SimulatedCard phone = SimulatedCard.insert(CardImages.named("tap-mchip-phone-locked"), 1);
        Terminal locked = new Terminal(phone).read(AID);
        locked.first(0x90);
        assertEquals("00", locked.get(0x9F27).toHex());
        assertEquals("000100", locked.get(0xDF4B).toHex());
        phone.unlockDevice();
        phone.reinsert();
        Terminal unlocked = new Terminal(phone).read(AID);
        unlocked.first(0x90);
        assertEquals("80", unlocked.get(0x9F27).toHex());
        assertEquals("001000", unlocked.get(0xDF4B).toHex());
        proof(combined(unlocked));
    }

    @Test
    void phoneThatRefuses_doesSoBeforeItCounts() throws Exception {
        SimulatedCard phone = SimulatedCard.insert(CardImages.named("tap-mchip-phone-refuses"), 1);
        Terminal terminal = new Terminal(phone);
        terminal.select(AID);
        assertEquals("6985", terminal.status("80A8000002830000"));
        phone.unlockDevice();
        phone.reinsert();
        assertEquals("0001", counterAfterFirst(new Terminal(phone)));
    }

    @Test
    void balance_isThereForGetData() throws Exception {
        assertEquals(
                "9F5006000000007500",
                read("tap-mchip-balance").send("80CA9F5000").data().toHex());
    }

    /** Kernel 2 looks for the Application Capabilities Information before it reads records. */
    @Test
    void balance_isAnnouncedInTheFileControlInformation() throws Exception {
        Terminal card = new Terminal(SimulatedCard.insert(CardImages.named("tap-mchip-balance"), 1));
        Bytes information = Tlv.parse(card.select(AID).data())
                .search(Tag.of(0xBF0C))
                .orElseThrow()
                .value();
        assertEquals("9F5D03000200", information.toHex());
    }

    private static String counterAfterFirst(Terminal terminal) throws Exception {
        terminal.read(AID).first(0x80);
        return terminal.get(0x9F36).toHex();
    }

    private static OdaResult<CombinedDataAuthenticated> combined(Terminal terminal) throws Exception {
        assertTrue(terminal.objects.containsKey(Tag.of(0x9F4B)));
        return terminal.rsaOda()
                .verifyCda(
                        proof(terminal.rsaIcc()),
                        terminal.get(0x9F4B),
                        Terminal.UNPREDICTABLE_NUMBER,
                        terminal.informationData(),
                        Bytes.concat(terminal.pdolData, terminal.cdol1Data, terminal.answeredObjects()));
    }
}
