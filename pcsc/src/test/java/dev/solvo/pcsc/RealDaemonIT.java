package dev.solvo.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CardTransportException.Kind;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.pcsc.virtual.InsertedCard;
import dev.solvo.pcsc.virtual.VirtualReader;
import dev.solvo.pcsc.vpcd.T0Card;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything through the JDK's PC/SC provider, libpcsclite, pcscd and a driver; only the card is ours. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RealDaemonIT {
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final CommandApdu SELECT = command("00A4040005A00000000300");

    private static VirtualReader daemon;
    private static PcscReaders readers;

    @BeforeAll
    static void start() throws Exception {
        VirtualReader.requireStartable();
        // No daemon yet: the JDK must say so, and must find the daemon afterwards all the same.
        PcscException e = assertThrows(PcscException.class, PcscReaders::open);
        assertEquals(PcscException.Kind.NO_SERVICE, e.kind());
        daemon = VirtualReader.start();
        readers = PcscReaders.open();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // stays null where the class is skipped
    static void stop() throws Exception {
        if (daemon != null) {
            daemon.close();
        }
    }

    @Test
    void readers_areListed() throws Exception {
        assertEquals(
                List.of(daemon.name(0), daemon.name(1)),
                readers.list().stream().map(PcscReader::name).toList());
        PcscException e = assertThrows(PcscException.class, () -> readers.named("nobody"));
        assertTrue(e.toString().contains(daemon.name(1)), e::toString);
    }

    @Test
    void emptyReader_hasNoCard() throws Exception {
        PcscReader reader = readers.named(daemon.name(1));
        assertFalse(reader.isCardPresent());
        assertFalse(reader.waitForCardPresent(Duration.ofMillis(200)));
        assertEquals(
                PcscException.Kind.NO_CARD,
                assertThrows(PcscException.class, reader::connect).kind());
    }

    @ParameterizedTest
    @EnumSource
    void exchange(CardProtocol protocol) throws Exception {
        try (InsertedCard card = insert(protocol, answering("6F00"));
                PcscTransport transport = reader().connect()) {
            assertEquals(protocol, transport.protocol());
            assertEquals(answerToReset(protocol), transport.answerToReset().bytes());
            CardTransport.Exchange exchange = transport.transmit(SELECT);
            assertEquals("6F009000", exchange.response().toBytes().toHex());
            assertTrue(exchange.elapsedNanos() > 0);
            List<String> expected = protocol == CardProtocol.T1
                    ? List.of("00A4040005A00000000300")
                    : List.of("00A4040005A000000003", "00C0000002");
            assertEquals(expected, card.commands());
        }
        awaitEmpty();
    }

    static Stream<JsonNode> t0Cases() throws IOException {
        try (InputStream file = RealDaemonIT.class.getResourceAsStream("/vectors/t0-cases-o2xfs.json")) {
            return StreamSupport.stream(
                    new ObjectMapper().readTree(file).get("cases").spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("t0Cases")
    void t0_mapping(JsonNode vector) throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (JsonNode exchange : vector.get("tpdu")) {
            expected.add(exchange.get("command").asText());
            answers.add(exchange.get("response").asText());
        }
        try (InsertedCard card = insert(CardProtocol.T0, inTurn(answers));
                PcscTransport transport = reader().connect()) {
            ResponseApdu response =
                    transport.transmit(command(vector.get("capdu").asText())).response();
            assertEquals(vector.get("data").asText(), response.data().toHex());
            assertEquals(vector.get("sw").asText(), response.statusWord().toString());
            assertEquals(expected, card.commands());
        }
        awaitEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void statusWords61And6C_areAnsweredWithTheRightClass(CardProtocol protocol) throws Exception {
        List<String> answers = List.of("6C04", "9F17010361F0", "0102610A", "AA9000", "6C10");
        try (InsertedCard card = insert(protocol, inTurn(answers));
                PcscTransport transport = reader().connect()) {
            ResponseApdu response = transport.transmit(command("80CA9F1700")).response();
            assertEquals("9F1701030102AA9000", response.toBytes().toHex());
            // Without Le there is nothing to correct; the JDK would send this command 256 times.
            assertEquals(
                    "6C10",
                    transport.transmit(command("80160000")).response().toBytes().toHex());
            assertEquals(
                    List.of(
                            "80CA9F1700",
                            "80CA9F1704",
                            "00C00000F0",
                            "00C000000A",
                            protocol == CardProtocol.T0 ? "8016000000" : "80160000"),
                    card.commands());
        }
        awaitEmpty();
    }

    @Test
    void t0_warningOfCase4_keepsItsData() throws Exception {
        CardTransport card = command ->
                new CardTransport.Exchange(new ResponseApdu(Bytes.fromHex("6F0184"), new StatusWord(0x6283)), 0);
        try (InsertedCard inserted = insert(CardProtocol.T0, new T0Card(card));
                PcscTransport transport = reader().connect()) {
            assertEquals(
                    "6F01846283",
                    transport.transmit(SELECT).response().toBytes().toHex());
            assertEquals(List.of("00A4040005A000000003", "00C0000000", "00C0000003"), inserted.commands());
        }
        awaitEmpty();
    }

    @Test
    void t1_carriesExtendedLengths() throws Exception {
        CardTransport echo = command -> new CardTransport.Exchange(ResponseApdu.success(command.data()), 0);
        try (InsertedCard card = insert(CardProtocol.T1, echo);
                PcscTransport transport = reader().connect()) {
            for (int length : new int[] {256, 300, 8190}) {
                CommandApdu command = CommandApdu.case4(0x80, 0x10, 0, 0, Bytes.repeat(0x5A, length), 65_536);
                assertEquals(
                        command.data(), transport.transmit(command).response().data());
            }
            assertEquals(3, card.commands().size());
            // The JDK's own limit.
            CommandApdu over = CommandApdu.case4(0x80, 0x10, 0, 0, Bytes.repeat(0x5A, 8191), 65_536);
            assertEquals(Kind.PROTOCOL, failure(transport, over).kind());
            assertEquals(
                    "9000",
                    transport.transmit(command("80100000")).response().toBytes().toHex());
        }
        awaitEmpty();
    }

    @Test
    void t0_carriesNoExtendedLengths() throws Exception {
        try (InsertedCard card = insert(CardProtocol.T0, answering(""));
                PcscTransport transport = reader().connect()) {
            CommandApdu extended = CommandApdu.case3(0x80, 0x10, 0, 0, Bytes.repeat(0x5A, 300));
            assertEquals(Kind.PROTOCOL, failure(transport, extended).kind());
            assertEquals(List.of(), card.commands());
        }
        awaitEmpty();
    }

    @Test
    void bothProtocols_theFirstOfferedIsUsed() throws Exception {
        try (InsertedCard card = insert(Bytes.fromHex("3B80800101"), new T0Card(answering("6F00")));
                PcscTransport transport = reader().connect()) {
            assertEquals(CardProtocol.T0, transport.protocol());
            assertEquals(
                    "6F009000", transport.transmit(SELECT).response().toBytes().toHex());
            assertTrue(card.resets() >= 1, "warm reset, for the answer has no TB1");
        }
        awaitEmpty();
    }

    @Test
    void anyCard_leavesTheChoiceToTheService() throws Exception {
        try (InsertedCard card = insert(Bytes.fromHex("3B80800101"), answering("6F00"));
                PcscTransport transport = reader().connect(ConnectionSettings.anyCard())) {
            assertEquals(CardProtocol.T1, transport.protocol());
            assertEquals(
                    "6F009000", transport.transmit(SELECT).response().toBytes().toHex());
            assertEquals(0, card.resets());
        }
        awaitEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3BDA18FF81B1FE751F030031F573C78A40009000B0, TB3",
        "3BE000008131FE45EC, check byte",
        "3B6000, ends before"
    })
    void damagedOrForeignAnswerToReset_isRefused(String answerToReset, String reason) throws Exception {
        try (InsertedCard card = insert(Bytes.fromHex(answerToReset), answering(""))) {
            PcscReader reader = reader();
            PcscException e = assertThrows(PcscException.class, reader::connect);
            assertEquals(PcscException.Kind.CARD_REFUSED, e.kind());
            assertTrue(e.toString().contains(reason), e::toString);
            assertEquals(List.of(), card.commands());
        }
        awaitEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void removalDuringTheCommand(CardProtocol protocol) throws Exception {
        CardTransport pulled = command -> {
            throw new CardTransportException(Kind.CARD_REMOVED, "pulled");
        };
        try (InsertedCard card = insert(protocol, pulled);
                PcscTransport transport = reader().connect()) {
            assertEquals(Kind.CARD_REMOVED, failure(transport, SELECT).kind());
            assertEquals(Kind.CARD_REMOVED, failure(transport, SELECT).kind());
            assertEquals(1, card.commands().size());
        }
        awaitEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void removalBeforeTheServiceNoticed(CardProtocol protocol) throws Exception {
        try (InsertedCard card = insert(protocol, answering("6F00"));
                PcscTransport transport = reader().connect()) {
            transport.transmit(SELECT);
            card.pull();
            assertEquals(Kind.CARD_REMOVED, failure(transport, SELECT).kind());
        }
        awaitEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void removalNoticedByTheService(CardProtocol protocol) throws Exception {
        try (InsertedCard card = insert(protocol, answering("6F00"));
                PcscTransport transport = reader().connect()) {
            transport.transmit(SELECT);
            card.close();
            awaitEmpty();
            assertEquals(Kind.CARD_REMOVED, failure(transport, SELECT).kind());
            assertEquals(Kind.CARD_REMOVED, failure(transport, SELECT).kind());
        }
    }

    @Test
    void swappedCard_isNotTheOldOne() throws Exception {
        try (InsertedCard first = insert(CardProtocol.T1, answering("6F01"));
                PcscTransport old = reader().connect()) {
            old.transmit(SELECT);
            first.close();
            awaitEmpty();
            try (InsertedCard second = insert(CardProtocol.T1, answering("6F02"))) {
                assertEquals(Kind.CARD_REMOVED, failure(old, SELECT).kind());
                try (PcscTransport fresh = reader().connect()) {
                    assertEquals(
                            "6F029000",
                            fresh.transmit(SELECT).response().toBytes().toHex());
                }
                assertEquals(1, second.commands().size());
            }
        }
        awaitEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void silentCard_timesOut_andTheReaderRecovers(CardProtocol protocol) throws Exception {
        CardTransport silent = command -> {
            throw new CardTransportException(Kind.TIME_OUT, "silent");
        };
        try (InsertedCard card = insert(protocol, silent)) {
            PcscTransport transport =
                    reader().connect(ConnectionSettings.emvContact().withTimeLimit(Duration.ofMillis(700)));
            long start = System.nanoTime();
            assertEquals(Kind.TIME_OUT, failure(transport, SELECT).kind());
            assertEquals(Kind.TIME_OUT, failure(transport, SELECT).kind());
            transport.close();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            assertTrue(millis >= 700 && millis < 10_000, () -> millis + " ms");
            // While the call hangs, so does every other call of this JVM into PC/SC; each must still come back.
            PcscReaders hasty = readers.withTimeLimit(Duration.ofMillis(300));
            try {
                hasty.list();
            } catch (PcscException e) {
                assertEquals(PcscException.Kind.TIME_OUT, e.kind());
            }
            assertEquals(1, card.commands().size());
        }
        awaitEmpty();
        exchange(protocol);
    }

    @Test
    void slowCard_isWaitedFor() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CardTransport slow = command -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new CardTransportException(Kind.TIME_OUT, "interrupted", e);
            }
            return new CardTransport.Exchange(ResponseApdu.of(0x9000), 0);
        };
        try (InsertedCard card = insert(CardProtocol.T1, slow);
                PcscTransport transport = reader().connect()) {
            Thread later = new Thread(() -> {
                while (card.commands().isEmpty()) {
                    Thread.onSpinWait();
                }
                answer.countDown();
            });
            later.start();
            assertEquals("9000", transport.transmit(SELECT).response().toBytes().toHex());
            later.join();
        }
        awaitEmpty();
    }

    @Test
    void closing_resetsTheCardOrLeavesIt() throws Exception {
        try (InsertedCard card = insert(CardProtocol.T1, answering("6F00"))) {
            reader().connect(ConnectionSettings.emvContact().withResetOnClose(false))
                    .close();
            assertEquals(0, card.resets());
            reader().connect().close();
            assertEquals(1, card.resets());
        }
        awaitEmpty();
    }

    @Test
    void secondConnection_isRefusedAndTheFirstLives() throws Exception {
        try (InsertedCard card = insert(CardProtocol.T1, answering("6F00"));
                PcscTransport first = reader().connect()) {
            PcscReader reader = reader();
            PcscException e = assertThrows(PcscException.class, reader::connect);
            assertEquals(PcscException.Kind.CARD_IN_USE, e.kind());
            assertEquals("6F009000", first.transmit(SELECT).response().toBytes().toHex());
            assertEquals(0, card.resets());
        }
        awaitEmpty();
    }

    @Test
    void twoReaders_workSideBySide() throws Exception {
        try (InsertedCard left = insert(CardProtocol.T1, answering("6F01"));
                InsertedCard right = daemon.insert(1, VirtualReader.T1_CARD, answering("6F02"))) {
            PcscReader second = readers.named(daemon.name(1));
            assertTrue(second.waitForCardPresent(LONG));
            try (PcscTransport a = reader().connect();
                    PcscTransport b = second.connect()) {
                for (int i = 0; i < 20; i++) {
                    assertEquals(
                            "6F019000", a.transmit(SELECT).response().toBytes().toHex());
                    assertEquals(
                            "6F029000", b.transmit(SELECT).response().toBytes().toHex());
                }
            }
            assertEquals(20, left.commands().size());
            assertEquals(20, right.commands().size());
        }
        assertTrue(readers.named(daemon.name(1)).waitForCardAbsent(LONG));
        awaitEmpty();
    }

    private static PcscReader reader() throws PcscException {
        return readers.named(daemon.name(0));
    }

    private static InsertedCard insert(CardProtocol protocol, CardTransport card) throws Exception {
        return insert(answerToReset(protocol), card);
    }

    private static InsertedCard insert(Bytes answerToReset, CardTransport card) throws Exception {
        InsertedCard inserted = daemon.insert(answerToReset, card);
        boolean seen = false;
        try {
            seen = reader().waitForCardPresent(LONG);
            assertTrue(seen, "the service sees the card");
            return inserted;
        } finally {
            if (!seen) {
                inserted.close();
            }
        }
    }

    /** A card that is inserted before the service saw the last one leave may never be seen. */
    private static void awaitEmpty() throws Exception {
        assertTrue(reader().waitForCardAbsent(LONG), "the service sees the empty reader");
    }

    private static Bytes answerToReset(CardProtocol protocol) {
        return Map.of(CardProtocol.T0, VirtualReader.T0_CARD, CardProtocol.T1, VirtualReader.T1_CARD)
                .getOrDefault(protocol, Bytes.EMPTY);
    }

    /** A card that has the same answer to every command; over T=0 it announces the data first. */
    private static CardTransport answering(String data) {
        CardTransport card = command -> new CardTransport.Exchange(ResponseApdu.success(Bytes.fromHex(data)), 0);
        CardTransport t0 = new T0Card(card);
        return command -> (command.le() == CommandApdu.NO_LE || command.ins() == 0xC0 ? t0 : card).transmit(command);
    }

    private static CardTransport inTurn(List<String> answers) {
        List<String> left = new ArrayList<>(answers);
        return command -> new CardTransport.Exchange(ResponseApdu.parse(Bytes.fromHex(left.remove(0))), 0);
    }

    private static CardTransportException failure(PcscTransport transport, CommandApdu command) {
        return assertThrows(CardTransportException.class, () -> transport.transmit(command));
    }

    private static CommandApdu command(String hex) {
        return CommandApdu.parse(Bytes.fromHex(hex));
    }
}
