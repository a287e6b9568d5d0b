package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.messaging.IssuerScriptCommand;
import dev.solvo.crypto.oda.CaPublicKeys;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.issuer.AuthorisationAnswer;
import dev.solvo.simulator.issuer.AuthorisationRequest;
import dev.solvo.simulator.issuer.IssuerHost;
import dev.solvo.simulator.issuer.IssuerScript;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.simulator.trace.Dialogue;
import dev.solvo.simulator.trace.DialogueRecorder;
import dev.solvo.simulator.trace.Fault;
import dev.solvo.simulator.trace.MutatingCard;
import dev.solvo.simulator.trace.ScriptedCard;
import dev.solvo.simulator.trace.UnexpectedCommandException;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/simulator.md}. */
final class SimulatorExamplesTest {
    private static final CommandApdu SELECT =
            CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, Bytes.fromHex("A0000009990101"), 256);

    @Test
    void insert() throws CardTransportException {
        // docs: insert
        CardImage image = CardImages.named("offline-cda");
        SimulatedCard card = SimulatedCard.insert(image, 42);
        ResponseApdu answer = card.transmit(SELECT).response();
        card.reinsert(); // power off and on: counters and PIN tries stay, the selection is gone
        // end docs
        assertTrue(answer.statusWord().isSuccess());
    }

    @Test
    void keys() {
        // docs: keys
        CaPublicKeys keys = TestPki.load().caPublicKeys();
        // end docs
        assertTrue(keys.findRsa(TestPki.TEST_RID, TestPki.RSA_CA_INDEX).isPresent());
    }

    @Test
    void variant() throws SimulatorTextException, CardTransportException {
        // docs: variant
        String text = CardImages.named("offline-cda").text();
        CardImage variant = CardImage.parse(text.replace("priority 1", "priority 1 confirm") + """
                [faults]
                ins B2 2 status 6985
                """);
        // end docs
        ResponseApdu answer = SimulatedCard.insert(variant, 1).transmit(SELECT).response();
        assertTrue(answer.data().toHex().contains("870181"));
    }

    @Test
    void broken() {
        // docs: broken
        SimulatorTextException fault = assertThrows(
                SimulatorTextException.class,
                () -> CardImage.parse("[application A0000009990101]\nlabel \"TEST\"\npriority 99"));
        assertEquals("line 3: expected a number from 0 to 15", fault.getMessage());
        // end docs
    }

    @Test
    void issuer() {
        Bytes chipData = Bytes.fromHex("9F2608 0102030405060708 9F1007 06010A03A00000 9F360201");
        Pan pan = Pan.of("9999990000000016");
        List<Bytes> received = new ArrayList<>();
        // docs: issuer
        IssuerHost issuer = IssuerHost.of(IssuerHost.Behaviour.APPROVE)
                .with(IssuerScript.afterFinalCryptogram().command(IssuerScriptCommand.pinUnblock()));
        AuthorisationAnswer answer = issuer.authorise(new AuthorisationRequest(pan, PanSequenceNumber.ZERO, chipData));
        if (answer instanceof AuthorisationAnswer.Answered answered) {
            received.add(answered.chipData()); // 8A, 91, 71, 72
        }
        // end docs
        assertEquals(List.of(Bytes.fromHex("8A023330")), received);
        assertEquals(
                AuthorisationAnswer.CryptogramCheck.UNREADABLE,
                assertInstanceOf(AuthorisationAnswer.Answered.class, answer).check());
    }

    @Test
    void trace() throws CardTransportException, SimulatorTextException {
        // docs: record
        DialogueRecorder recorder = new DialogueRecorder();
        CardTransport card = new ObservedTransport(SimulatedCard.insert(CardImages.named("offline-cda"), 42), recorder);
        card.transmit(SELECT);
        String text = recorder.dialogue().toText(); // nothing is masked in it
        // end docs
        // docs: replay
        ScriptedCard script = new ScriptedCard(Dialogue.parse(text));
        script.transmit(SELECT);
        UnexpectedCommandException parted =
                assertThrows(UnexpectedCommandException.class, () -> script.transmit(SELECT));
        assertEquals(1, parted.exchangeIndex());
        // end docs
        assertTrue(script.isFinished());
    }

    @Test
    void mutate() {
        // docs: mutate
        SimulatedCard honest = SimulatedCard.insert(CardImages.named("offline-cda"), 42);
        CardTransport card = new MutatingCard(
                honest,
                List.of(
                        new Fault(new Fault.NthInstruction(0xB2, 2), new Fault.FlippedBit(100)),
                        new Fault(
                                new Fault.NthCommand(1),
                                new Fault.NoAnswer(CardTransportException.Kind.CARD_REMOVED))));
        // end docs
        assertThrows(CardTransportException.class, () -> card.transmit(SELECT));
    }

    @Test
    void everyImage_isOnThePageWithItsDescription() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "simulator.md"));
        List<String> names = new ArrayList<>(CardImages.names());
        names.addAll(CardImages.contactlessNames());
        for (String name : names) {
            String row = "| `" + name + "` | " + CardImages.named(name).description() + " |";
            assertTrue(page.contains(row), row);
        }
    }
}
