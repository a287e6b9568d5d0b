package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.ResponseApdu;
import org.junit.jupiter.api.Test;

/** EMV 4.4 Book 1, 11.3 and 12. */
final class SelectionTest {
    private static final String SELECT_PSE = "00A404000E315041592E5359532E444446303100";
    private static final String SELECT_FIRST = "00A4040006A0000009990100";
    private static final String SELECT_NEXT = "00A4040206A0000009990100";

    @Test
    void directory_listsApplicationsInOrder() throws Exception {
        Terminal terminal = Terminal.with("multi-application");
        ResponseApdu directory = terminal.send(SELECT_PSE);
        assertEquals(
                "6F1A840E315041592E5359532E4444463031A5088801015F2D02656E",
                directory.data().toHex());
        assertEquals(
                "701B61194F07A0000009990101500B534F4C564F204445424954870101",
                terminal.send("00B2010C00").data().toHex());
        assertEquals(
                "701C611A4F07A0000009990202500C534F4C564F20435245444954870182",
                terminal.send("00B2020C00").data().toHex());
        assertEquals("6A83", terminal.status("00B2030C00"));
        assertEquals("6A82", terminal.status("00B2011400"));
        assertEquals("6A86", terminal.status("00B2000C00"));
    }

    @Test
    void application_answersWithItsFileControlInformation() throws Exception {
        Terminal terminal = Terminal.with("pdol");
        ResponseApdu response = terminal.select(Terminal.TEST_AID);
        assertEquals(
                "6F2E8407A0000009990101A523500A534F4C564F20544553548701019F380C9F33039F1A029F02065F2A025F2D02656E",
                response.data().toHex());
    }

    @Test
    void partialName_findsFirstThenNextThenNothing() throws Exception {
        Terminal terminal = Terminal.with("partial-names");
        assertEquals("6A82", terminal.status(SELECT_PSE));
        assertEquals(
                "A00000099901AA",
                terminal.send(SELECT_FIRST).data().slice(4, 11).toHex());
        assertEquals(
                "A00000099901BB", terminal.send(SELECT_NEXT).data().slice(4, 11).toHex());
        assertEquals("6A82", terminal.status(SELECT_NEXT));
        assertEquals(
                "A00000099901AA",
                terminal.send(SELECT_FIRST).data().slice(4, 11).toHex());
    }

    @Test
    void nextWithoutFirst_findsNothing() throws Exception {
        assertEquals("6A82", Terminal.with("partial-names").status(SELECT_NEXT));
    }

    @Test
    void failedSelection_leavesTheApplicationSelected() throws Exception {
        Terminal terminal = Terminal.with("offline-cda");
        terminal.select(Terminal.TEST_AID);
        assertEquals("6A82", terminal.select("A0000000031010").statusWord().toString());
        assertEquals("9000", terminal.status("80A8000002830000"));
    }

    @Test
    void blockedApplication_answers6283WithData() throws Exception {
        ResponseApdu response = Terminal.with("blocked-application").select(Terminal.TEST_AID);
        assertEquals("6283", response.statusWord().toString());
        assertEquals("A0000009990101", response.data().slice(4, 11).toHex());
    }

    @Test
    void blockedCard_answers6A81ToEverySelection() throws Exception {
        Terminal terminal = Terminal.with("blocked-card");
        assertEquals("6A81", terminal.status(SELECT_PSE));
        assertEquals("6A81", terminal.select(Terminal.TEST_AID).statusWord().toString());
    }

    @Test
    void blockedDirectory_answers6283() throws Exception {
        String text = CardImages.named("offline-cda").text().replace("[pse]", "[pse]\nblocked");
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1));
        assertEquals("6283", terminal.status(SELECT_PSE));
    }

    @Test
    void wrongParametersAndLengths_areRefused() throws Exception {
        Terminal terminal = Terminal.with("offline-cda");
        assertEquals("6A86", terminal.status("00A4000007A000000999010100"));
        assertEquals("6A86", terminal.status("00A4040107A000000999010100"));
        assertEquals("6700", terminal.status("00A4040004A000000900"));
        assertEquals("6700", terminal.status("00A4040011A00000099901010000000000000000000000"));
    }
}
