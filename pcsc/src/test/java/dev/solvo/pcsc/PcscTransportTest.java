package dev.solvo.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CardTransportException.Kind;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
final class PcscTransportTest {
    private static final CommandApdu SELECT = CommandApdu.parse(Bytes.fromHex("00A4040003A0B0C000"));
    private static final CommandApdu GET_DATA = CommandApdu.parse(Bytes.fromHex("80CA9F1700"));
    private static final ConnectionSettings SETTINGS = ConnectionSettings.emvContact();
    private static final ConnectionSettings HASTY = SETTINGS.withTimeLimit(Duration.ofMillis(50));

    @Nested
    final class Exchanges {
        @Test
        void t1_sendsWholeCommandsAndFetchesWithClass00() throws Exception {
            FakeReader reader =
                    FakeReader.t1(script("80CA9F1700=6C04", "80CA9F1704=9F1701036102", "00C0000002=AABB9000"));
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertEquals(CardProtocol.T1, transport.protocol());
                assertEquals(
                        "9F170103AABB9000",
                        transport.transmit(GET_DATA).response().toBytes().toHex());
            }
            assertEquals(
                    List.of("connect *", "beginExclusive", "80CA9F1700", "80CA9F1704", "00C0000002", "reset"),
                    reader.log());
        }

        @Test
        void t0_cutsLeAndFetches() throws Exception {
            FakeReader reader = FakeReader.t0(script("00A4040003A0B0C0=6102", "00C0000002=6F009000"));
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertEquals(CardProtocol.T0, transport.protocol());
                assertEquals(
                        "6F009000",
                        transport.transmit(SELECT).response().toBytes().toHex());
            }
        }

        @Test
        void elapsedTime_isMeasured() throws Exception {
            FakeReader reader = FakeReader.t1(command -> {
                long start = System.nanoTime();
                while (System.nanoTime() - start < 2_000_000) {
                    Thread.onSpinWait();
                }
                return hex("9000");
            });
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                CardTransport.Exchange exchange = transport.transmit(SELECT);
                assertTrue(exchange.elapsedNanos() >= 2_000_000, exchange::toString);
            }
        }

        @Test
        void extendedLengthOverT0_isProtocolErrorAndNeverSent() throws Exception {
            FakeReader reader = FakeReader.t0(script());
            CommandApdu extended = CommandApdu.case3(0, 0xDA, 0, 0, Bytes.repeat(1, 300));
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertEquals(Kind.PROTOCOL, failure(transport, extended).kind());
            }
            assertEquals(List.of("connect *", "beginExclusive", "reset"), reader.log());
        }

        @ParameterizedTest
        @CsvSource({"01A40400", "43A40400", "61A40400", "00700000", "20700000"})
        void whatTheJdkWouldChange_isNeverSent(String command) throws Exception {
            FakeReader reader = FakeReader.t1(script());
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertEquals(
                        Kind.PROTOCOL,
                        failure(transport, CommandApdu.parse(Bytes.fromHex(command)))
                                .kind());
            }
            assertFalse(reader.log().contains(command));
        }

        @ParameterizedTest
        @CsvSource({"00A40400", "0CA40400", "10A40400", "80700000", "84160000", "21A40400"})
        void otherClasses_areSentAsTheyAre(String command) throws Exception {
            FakeReader reader = FakeReader.t1(script(command + "=9000"));
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                transport.transmit(CommandApdu.parse(Bytes.fromHex(command)));
            }
            assertTrue(reader.log().contains(command));
        }
    }

    @Nested
    final class Failures {
        static Stream<Arguments> failures() {
            return Stream.of(
                    Arguments.of("removed", FakeReader.failure("SCARD_W_REMOVED_CARD"), false, Kind.CARD_REMOVED),
                    Arguments.of("no card", FakeReader.failure("SCARD_E_NO_SMARTCARD"), false, Kind.CARD_REMOVED),
                    Arguments.of("no card, typed", new CardNotPresentException("none"), false, Kind.CARD_REMOVED),
                    Arguments.of(
                            "reader gone", FakeReader.failure("SCARD_E_READER_UNAVAILABLE"), false, Kind.CARD_REMOVED),
                    Arguments.of("dead card object", new IllegalStateException("removed"), false, Kind.CARD_REMOVED),
                    Arguments.of("mute, gone", FakeReader.failure("SCARD_E_NOT_TRANSACTED"), true, Kind.CARD_REMOVED),
                    Arguments.of("mute, there", FakeReader.failure("SCARD_E_NOT_TRANSACTED"), false, Kind.TRANSMISSION),
                    Arguments.of("empty answer, gone", new IllegalArgumentException("apdu"), true, Kind.CARD_REMOVED),
                    Arguments.of("empty answer, there", new IllegalArgumentException("apdu"), false, Kind.PROTOCOL),
                    Arguments.of("too long", FakeReader.failure("SCARD_E_INSUFFICIENT_BUFFER"), false, Kind.PROTOCOL),
                    Arguments.of("mismatch", FakeReader.failure("SCARD_E_PROTO_MISMATCH"), false, Kind.PROTOCOL),
                    Arguments.of("reader's time-out", FakeReader.failure("SCARD_E_TIMEOUT"), false, Kind.TIME_OUT),
                    Arguments.of("service stopped", FakeReader.failure("SCARD_E_NO_SERVICE"), false, Kind.TRANSMISSION),
                    Arguments.of("no cause", new CardException("what"), false, Kind.TRANSMISSION),
                    Arguments.of("runtime", new UnsupportedOperationException(), false, Kind.TRANSMISSION));
        }

        @ParameterizedTest(name = "{0}, leaves: {2} -> {3}")
        @MethodSource("failures")
        void eachHasItsKind(String name, Exception thrown, boolean leaves, Kind kind) throws Exception {
            FakeReader reader = new FakeReader(throwing(thrown), leaves, List.of("T=0"), "3B600000");
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                CardTransportException failed = failure(transport, SELECT);
                assertEquals(kind, failed.kind());
                assertEquals(thrown, failed.getCause());
                assertFalse(failed.toString().contains("A0B0C0"));
            }
        }

        @ParameterizedTest
        @CsvSource({"'', true, CARD_REMOVED", "'', false, PROTOCOL", "90, true, CARD_REMOVED", "90, false, PROTOCOL"})
        void answerWithoutStatusWord(String answer, boolean leaves, Kind kind) throws Exception {
            FakeReader reader = new FakeReader(command -> hex(answer), leaves, List.of("T=0"), "3B600000");
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertEquals(kind, failure(transport, SELECT).kind());
            }
        }

        @Test
        void removal_isFinal() throws Exception {
            FakeReader reader = FakeReader.t0(throwing(FakeReader.failure("SCARD_W_REMOVED_CARD")));
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertEquals(Kind.CARD_REMOVED, failure(transport, SELECT).kind());
                assertEquals(Kind.CARD_REMOVED, failure(transport, SELECT).kind());
            }
            assertEquals(
                    1, reader.log().stream().filter(s -> s.startsWith("00A4")).count());
        }

        @Test
        void afterTransmissionError_theCardCanBeAskedAgain() throws Exception {
            AtomicReference<Boolean> failed = new AtomicReference<>(false);
            FakeReader reader = FakeReader.t1(command -> {
                if (!failed.getAndSet(true)) {
                    throw FakeReader.failure("SCARD_E_NOT_TRANSACTED");
                }
                return hex("9000");
            });
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertEquals(Kind.TRANSMISSION, failure(transport, SELECT).kind());
                assertEquals(
                        "9000", transport.transmit(SELECT).response().toBytes().toHex());
            }
        }

        @Test
        void errorsOfTheJvm_passThrough() throws Exception {
            FakeReader reader = FakeReader.t1(command -> {
                throw new OutOfMemoryError("test");
            });
            try (PcscTransport transport = PcscTransport.connect(reader, SETTINGS)) {
                assertThrows(OutOfMemoryError.class, () -> transport.transmit(SELECT));
            }
        }
    }

    @Nested
    final class TimeLimit {
        @Test
        void hangingCard_timesOutAndIsLost() throws Exception {
            CountDownLatch hang = new CountDownLatch(1);
            FakeReader reader = FakeReader.t1(hanging(hang));
            PcscTransport transport = PcscTransport.connect(reader, HASTY);
            assertEquals(Kind.TIME_OUT, failure(transport, SELECT).kind());
            assertEquals(Kind.TIME_OUT, failure(transport, SELECT).kind());
            transport.close();
            assertFalse(reader.log().contains("reset"), "the reader is still busy");
            assertThrows(IllegalStateException.class, () -> transport.transmit(SELECT));
            hang.countDown();
        }

        @Test
        void lateCard_isGivenBack() throws Exception {
            CountDownLatch hang = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            FakeReader reader = telling(hanging(hang), released);
            PcscTransport transport = PcscTransport.connect(reader, HASTY);
            assertEquals(Kind.TIME_OUT, failure(transport, SELECT).kind());
            hang.countDown();
            released.await();
            assertTrue(reader.log().contains("reset"));
        }

        /** A command that hangs until the card is taken out fails then; the next card may have come. */
        @Test
        void cardThatLeftAfterTheTimeLimit_isNotReset_forItMayBeAnother() throws Exception {
            CountDownLatch hang = new CountDownLatch(1);
            CountDownLatch released = new CountDownLatch(1);
            FakeReader.Behaviour leaving = command -> {
                awaitUninterruptibly(hang);
                throw FakeReader.failure("SCARD_W_REMOVED_CARD");
            };
            FakeReader reader = telling(leaving, released);
            PcscTransport transport = PcscTransport.connect(reader, HASTY);
            assertEquals(Kind.TIME_OUT, failure(transport, SELECT).kind());
            hang.countDown();
            released.await();
            assertEquals("leave", reader.log().get(reader.log().size() - 1));
            assertFalse(reader.log().contains("reset"));
        }

        @Test
        void hangingConnect_timesOut() throws Exception {
            CountDownLatch hang = new CountDownLatch(1);
            FakeReader reader = new FakeReader(script(), false, List.of("T=0"), "3B600000") {
                @Override
                void connecting() {
                    awaitUninterruptibly(hang);
                }
            };
            PcscException e = assertThrows(PcscException.class, () -> PcscTransport.connect(reader, HASTY));
            assertEquals(PcscException.Kind.TIME_OUT, e.kind());
            hang.countDown();
        }

        @Test
        void interruptedCaller_goesOnAndStaysInterrupted() throws Exception {
            CountDownLatch hang = new CountDownLatch(1);
            FakeReader reader = FakeReader.t1(hanging(hang));
            PcscTransport transport = PcscTransport.connect(reader, SETTINGS);
            Thread.currentThread().interrupt();
            assertEquals(Kind.TIME_OUT, failure(transport, SELECT).kind());
            assertTrue(Thread.interrupted());
            hang.countDown();
            transport.close();
        }

        @Test
        void closeFromAnotherThread_doesNotWaitForTheCaller() throws Exception {
            CountDownLatch hang = new CountDownLatch(1);
            CountDownLatch sent = new CountDownLatch(1);
            FakeReader reader = FakeReader.t1(command -> {
                sent.countDown();
                awaitUninterruptibly(hang);
                return hex("9000");
            });
            ConnectionSettings settings = SETTINGS.withTimeLimit(Duration.ofMillis(500));
            PcscTransport transport = PcscTransport.connect(reader, settings);
            AtomicReference<Kind> kind = new AtomicReference<>();
            Thread caller = new Thread(
                    () -> kind.set(assertThrows(CardTransportException.class, () -> transport.transmit(SELECT))
                            .kind()));
            caller.start();
            sent.await();
            transport.close();
            caller.join();
            assertEquals(Kind.TIME_OUT, kind.get());
            hang.countDown();
        }
    }

    @Nested
    final class Closing {
        @Test
        void leave_doesNotReset() throws Exception {
            FakeReader reader = FakeReader.t0(script());
            PcscTransport.connect(reader, SETTINGS.withResetOnClose(false)).close();
            assertEquals(List.of("connect *", "beginExclusive", "leave"), reader.log());
        }

        @Test
        void twice_isOnce() throws Exception {
            FakeReader reader = FakeReader.t0(script());
            PcscTransport transport = PcscTransport.connect(reader, SETTINGS);
            transport.close();
            transport.close();
            assertEquals(List.of("connect *", "beginExclusive", "reset"), reader.log());
            assertThrows(IllegalStateException.class, () -> transport.transmit(SELECT));
        }

        @Test
        void failingDisconnect_isSilent() throws Exception {
            FakeReader reader = new FakeReader(script(), false, List.of("T=0"), "3B600000") {
                @Override
                void disconnected() throws CardException {
                    throw FakeReader.failure("SCARD_W_REMOVED_CARD");
                }
            };
            PcscTransport.connect(reader, SETTINGS).close();
            assertEquals(List.of("connect *", "beginExclusive", "reset"), reader.log());
        }
    }

    @Test
    void describesItself() throws Exception {
        try (PcscTransport transport = PcscTransport.connect(FakeReader.t0(script()), SETTINGS)) {
            assertEquals("T=0 card in reader \"Fake 00 00\"", transport.toString());
            assertEquals("Fake 00 00", transport.reader());
            assertEquals("3B600000", transport.answerToReset().toString());
        }
    }

    private static FakeReader.Behaviour script(String... lines) {
        return command -> {
            String sent = HexFormat.of().withUpperCase().formatHex(command);
            for (String line : lines) {
                if (line.startsWith(sent + "=")) {
                    return hex(line.substring(sent.length() + 1));
                }
            }
            throw new AssertionError("not in the script: " + sent);
        };
    }

    private static FakeReader.Behaviour throwing(Exception thrown) {
        return command -> {
            if (thrown instanceof CardException e) {
                throw e;
            }
            throw (RuntimeException) thrown;
        };
    }

    /** Tells when its card is given back. */
    private static FakeReader telling(FakeReader.Behaviour behaviour, CountDownLatch released) {
        return new FakeReader(behaviour, false, List.of("T=1"), "3BE000008131FE45EB") {
            @Override
            void disconnected() {
                released.countDown();
            }
        };
    }

    private static FakeReader.Behaviour hanging(CountDownLatch latch) {
        return command -> {
            awaitUninterruptibly(latch);
            return hex("9000");
        };
    }

    /** As native code does: interrupting the thread changes nothing. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // Goes on waiting.
            }
        }
    }

    private static CardTransportException failure(PcscTransport transport, CommandApdu command) {
        return assertThrows(CardTransportException.class, () -> transport.transmit(command));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
