package dev.solvo.simulator.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values of others, out of the simulated card and the simulated security module.
 *
 * <p>V1, V2: published on pages about loads and purchases with a PBOC purse. V3, V4: MAC2 of the load, MAC1 of the purchase
 * and the folded TAC key published with a student's Java Card purse, the rest calculated from them. All four are reproduced
 * with terminal 001122334455 and not with 112233445566; V4 with amount 00001000, type 06 and 2011-12-21 21:48:22. V5: a
 * dialogue with that Java Card purse, played by jCardSim, with terminal 112233445566; the card made every value, and
 * accepted MAC2 and MAC1.
 */
final class PurseVectorTest {
    private static final String PUBLISHED = "11223344556677888877665544332211";
    private static final String LOAD = "EB9BC6DCDF74FF4E4B43F2E34A6727B6";
    private static final String PURCHASE = "09F4ACB09131420B8FE1B4CC007AC52B";
    private static final String TRANSACTION = "CEB726EDC01B793BC37DC09E2F768534";
    private static final String OTHER = "00000000000000000000000000000000";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "V1, 11223344556677888877665544332211, 11223344, 01, 001122334455, 2988AE5A, 3A845BF0",
        "V3, EB9BC6DCDF74FF4E4B43F2E34A6727B6, 2755AE2D, 02, 001122334455, F197CB4B, C92043E5",
        "V5, EB9BC6DCDF74FF4E4B43F2E34A6727B6, 6C554479, 02, 112233445566, 7ED9CBCC, 7BE9BA24",
    })
    void load(String name, String key, String random, String type, String terminal, String mac1, String mac2)
            throws Exception {
        PurseReader reader = reader(keys(OTHER, key), random, 0, 0);
        assertEquals(
                "00000000" + "0000" + "01" + "00" + random + mac1 + "9000",
                reader.answer("805000" + type + "0B0100001000" + terminal + "10"));
        assertEquals("9000", reader.status("805200000B20111221214822" + mac2 + "04"));
        assertEquals(0x1000, reader.balance(Integer.parseInt(type)));
    }

    /** TAC: V4's is of a load like that of V3, V5's is the card's own. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"V4, 2755AE2D, 001122334455, C92043E5, 1462AD13", "V5, 6C554479, 112233445566, 7BE9BA24, DCDD116E"})
    void codeOfLoad(String name, String random, String terminal, String mac2, String tac) throws Exception {
        PurseReader reader = reader(keys(OTHER, LOAD), random, 0, 0);
        reader.answer("805000020B0100001000" + terminal + "10");
        assertEquals(tac + "9000", reader.answer("805200000B20111221214822" + mac2 + "04"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "V2, 11223344556677888877665544332211, 11223344, 00000001, 001122334455, 00001000, 20120229135100, F15CAB75, , 56988A13",
        "V4, 09F4ACB09131420B8FE1B4CC007AC52B, C7ADCA50, 01020304, 001122334455, 00001000, 20111221214822, 5B44D97E, 1183BBA1, A241AE85",
        "V5, 09F4ACB09131420B8FE1B4CC007AC52B, 2AA2AB70, 01020304, 112233445566, 00000200, 20111221214822, A53220CC, 1020ED67, A71A34E0",
    })
    void purchase(
            String name,
            String key,
            String random,
            String terminalSequence,
            String terminal,
            String amount,
            String time,
            String mac1,
            String tac,
            String mac2)
            throws Exception {
        PurseReader reader = reader(keys(key, OTHER), random, 0x1000, 0);
        assertEquals(
                "00001000" + "0000" + "000000" + "01" + "00" + random + "9000",
                reader.answer("805001020B01" + amount + terminal + "0F"));
        Bytes answer = reader.send("805401000F" + terminalSequence + time + mac1 + "08")
                .data();
        assertEquals(mac2, answer.slice(4).toHex());
        if (tac != null) {
            assertEquals(tac, answer.slice(0, 4).toHex());
        }
        assertEquals(0x1000 - Long.parseLong(amount, 16), reader.balance(2));
    }

    @Test
    void sessionKeysAndFoldedKey() {
        assertEquals(
                "9B1D924E05595603",
                PurseCryptography.loadSessionKey(hex(PUBLISHED), hex("11223344"), hex("0000"))
                        .toHex());
        assertEquals(
                "A8AD62597D9A92E8",
                PurseCryptography.loadSessionKey(hex(LOAD), hex("2755AE2D"), hex("0000"))
                        .toHex());
        assertEquals(
                "003238ABC57659DD",
                PurseCryptography.purchaseSessionKey(hex(PUBLISHED), hex("11223344"), hex("0000"), hex("00000001"))
                        .toHex());
        assertEquals(
                "5AD87B7FCA01D1C6",
                PurseCryptography.purchaseSessionKey(hex(PURCHASE), hex("C7ADCA50"), hex("0000"), hex("01020304"))
                        .toHex());
        assertEquals(
                "0DCAE673EF6DFC0F", PurseCryptography.folded(hex(TRANSACTION)).toHex());
    }

    /** The security module with the master key of a card that has the derived one: they understand each other. */
    @Test
    void securityModuleAndCardAgree() throws Exception {
        SimulatedPurse card = SimulatedPurse.insert(
                PurseImage.parse(PurseImage.standard().text().replace("purse 0 0 0", "purse 500 0 0")), 7);
        SimulatedPsam psam = new SimulatedPsam(PurseKeys.published(), hex(PurseReader.TERMINAL), 3);
        PurseReader reader = new PurseReader(card).selected();
        Bytes begun = reader.send("805001020B0100000064" + PurseReader.TERMINAL + "0F")
                .data();
        Bytes proof = psam.transmit(CommandApdu.parse(Bytes.concat(
                        hex("807000001C"),
                        begun.slice(11),
                        begun.slice(4, 6),
                        hex("00000064" + "06" + PurseReader.TIME),
                        begun.slice(9, 11),
                        card.image().serial().slice(2),
                        hex("08"))))
                .response()
                .data();
        Bytes done = reader.send("805401000F" + proof.slice(0, 4).toHex() + PurseReader.TIME
                        + proof.slice(4).toHex() + "08")
                .data();
        assertEquals(
                "9000",
                new PurseReader(psam).status("8072000004" + done.slice(4).toHex()));
        assertEquals(100, psam.totalMinor());
        assertEquals(4, psam.nextSequence());
        assertEquals(400, card.image().purseBalanceMinor());
    }

    private static PurseReader reader(PurseKeys keys, String random, long purse, int sequence) throws Exception {
        String text = PurseImage.standard().text().replace("pin-for-load", "")
                + "limit 4294967295\n"
                + "purse " + purse + " " + sequence + " " + sequence + "\n"
                + "key purchase " + keys.purchase().toHex() + "\n"
                + "key load " + keys.load().toHex() + "\n"
                + "key transaction " + keys.transaction().toHex() + "\n"
                + "key maintenance " + OTHER + "\n"
                + "key unblock " + OTHER + "\n"
                + "key reload " + OTHER + "\n";
        return new PurseReader(SimulatedPurse.insert(PurseImage.parse(text), PurseReader.fixed(random), List.of()))
                .selected()
                .withPin();
    }

    private static PurseKeys keys(String purchase, String load) {
        Bytes other = hex(OTHER);
        return new PurseKeys(hex(purchase), hex(load), hex(TRANSACTION), other, other, other);
    }

    private static Bytes hex(String digits) {
        return Bytes.fromHex(digits);
    }
}
