package dev.solvo.simulator.card;

import static dev.solvo.simulator.card.Terminal.TEST_AID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulatedCardTest {
    @ParameterizedTest
    @ValueSource(strings = {"offline-cda", "xda"})
    void oneSeed_givesOneDialogue(String name) throws Exception {
        assertEquals(dialogue(name, 5), dialogue(name, 5));
        assertNotEquals(dialogue(name, 5), dialogue(name, 6));
    }

    @Test
    void answerToReset_isThatOfTheImage() throws Exception {
        CardImage image = CardImage.parse("atr 3B00\n[application A0000009990101]\nlabel \"X\"");
        assertEquals("3B00", SimulatedCard.insert(image, 1).answerToReset().toHex());
    }

    @Test
    void cardsOfOneImage_shareNothing() throws Exception {
        CardImage image = CardImages.named("pin-plaintext");
        Terminal one = new Terminal(SimulatedCard.insert(image, 1)).read(TEST_AID);
        Terminal other = new Terminal(SimulatedCard.insert(image, 1)).read(TEST_AID);
        assertEquals("63C2", one.status("0020008008249999FFFFFFFFFF"));
        assertEquals("9F170103", other.send("80CA9F1700").data().toHex());
    }

    @Test
    void reinsertion_forgetsTheSelection() throws Exception {
        Terminal terminal = Terminal.with("offline-cda").read(TEST_AID);
        ((SimulatedCard) terminal.card).reinsert();
        assertEquals("6985", terminal.status("80CA9F3600"));
        terminal.read(TEST_AID);
        assertEquals("9F36020002", terminal.send("80CA9F3600").data().toHex());
    }

    @Test
    void removal_lastsUntilReinsertion() throws Exception {
        Terminal terminal = Terminal.with("removed").read(TEST_AID);
        assertKind(CardTransportException.Kind.CARD_REMOVED, terminal);
        assertKind(CardTransportException.Kind.CARD_REMOVED, terminal);
        ((SimulatedCard) terminal.card).reinsert();
        terminal.read(TEST_AID);
    }

    @Test
    void silentCard_timesOut() {
        Terminal terminal = Terminal.with("silent");
        CardTransportException fault = assertThrows(CardTransportException.class, () -> terminal.read(TEST_AID));
        assertEquals(CardTransportException.Kind.TIME_OUT, fault.kind());
    }

    @Test
    void faultsOfTheImage_strikeOnce() throws Exception {
        String text = CardImages.named("no-oda").text()
                + "\n[faults]\nins B2 2 status 6F00\nins B2 3 truncate 3\ncommand 1 flip 0\n";
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text), 1));
        assertEquals(0xEF, terminal.select(TEST_AID).data().unsigned(0));
        terminal.send("80A8000002830000");
        assertEquals("9000", terminal.status("00B2010C00"));
        assertEquals("6F00", terminal.status("00B2010C00"));
        assertEquals(3, terminal.send("00B2010C00").data().length());
        assertNotEquals(3, terminal.send("00B2010C00").data().length());
    }

    @Test
    void refusedOptions_areThoseOfTheFirstApplication() throws Exception {
        Terminal terminal = Terminal.with("conditions-not-satisfied");
        terminal.select(TEST_AID);
        assertEquals("6985", terminal.status("80A8000002830000"));
        terminal.read("A0000009990202");
    }

    private static void assertKind(CardTransportException.Kind kind, Terminal terminal) {
        assertEquals(
                kind,
                assertThrows(CardTransportException.class, () -> terminal.first(0x40))
                        .kind());
    }

    private static List<Bytes> dialogue(String name, long seed) throws Exception {
        Terminal terminal = new Terminal(SimulatedCard.insert(CardImages.named(name), seed)).read(TEST_AID);
        List<Bytes> answers = new ArrayList<>();
        answers.add(terminal.send("0084000000").data());
        terminal.first(name.equals("xda") ? 0x48 : 0x50);
        answers.add(terminal.answer);
        return answers;
    }
}
