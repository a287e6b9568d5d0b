package dev.solvo.simulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ObservedTransport;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.tlv.Bytes;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialogueTest {
    private static final String TEXT = "> 00A4040005A00000000300\n< 6F009000\n> 80A8000002830000\n! TIME_OUT\n";

    @Test
    void text_isReadAndWrittenAlike() throws Exception {
        assertEquals(TEXT, Dialogue.parse(TEXT).toText());
        assertEquals(
                TEXT,
                Dialogue.parse(
                                "# comment\n\n  >00 A4 04 00 05 A0 00 00 00 03 00\n<6F 00 90 00\n> 80A8000002830000\n!TIME_OUT")
                        .toText());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "answer first; < 9000; 1",
                "two commands; > 00840000|> 00840000; 2",
                "no answer at the end; # x|> 00840000; 2",
                "answer too short; > 00840000|< 90; 2",
                "answer of odd digits; > 00840000|< 900; 2",
                "unknown failure; > 00840000|! BORED; 2",
                "unknown mark; > 00840000|= 9000; 2",
                "half a command; > 0084; 1",
                "command of letters; > hello; 1",
            })
    void faults_nameTheirLine(String name, String text, int line) {
        SimulatorTextException fault =
                assertThrows(SimulatorTextException.class, () -> Dialogue.parse(text.replace('|', '\n')));
        assertEquals(line, fault.lineNumber(), fault.getMessage());
    }

    @Test
    void recorder_notesAnswersAndFailures() throws Exception {
        DialogueRecorder recorder = new DialogueRecorder();
        CardTransport card = new ObservedTransport(new ScriptedCard(Dialogue.parse(TEXT)), recorder);
        card.transmit(command("00A4040005A00000000300"));
        assertThrows(CardTransportException.class, () -> card.transmit(command("80A8000002830000")));
        assertEquals(TEXT, recorder.dialogue().toText());
    }

    @Nested
    final class Script {
        @Test
        void expectedCommands_areAnsweredWhateverTheirLe() throws Exception {
            ScriptedCard card = new ScriptedCard(Dialogue.parse(TEXT));
            assertEquals(2, card.remaining());
            ResponseApdu response =
                    card.transmit(command("00A4040005A000000003")).response();
            assertEquals("6F009000", response.toBytes().toHex());
            assertFalse(card.isFinished());
            CardTransportException failure =
                    assertThrows(CardTransportException.class, () -> card.transmit(command("80A8000002830000")));
            assertEquals(CardTransportException.Kind.TIME_OUT, failure.kind());
            assertTrue(card.isFinished());
        }

        @Test
        void firstUnexpectedByte_isNamed() throws Exception {
            ScriptedCard card = new ScriptedCard(Dialogue.parse(TEXT));
            UnexpectedCommandException fault = assertThrows(
                    UnexpectedCommandException.class, () -> card.transmit(command("00A4040005A00000000400")));
            assertEquals(0, fault.exchangeIndex());
            assertEquals(9, fault.byteOffset());
            assertEquals(
                    "command 1: expected 00A40400 with 5 bytes of data, got 00A40400 with 5 bytes of data; they part at byte 9",
                    fault.getMessage());
            card.transmit(command("00A4040005A00000000300"));
        }

        @Test
        void commandTooMany_isRefused() throws Exception {
            ScriptedCard card = new ScriptedCard(new Dialogue(List.of()));
            UnexpectedCommandException fault =
                    assertThrows(UnexpectedCommandException.class, () -> card.transmit(command("0084000000")));
            assertEquals(0, fault.exchangeIndex());
        }
    }

    @Nested
    final class Mutation {
        private final CardTransport honest =
                sent -> new CardTransport.Exchange(ResponseApdu.success(Bytes.fromHex("010203")), 7);

        @ParameterizedTest(name = "{0}")
        @CsvSource({"1, 010203", "2, 010283", "3, 010203"})
        void nthCommand_isStruck(int number, String expected) throws Exception {
            CardTransport card = with(new Fault(new Fault.NthCommand(2), new Fault.FlippedBit(16)));
            String last = "";
            for (int i = 0; i < number; i++) {
                CardTransport.Exchange exchange = card.transmit(command("0084000000"));
                assertEquals(7, exchange.elapsedNanos());
                last = exchange.response().data().toHex();
            }
            assertEquals(expected, last);
        }

        @Test
        void bits_areCountedRound() throws Exception {
            CardTransport card = with(new Fault(new Fault.NthCommand(1), new Fault.FlippedBit(24)));
            assertEquals("810203", answer(card, "0084000000"));
        }

        @Test
        void nthInstruction_isStruck() throws Exception {
            CardTransport card = with(
                    new Fault(new Fault.NthInstruction(0xB2, 2), new Fault.Truncated(1)),
                    new Fault(
                            new Fault.NthInstruction(0x84, 1),
                            new Fault.WrongStatus(StatusWord.CONDITIONS_NOT_SATISFIED)));
            assertEquals("010203", answer(card, "00B2010C00"));
            assertEquals("", answer(card, "0084000000"));
            assertEquals("01", answer(card, "00B2010C00"));
            assertEquals("010203", answer(card, "00B2010C00"));
        }

        @Test
        void timeOut_isOnceAndRemovalForEver() throws Exception {
            CardTransport card = with(
                    new Fault(new Fault.NthCommand(1), new Fault.NoAnswer(CardTransportException.Kind.TIME_OUT)),
                    new Fault(new Fault.NthCommand(3), new Fault.NoAnswer(CardTransportException.Kind.CARD_REMOVED)));
            assertThrows(CardTransportException.class, () -> answer(card, "0084000000"));
            assertEquals("010203", answer(card, "0084000000"));
            assertThrows(CardTransportException.class, () -> answer(card, "0084000000"));
            assertThrows(CardTransportException.class, () -> answer(card, "0084000000"));
        }

        @Test
        void impossibleNumbers_areRefused() {
            assertThrows(IllegalArgumentException.class, () -> new Fault.NthCommand(0));
            assertThrows(IllegalArgumentException.class, () -> new Fault.NthInstruction(0x100, 1));
            assertThrows(IllegalArgumentException.class, () -> new Fault.NthInstruction(0xB2, 0));
            assertThrows(IllegalArgumentException.class, () -> new Fault.Truncated(-1));
            assertThrows(IllegalArgumentException.class, () -> new Fault.FlippedBit(-1));
        }

        private CardTransport with(Fault... faults) {
            return new MutatingCard(honest, List.of(faults));
        }

        private String answer(CardTransport card, String hex) throws Exception {
            return card.transmit(command(hex)).response().data().toHex();
        }
    }

    private static CommandApdu command(String hex) {
        return CommandApdu.parse(Bytes.fromHex(hex));
    }
}
