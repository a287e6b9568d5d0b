package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.pcsc.AnswerToReset;
import dev.solvo.pcsc.AnswerToResetRule;
import dev.solvo.pcsc.ConnectionSettings;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.PcscTransport;
import dev.solvo.pcsc.vpcd.T0Card;
import dev.solvo.pcsc.vpcd.VirtualCard;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/pcsc.md}; runs without a reader. */
final class PcscExamplesTest {
    private static final CommandApdu SELECT_PSE =
            CommandApdu.case4(0x00, 0xA4, 0x04, 0x00, Bytes.fromHex("315041592E5359532E4444463031"), 256);
    private static final byte[] NOT_FOUND = {0x6A, (byte) 0x82};

    @Test
    void readers_areListedOrTheServiceIsMissing() {
        try {
            assertEquals(listReaders(), listReaders());
        } catch (PcscException e) {
            assertEquals(PcscException.Kind.NO_SERVICE, e.kind());
        }
        assertEquals("false", System.getProperty("sun.security.smartcardio.t0GetResponse"));
        assertEquals("false", System.getProperty("sun.security.smartcardio.t1GetResponse"));
    }

    private static List<String> listReaders() throws PcscException {
        List<String> lines = new ArrayList<>();
        // docs: list
        for (PcscReader reader : PcscReaders.open().list()) {
            lines.add(reader.name() + (reader.isCardPresent() ? ": card" : ": empty"));
        }
        // end docs
        return lines;
    }

    @Test
    void oneCard() throws Exception {
        PcscReaders readers = PcscReaders.over(new FakeReader(NOT_FOUND));
        assertEquals("6A82", exchange(readers, FakeReader.NAME).statusWord().toString());
        assertThrows(PcscException.class, () -> exchange(readers, "another reader"));
    }

    private static ResponseApdu exchange(PcscReaders readers, String name)
            throws PcscException, CardTransportException, InterruptedException {
        // docs: exchange
        PcscReader reader = readers.named(name);
        if (!reader.waitForCardPresent(Duration.ofSeconds(30))) {
            throw new IllegalStateException("no card within 30 seconds");
        }
        try (PcscTransport card = reader.connect()) {
            return card.transmit(SELECT_PSE).response();
        }
        // end docs
    }

    @Test
    void removedCard_isWaitedOut() throws Exception {
        PcscReader reader = PcscReaders.over(new FakeReader()).named(FakeReader.NAME);
        assertEquals(Optional.empty(), tryExchange(reader, Duration.ZERO));
    }

    private static Optional<ResponseApdu> tryExchange(PcscReader reader, Duration patience)
            throws PcscException, InterruptedException {
        // docs: removal
        try (PcscTransport card = reader.connect()) {
            return Optional.of(card.transmit(SELECT_PSE).response());
        } catch (CardTransportException e) {
            if (e.kind() == CardTransportException.Kind.CARD_REMOVED) {
                reader.waitForCardAbsent(patience); // before asking for the next card
            }
            return Optional.empty();
        }
        // end docs
    }

    @Test
    void contactless() throws Exception {
        PcscReader reader = PcscReaders.over(new FakeReader(NOT_FOUND)).named(FakeReader.NAME);
        // docs: contactless
        ConnectionSettings settings = ConnectionSettings.anyCard().withTimeLimit(Duration.ofSeconds(3));
        try (PcscTransport card = reader.connect(settings)) {
            card.transmit(SELECT_PSE);
        }
        // end docs
        assertEquals(Duration.ofSeconds(3), settings.timeLimit());
    }

    @Test
    void answerToReset() throws Exception {
        // docs: atr
        AnswerToReset atr = AnswerToReset.parse(Bytes.fromHex("3BDA18FF81B1FE751F030031F573C78A40009000B0"));
        List<AnswerToResetRule> broken = AnswerToResetRule.brokenBy(atr, AnswerToResetRule.Reset.COLD); // TB1, TB3
        // end docs
        assertEquals(List.of(AnswerToResetRule.TB1, AnswerToResetRule.TB3), broken);
        assertTrue(atr.tb(1).isEmpty());
    }

    @Test
    void virtualCard_isInUntilTheReaderGoes() throws Exception {
        try (ServerSocket vpcd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress reader = new InetSocketAddress(vpcd.getInetAddress(), vpcd.getLocalPort());
            CompletableFuture<Bytes> answerToReset = CompletableFuture.supplyAsync(() -> askAndLeave(vpcd));
            offer(reader, command -> new CardTransport.Exchange(ResponseApdu.of(0x6A82), 0));
            assertEquals("3B600000", answerToReset.get().toHex());
        }
    }

    private static void offer(InetSocketAddress reader, CardTransport card) throws IOException {
        // docs: virtual
        CardTransport wired = new T0Card(card); // the answer to reset below says T=0
        try (VirtualCard inserted =
                VirtualCard.insert(reader, VirtualCard.T0_ANSWER, wired, VirtualCard.Watcher.none())) {
            inserted.awaitLeft(); // until the reader goes away
        }
        // end docs
    }

    private static Bytes askAndLeave(ServerSocket vpcd) {
        try (Socket card = vpcd.accept()) {
            card.getOutputStream().write(new byte[] {0, 1, 4});
            return Bytes.of(card.getInputStream().readNBytes(6)).slice(2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
