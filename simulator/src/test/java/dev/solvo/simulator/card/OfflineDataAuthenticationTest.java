package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.TEST_AID;
import static dev.solvo.simulator.card.Terminal.UNPREDICTABLE_NUMBER;
import static dev.solvo.simulator.card.Terminal.proof;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.DynamicDataAuthenticated;
import dev.solvo.crypto.oda.EccIccPublicKey;
import dev.solvo.crypto.oda.EccIssuerPublicKey;
import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import org.junit.jupiter.api.Test;

/** The cards' certificates and signatures, checked by the terminal's side. EMV 4.4 Book 2, 5, 6 and 12. */
final class OfflineDataAuthenticationTest {
    @Test
    void sda_signsStaticData() throws Exception {
        Terminal terminal = Terminal.with("sda-only").read(TEST_AID);
        assertEquals("5800", terminal.get(0x82).toHex());
        assertEquals(
                "DAC0",
                proof(terminal.rsaOda().verifySda(proof(terminal.rsaIssuer()), terminal.get(0x93), terminal.staticData))
                        .dataAuthenticationCode()
                        .toHex());
    }

    @Test
    void dda_signsTerminalData() throws Exception {
        Terminal terminal = Terminal.with("online-dda").read("A0000000031010");
        Bytes signed = Tlv.parse(terminal.send("00880000040102030400").data())
                .find(Tag.of(0x9F4B))
                .orElseThrow()
                .value();
        DynamicDataAuthenticated dynamic =
                proof(terminal.rsaOda().verifyDda(proof(terminal.rsaIcc()), signed, UNPREDICTABLE_NUMBER));
        assertEquals(8, dynamic.iccDynamicNumber().length());
    }

    @Test
    void dda_inFormat1_isABareSignature() throws Exception {
        Terminal terminal = Terminal.with("format1").read(TEST_AID);
        Tlv template = Tlv.parse(terminal.send("00880000040102030400").data());
        assertEquals(0x80, template.tag().value());
        proof(terminal.rsaOda().verifyDda(proof(terminal.rsaIcc()), template.value(), UNPREDICTABLE_NUMBER));
    }

    @Test
    void longKeys_useARemainderOfTheIssuerKey() throws Exception {
        Terminal terminal = Terminal.with("long-keys").read(TEST_AID);
        assertEquals(36, terminal.get(0x92).length());
        assertEquals(248, terminal.get(0x9F46).length());
        assertTrue(terminal.get(0x9F48).isEmpty());
        Tlv answer = Tlv.parse(terminal.send("00880000040102030400").data());
        Bytes signed = answer.find(Tag.of(0x9F4B)).orElseThrow().value();
        proof(terminal.rsaOda().verifyDda(proof(terminal.rsaIcc()), signed, UNPREDICTABLE_NUMBER));
    }

    @Test
    void cda_signsTheFirstCryptogram() throws Exception {
        Terminal terminal = Terminal.with("pdol").read(TEST_AID);
        assertEquals(13, terminal.pdolData.length());
        assertEquals("9000", terminal.first(0x50).statusWord().toString());
        assertEquals(0x40, terminal.informationData());
        assertTrue(terminal.get(0x9F26).isEmpty());
        CombinedDataAuthenticated combined = cda(terminal, terminal.pdolData.plus(terminal.cdol1Data));
        assertEquals(8, combined.applicationCryptogram().length());
    }

    @Test
    void cda_signsTheSecondCryptogramOverBothLists() throws Exception {
        Terminal terminal = Terminal.with("visa-cvn18").read("A0000000031010");
        terminal.first(0x90);
        assertEquals(0x80, terminal.informationData());
        Bytes arqc = cda(terminal, terminal.cdol1Data).applicationCryptogram();
        terminal.set(0x8A, "5933");
        terminal.second(0x50);
        assertEquals(0x40, terminal.informationData());
        Bytes tc = cda(terminal, terminal.cdol1Data.plus(terminal.cdol2Data)).applicationCryptogram();
        assertNotEquals(arqc, tc);
    }

    @Test
    void cda_isNotGivenWithAnAac() throws Exception {
        Terminal terminal = Terminal.with("declines").read(TEST_AID);
        terminal.first(0x50);
        assertEquals(0x00, terminal.informationData());
        assertEquals(8, terminal.get(0x9F26).length());
        assertTrue(terminal.get(0x9F4B).isEmpty());
    }

    @Test
    void cda_isIgnoredByACardWithoutIt() throws Exception {
        Terminal terminal = Terminal.with("sda-only").read(TEST_AID);
        terminal.first(0x50);
        assertEquals(8, terminal.get(0x9F26).length());
        assertTrue(terminal.get(0x9F4B).isEmpty());
    }

    @Test
    void cda_overridesFormat1() throws Exception {
        String text = CardImages.named("offline-cda").text().replace("oda cda", "oda cda\nformat 1");
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1)).read(TEST_AID);
        terminal.first(0x50);
        assertEquals(0x77, Tlv.parse(terminal.answer).tag().value());
        cda(terminal, terminal.cdol1Data);
    }

    @Test
    void xda_signsBothCryptograms() throws Exception {
        Terminal terminal = Terminal.with("xda").read(TEST_AID);
        EccIccPublicKey icc = eccIcc(terminal);
        terminal.first(0x88);
        assertEquals(0x80, terminal.informationData());
        xda(terminal, icc, terminal.pdolData.plus(terminal.cdol1Data));
        terminal.set(0x8A, "3030");
        terminal.second(0x48);
        assertEquals(0x40, terminal.informationData());
        xda(terminal, icc, terminal.cdol2Data);
    }

    @Test
    void xda_signsAnAacToo() throws Exception {
        Terminal terminal = Terminal.with("xda").read(TEST_AID);
        terminal.first(0x08);
        assertEquals(0x00, terminal.informationData());
        xda(terminal, eccIcc(terminal), terminal.cdol1Data);
    }

    @Test
    void corruptedValues_failExactlyTheirCheck() throws Exception {
        Terminal certificate = Terminal.with("wrong-certificate").read(TEST_AID);
        assertInstanceOf(OdaResult.Refused.class, certificate.rsaIssuer());
        Terminal staticData = Terminal.with("wrong-static-data").read(TEST_AID);
        assertInstanceOf(
                OdaResult.Refused.class,
                staticData
                        .rsaOda()
                        .verifySda(proof(staticData.rsaIssuer()), staticData.get(0x93), staticData.staticData));
        Terminal signature = Terminal.with("wrong-signature").read(TEST_AID);
        signature.first(0x50);
        assertInstanceOf(
                OdaResult.Refused.class,
                signature
                        .rsaOda()
                        .verifyCda(
                                proof(signature.rsaIcc()),
                                signature.get(0x9F4B),
                                UNPREDICTABLE_NUMBER,
                                signature.informationData(),
                                signature.cdol1Data.plus(signature.answeredObjects())));
    }

    @Test
    void expiredCertificate_isRefusedForThat() throws Exception {
        String text = CardImages.named("offline-cda").text().replace("oda cda", "oda cda\ncertificate-expiry 202212");
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1)).read(TEST_AID);
        OdaResult.Refused<?> refused = assertInstanceOf(OdaResult.Refused.class, terminal.rsaIssuer());
        assertEquals(OdaCheck.EXPIRY, refused.check());
    }

    @Test
    void signedRecordsAboveFile10_areCoveredWhole() throws Exception {
        String text = CardImages.named("xda").text().replace("record 2.1 signed", "record 11.1 signed");
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1)).read(TEST_AID);
        terminal.staticData = terminal.send(CommandApdu.case2(0x00, 0xB2, 1, 11 << 3 | 4, 256))
                .data();
        eccIcc(terminal);
    }

    private static CombinedDataAuthenticated cda(Terminal terminal, Bytes sent) throws Exception {
        return proof(terminal.rsaOda()
                .verifyCda(
                        proof(terminal.rsaIcc()),
                        terminal.get(0x9F4B),
                        UNPREDICTABLE_NUMBER,
                        terminal.informationData(),
                        sent.plus(terminal.answeredObjects())));
    }

    private static EccIccPublicKey eccIcc(Terminal terminal) throws Exception {
        EccIssuerPublicKey issuer = proof(terminal.eccIssuer());
        return proof(terminal.eccOda().recoverIccKey(issuer, terminal.get(0x9F46), terminal.iccData()));
    }

    private static void xda(Terminal terminal, EccIccPublicKey icc, Bytes sent) throws Exception {
        Bytes message = Bytes.concat(Bytes.ofUnsigned(0x15), sent, terminal.answeredObjects());
        proof(terminal.eccOda().verifyXda(icc, terminal.get(0x9F4B), message));
    }
}
