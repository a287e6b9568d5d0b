package dev.solvo.emv.kernel;

import static dev.solvo.emv.kernel.SelectionFixture.fci;
import static dev.solvo.emv.kernel.SelectionFixture.readRecord;
import static dev.solvo.emv.kernel.SelectionFixture.select;
import static dev.solvo.emv.kernel.SelectionFixture.tlv;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.BlockingTerminal;
import dev.solvo.emv.CardReading;
import dev.solvo.emv.Cardholder;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfigJson;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.pki.TestPki;
import dev.solvo.tlv.Bytes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, Annex D. */
final class CardLogTest {
    private static final String AID = "A0000000031010";
    private static final String GET_FORMAT = "80CA9F4F00";
    private static final String FORMAT = "9F4F0D" + "9A03" + "9F0206" + "5F2A02" + "9F3602" + "9C01";
    private static final String ONE = "250511" + "000000001234" + "0978" + "0007" + "00";
    private static final String TWO = "250510" + "000000000500" + "0840" + "0006" + "01";

    /** A card that expects these commands and no others. */
    private static final class Dialogue {
        private CardReading<CardLog> step = CardLog.read(Bytes.fromHex(AID));

        Dialogue card(String command, String response) {
            CardReading.Transmit<CardLog> waiting = waiting();
            assertEquals(command, waiting.command().toBytes().toHex());
            try {
                step = waiting.resume(ResponseApdu.parse(Bytes.fromHex(response)));
            } catch (CardTransportException tooShort) {
                throw new IllegalArgumentException(tooShort);
            }
            return this;
        }

        Dialogue silent(String command, CardTransportException.Kind kind) {
            assertEquals(command, waiting().command().toBytes().toHex());
            step = waiting().failed(kind);
            return this;
        }

        CardReading.Transmit<CardLog> waiting() {
            if (step instanceof CardReading.Transmit<CardLog> waiting) {
                return waiting;
            }
            throw new AssertionError("it is over: " + step);
        }

        CardLog result() {
            if (step instanceof CardReading.Finished<CardLog> finished) {
                return finished.result();
            }
            throw new AssertionError("still waits: " + step);
        }

        CardLog.Read read() {
            return assertInstanceOf(CardLog.Read.class, result());
        }

        void unavailable(CardLog.Reason reason) {
            assertEquals(new CardLog.Unavailable(reason), result());
        }
    }

    private static Dialogue selected(String logEntry) {
        return new Dialogue().card(select(AID), fci(AID, "500456495341", tlv("BF0C", logEntry)));
    }

    /** A file 11 for so many records. */
    private static Dialogue records(int max) {
        return selected("9F4D020B" + Bytes.ofUnsigned(max).toHex()).card(GET_FORMAT, FORMAT + "9000");
    }

    @Nested
    final class Records {
        @Test
        void newestFirst_untilThereIsNoMore() {
            CardLog.Read log = records(10)
                    .card(readRecord(11, 1), ONE + "9000")
                    .card(readRecord(11, 2), TWO + "9000")
                    .card(readRecord(11, 3), "6A83")
                    .read();
            assertEquals(CardLog.End.NO_MORE_RECORDS, log.end());
            assertEquals(Bytes.fromHex(AID), log.dfName());
            assertEquals(
                    List.of(1, 2), log.records().stream().map(LogRecord::number).collect(Collectors.toList()));
            LogRecord newest = log.records().get(0);
            assertEquals(Optional.of(new EmvDate(2025, 5, 11)), newest.date());
            assertEquals(OptionalLong.of(1234), newest.amountMinor());
            assertEquals(Optional.of(Money.parse("EUR 12.34")), newest.amount());
            assertEquals(OptionalInt.of(7), newest.applicationTransactionCounter());
            assertEquals(Optional.of(Bytes.fromHex("00")), newest.data().get(EmvTag.TRANSACTION_TYPE));
            assertEquals(
                    Optional.of(Money.parse("USD 5.00")), log.records().get(1).amount());
        }

        @Test
        void noMoreThanTheFileCanHold() {
            CardLog.Read log = records(2)
                    .card(readRecord(11, 1), ONE + "9000")
                    .card(readRecord(11, 2), TWO + "9000")
                    .read();
            assertEquals(CardLog.End.ALL_READ, log.end());
            assertEquals(2, log.records().size());
        }

        @Test
        void mostAre255() {
            Dialogue dialogue = selected("9F4D021EFF").card(GET_FORMAT, FORMAT + "9000");
            for (int i = 1; i <= 255; i++) {
                dialogue.card(readRecord(30, i), ONE + "9000");
            }
            assertEquals(255, dialogue.read().records().size());
        }

        @Test
        void fileForNone_isAnEmptyLog() {
            assertEquals(List.of(), records(0).read().records());
        }

        @Test
        void emptyOnes_andThoseOfAnotherLength_areLeftOut() {
            CardLog.Read log = records(6)
                    .card(readRecord(11, 1), "00".repeat(14) + "9000")
                    .card(readRecord(11, 2), "FF".repeat(14) + "9000")
                    .card(readRecord(11, 3), ONE + "00" + "9000")
                    .card(readRecord(11, 4), ONE.substring(2) + "9000")
                    .card(readRecord(11, 5), ONE + "9000")
                    .card(readRecord(11, 6), "9000")
                    .read();
            assertEquals(3, log.emptyRecords());
            assertEquals(2, log.malformedRecords());
            assertEquals(
                    List.of(5), log.records().stream().map(LogRecord::number).collect(Collectors.toList()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"6282", "6981", "6985", "6A82", "6F00"})
        void anyOtherStatus_endsTheLogWithWhatWasRead(String status) {
            CardLog.Read log = records(10)
                    .card(readRecord(11, 1), ONE + "9000")
                    .card(readRecord(11, 2), status)
                    .read();
            assertEquals(CardLog.End.REFUSED, log.end());
            assertEquals(1, log.records().size());
        }

        @ParameterizedTest
        @EnumSource
        void lostCard_leavesWhatWasRead(CardTransportException.Kind kind) {
            CardLog.Read log = records(10)
                    .card(readRecord(11, 1), ONE + "9000")
                    .silent(readRecord(11, 2), kind)
                    .read();
            assertEquals(CardLog.End.NO_ANSWER, log.end());
            assertEquals(1, log.records().size());
        }

        @Test
        void wronglyCodedElements_areAbsentOneByOne() {
            LogRecord record = records(1)
                    .card(readRecord(11, 1), "251311" + "0000000012AA" + "0978" + "FFFF" + "00" + "9000")
                    .read()
                    .records()
                    .get(0);
            assertEquals(Optional.empty(), record.date());
            assertEquals(OptionalLong.empty(), record.amountMinor());
            assertEquals(Optional.empty(), record.amount());
            assertEquals(OptionalInt.of(0xFFFF), record.applicationTransactionCounter());
        }

        @ParameterizedTest
        @ValueSource(strings = {"0000", "0001", "9999", "09A8"})
        void unknownCurrency_leavesTheNumber(String currency) {
            LogRecord record = records(1)
                    .card(readRecord(11, 1), "250511" + "000000001234" + currency + "0007" + "00" + "9000")
                    .read()
                    .records()
                    .get(0);
            assertEquals(OptionalLong.of(1234), record.amountMinor());
            assertEquals(Optional.empty(), record.amount());
        }

        @Test
        void elementsThatTheFormatDoesNotName_areAbsent() {
            LogRecord record = selected("9F4D020B01")
                    .card(GET_FORMAT, "9F4F0495019501" + "9000")
                    .card(readRecord(11, 1), "AABB9000")
                    .read()
                    .records()
                    .get(0);
            assertEquals(Optional.empty(), record.date());
            assertEquals(OptionalLong.empty(), record.amountMinor());
            assertEquals(OptionalInt.empty(), record.applicationTransactionCounter());
            assertEquals(Optional.of(Bytes.fromHex("AA")), record.data().get(EmvTag.TERMINAL_VERIFICATION_RESULTS));
        }

        @Test
        void printsNoValues() {
            String printed =
                    records(1).card(readRecord(11, 1), ONE + "9000").read().toString();
            assertFalse(printed.contains("1234"), printed);
            assertFalse(printed.contains("250511"), printed);
        }
    }

    @Nested
    final class NoLog {
        @ParameterizedTest
        @ValueSource(strings = {"6A82", "6283", "6A81", "6F00", "9000", "6F098405A000000099A5009000"})
        void applicationThatIsNotSelected(String answer) {
            new Dialogue().card(select(AID), answer).unavailable(CardLog.Reason.NOT_SELECTED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "9F4D00", "9F4D010B", "9F4D030B0A00", "9F4D020A0A", "9F4D021F0A", "9F4D02000A"})
        void withoutAUsableLogEntry(String logEntry) {
            selected(logEntry).unavailable(CardLog.Reason.NO_LOG_ENTRY);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "6A88",
                    "6A81",
                    "6D00",
                    "6985",
                    "9000",
                    "9F4F009000",
                    "9F4F029A9000",
                    "9F4F019A9000",
                    "9F4F029A009000",
                    "9F4E029A039000",
                    "9F4F029A0300019000",
                    "9F4F029A039F4F029A039000",
                    "9F4F0200039000",
                    "9A039000"
                })
        void withoutAUsableFormat(String answer) {
            selected("9F4D020B0A").card(GET_FORMAT, answer).unavailable(CardLog.Reason.NO_LOG_FORMAT);
        }

        @ParameterizedTest
        @EnumSource
        void lostCard(CardTransportException.Kind kind) {
            new Dialogue().silent(select(AID), kind).unavailable(CardLog.Reason.NO_ANSWER);
            selected("9F4D020B0A").silent(GET_FORMAT, kind).unavailable(CardLog.Reason.NO_ANSWER);
        }

        @Test
        void impossibleName_isTheCallersMistake() {
            assertThrows(IllegalArgumentException.class, () -> CardLog.read(Bytes.repeat(1, 4)));
            assertThrows(IllegalArgumentException.class, () -> CardLog.read(Bytes.repeat(1, 17)));
        }
    }

    @Test
    void partialName_readsTheApplicationThatAnswers() {
        CardLog.Read log = new Dialogue()
                .card(select(AID), fci(AID + "01", tlv("BF0C", "9F4D020B00")))
                .card(GET_FORMAT, FORMAT + "9000")
                .read();
        assertEquals(Bytes.fromHex(AID + "01"), log.dfName());
    }

    @Test
    void stepIsAnsweredOnce() {
        CardReading.Transmit<CardLog> waiting = new Dialogue().waiting();
        waiting.failed(CardTransportException.Kind.TIME_OUT);
        assertThrows(IllegalStateException.class, () -> waiting.failed(CardTransportException.Kind.TIME_OUT));
        assertThrows(IllegalStateException.class, () -> waiting.resume(ResponseApdu.of(0x9000)));
    }

    @Test
    void inOneCall_lostCardIsAResult() {
        CardLog log = CardReading.run(CardLog.read(Bytes.fromHex(AID)), command -> {
            throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "gone");
        });
        assertEquals(new CardLog.Unavailable(CardLog.Reason.NO_ANSWER), log);
    }

    /** Whatever a card sends, the reading ends after a bounded number of commands and throws nothing. */
    @Property(tries = 300)
    void hostileAnswersAreBounded(@ForAll @Size(max = 260) byte[] noise, @ForAll byte max) {
        int[] commands = new int[1];
        CardLog log = CardReading.run(CardLog.read(Bytes.fromHex(AID)), command -> {
            commands[0]++;
            String sent = command.toBytes().toHex();
            Bytes data = Bytes.of(noise);
            if (sent.startsWith("00A4") && noise.length % 4 != 0) {
                String entry = tlv("BF0C", "9F4D020B" + Bytes.of(max).toHex());
                data = Bytes.fromHex(fci(AID, entry)).slice(0, fci(AID, entry).length() / 2 - 2);
            } else if (sent.startsWith("80CA") && noise.length % 3 != 0) {
                data = Bytes.fromHex(FORMAT);
            }
            return new Exchange(ResponseApdu.success(data), 0);
        });
        assertTrue(commands[0] <= 257, () -> "commands: " + commands[0]);
        assertTrue(log instanceof CardLog.Read || log instanceof CardLog.Unavailable);
    }

    /** The simulated card's own log, written by a transaction. */
    @Test
    void afterATransaction_itIsInTheLog() throws EmvDataException {
        SimulatedCard card = SimulatedCards.insert("log");
        ContactKernel kernel = new ContactKernel(
                TerminalConfigJson.parse(TerminalConfigJson.testTerminal())
                        .withCaPublicKeys(TestPki.load().caPublicKeys()),
                Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC),
                SeededRandom.of(11));
        Outcome outcome = BlockingTerminal.run(
                kernel.begin(TransactionRequest.purchase(Money.parse("EUR 12.34"))),
                card,
                new Cardholder() {},
                offline());
        assertInstanceOf(Outcome.Approved.class, outcome);
        Bytes dfName = outcome.result().application().orElseThrow().dfName();

        CardLog.Read log = assertInstanceOf(CardLog.Read.class, CardReading.run(CardLog.read(dfName), card));
        assertEquals(CardLog.End.NO_MORE_RECORDS, log.end());
        assertEquals(1, log.records().size());
        assertEquals(
                Optional.of(new EmvDate(2026, 11, 22)), log.records().get(0).date());
        assertEquals(Optional.of(Money.parse("EUR 12.34")), log.records().get(0).amount());
        assertEquals(OptionalInt.of(1), log.records().get(0).applicationTransactionCounter());
    }

    private static Acquirer offline() {
        return new Acquirer() {
            @Override
            public void storeReversal(Reversal reversal) {
                throw new AssertionError("approved offline");
            }

            @Override
            public Answer authorise(AuthorisationRequest request) {
                throw new AssertionError("approved offline");
            }
        };
    }
}
