package dev.solvo.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PcscReadersTest {
    private final FakeReader reader = FakeReader.t0(command -> new byte[] {(byte) 0x90, 0});

    @Test
    void readers_areListedAndFoundByName() throws Exception {
        PcscReaders readers = readers(() -> List.of(reader));
        assertEquals(
                List.of("Fake 00 00"),
                readers.list().stream().map(PcscReader::name).toList());
        assertEquals("Fake 00 00", readers.named("Fake 00 00").toString());
        assertTrue(readers.named("Fake 00 00").isCardPresent());
        readers.named("Fake 00 00").connect().close();
        assertTrue(reader.log().contains("connect *"));
    }

    @Test
    void unknownName_listsThoseThatThereAre() {
        PcscException e = assertThrows(
                PcscException.class, () -> readers(() -> List.of(reader)).named("Fake"));
        assertEquals(PcscException.Kind.NO_SUCH_READER, e.kind());
        assertEquals("there is no reader \"Fake\"; there are: \"Fake 00 00\"", e.getMessage());
    }

    @Test
    void noReader_saysSo() {
        PcscException e =
                assertThrows(PcscException.class, () -> readers(List::of).named("Fake"));
        assertEquals("there is no reader \"Fake\"; no reader is plugged in", e.getMessage());
    }

    @Test
    void errorForAnEmptyList_isAnEmptyList() throws Exception {
        assertEquals(List.of(), failing("SCARD_E_NO_READERS_AVAILABLE").list());
    }

    @Test
    void restartedService_isNoService() {
        PcscException e = assertThrows(
                PcscException.class, () -> failing("SCARD_E_NO_SERVICE").list());
        assertEquals(PcscException.Kind.NO_SERVICE, e.kind());
        assertTrue(e.toString().contains("start this program again"), e.getMessage());
    }

    @Test
    void hangingService_timesOut() {
        CountDownLatch hang = new CountDownLatch(1);
        PcscReaders readers = readers(() -> {
                    hang.await();
                    return List.of();
                })
                .withTimeLimit(Duration.ofMillis(50));
        PcscException e = assertThrows(PcscException.class, readers::list);
        assertEquals(PcscException.Kind.TIME_OUT, e.kind());
        hang.countDown();
    }

    @Test
    void interruptedCaller_staysInterrupted() {
        CountDownLatch hang = new CountDownLatch(1);
        PcscReaders readers = readers(() -> {
            hang.await();
            return List.of();
        });
        Thread.currentThread().interrupt();
        assertThrows(PcscException.class, readers::list);
        assertTrue(Thread.interrupted());
        hang.countDown();
    }

    @Test
    void waiting_asksAgainUntilTheCardIsThere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FakeReader late = new FakeReader(command -> new byte[0], false, List.of("T=0"), "3B600000") {
            @Override
            public boolean isCardPresent() {
                return asked.incrementAndGet() > 2;
            }
        };
        PcscReader found = readers(() -> List.of(late)).list().get(0);
        assertTrue(found.waitForCardPresent(Duration.ofSeconds(30)));
        assertEquals(3, asked.get());
    }

    @Test
    void waiting_endsWithTheLimit() throws Exception {
        PcscReader found = readers(() -> List.of(reader)).list().get(0);
        assertFalse(found.waitForCardAbsent(Duration.ofMillis(120)));
        assertFalse(found.waitForCardAbsent(Duration.ZERO));
        assertTrue(found.waitForCardPresent(Duration.ZERO));
    }

    @Test
    void waiting_canBeInterrupted() throws Exception {
        Thread waiting = Thread.currentThread();
        FakeReader interrupting = new FakeReader(command -> new byte[0], false, List.of("T=0"), "3B600000") {
            @Override
            public boolean isCardPresent() {
                waiting.interrupt();
                return true;
            }
        };
        PcscReader found = readers(() -> List.of(interrupting)).list().get(0);
        // Where the interrupt meets the call instead of the pause, it is kept for the caller.
        Exception e = assertThrows(Exception.class, () -> found.waitForCardAbsent(Duration.ofSeconds(30)));
        assertTrue(
                e instanceof InterruptedException || e instanceof PcscException && Thread.interrupted(), e::toString);
    }

    private static PcscReaders failing(String code) {
        return readers(() -> {
            throw FakeReader.failure(code);
        });
    }

    private static PcscReaders readers(Callable<List<CardTerminal>> listed) {
        return PcscReaders.over(new CardTerminals() {
            @Override
            public List<CardTerminal> list(State state) throws CardException {
                try {
                    return listed.call();
                } catch (CardException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public boolean waitForChange(long timeout) {
                throw new UnsupportedOperationException();
            }
        });
    }
}
