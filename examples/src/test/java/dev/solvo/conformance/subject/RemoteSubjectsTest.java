package dev.solvo.conformance.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.InapplicableCaseException;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.InsertedCard;
import dev.solvo.conformance.transaction.KernelAnswer;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.PreparedTransaction;
import dev.solvo.conformance.transaction.SimulatedCards;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of the line together: our kernel and our cards behind a socket are what they are in this process. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RemoteSubjectsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final CommandApdu SELECT =
            CommandApdu.parse(Bytes.fromHex("00A404000E315041592E5359532E444446303100"));

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void ownKernelBehindASocket_doesTheSameWithEveryCard() throws Exception {
        OwnKernel own = new OwnKernel(
                ConformanceStatementJson.parse(ConformanceStatementJson.shipped()), TransactionRecording.NONE);
        try (SubjectServer server = RemoteKernelServer.start(ANY, own, told::add);
                RemoteKernel remote = RemoteKernel.at(server.address(), LONG, 1)) {
            assertEquals(own.name(), remote.name());
            assertEquals(own.checksum(), remote.checksum());
            assertTrue(remote.explains());
            for (String card : CardImages.names()) {
                PreparedTransaction here = Transactions.with(card);
                PreparedTransaction there = Transactions.with(card);
                KernelAnswer expected = own.run(here);
                KernelAnswer actual = remote.run(there);
                if (!actual.report().path("cvm").asText().startsWith("ENCIPHERED_PIN_BY")) {
                    // As text: a number that was on the line is another kind of node.
                    assertEquals(expected.report().toString(), actual.report().toString(), card);
                    assertEquals(here.log().events(), there.log().events(), card);
                }
                assertEquals(expected.report().path("tvr"), actual.report().path("tvr"), card);
                assertEquals(expected.report().path("outcome"), actual.report().path("outcome"), card);
                assertEquals(
                        expected.report().path("cvmResults"), actual.report().path("cvmResults"), card);
            }
        }
        assertEquals(List.of("connected"), told.subList(0, 1));
    }

    @Test
    void ownCardBehindASocket_isTheSameCard() throws Exception {
        OwnKernel own = new OwnKernel(
                ConformanceStatementJson.parse(ConformanceStatementJson.shipped()), TransactionRecording.NONE);
        try (SubjectServer server = RemoteCardServer.start(ANY, new SimulatedCards(), told::add);
                RemoteCard remote = RemoteCard.at(server.address(), LONG, 1)) {
            assertEquals("simulated cards", remote.name());
            for (String card : CardImages.names()) {
                KernelAnswer expected = own.run(Transactions.with(card));
                try (InsertedCard inserted = remote.insert(description(card), 7)) {
                    assertEquals(
                            expected.report(),
                            own.run(Transactions.with(inserted)).report(),
                            card);
                }
            }
        }
    }

    @Test
    void resetAndNextCard() throws Exception {
        try (SubjectServer server = RemoteCardServer.start(ANY, new SimulatedCards(), told::add);
                RemoteCard remote = RemoteCard.at(server.address(), LONG, 2)) {
            try (InsertedCard one = remote.insert(description("log"), 1);
                    InsertedCard other = remote.insert(description("online-cda"), 1)) {
                CommandApdu read = CommandApdu.parse(Bytes.fromHex("00B2010C00"));
                assertTrue(one.transmit(SELECT).response().statusWord().isSuccess());
                assertTrue(other.transmit(SELECT).response().statusWord().isSuccess());
                assertTrue(one.transmit(read).response().statusWord().isSuccess());
                one.reinsert();
                one.unlockDevice();
                assertFalse(one.transmit(read).response().statusWord().isSuccess());
                assertTrue(other.transmit(read).response().statusWord().isSuccess());
            }
            try (InsertedCard next = remote.insert(description("pdol"), 1)) {
                assertTrue(next.transmit(SELECT).response().statusWord().isSuccess());
            }
        }
    }

    @Test
    void fixedCard_takesTheCasesThatWantIt() throws Exception {
        FixedCard fixed = new FixedCard(description("log"), new SimulatedCards());
        try (SubjectServer server = RemoteCardServer.start(ANY, fixed, told::add);
                RemoteCard remote = RemoteCard.at(server.address(), LONG, 1)) {
            assertEquals("card log", remote.name());
            InapplicableCaseException another =
                    assertThrows(InapplicableCaseException.class, () -> remote.insert(description("pdol"), 1));
            assertTrue(String.valueOf(another.getMessage()).contains("wants the card pdol"), another::toString);
            CardDescription changed =
                    new CardDescription("log", description("log").image() + "\n# changed\n");
            InapplicableCaseException patched =
                    assertThrows(InapplicableCaseException.class, () -> remote.insert(changed, 1));
            assertTrue(String.valueOf(patched.getMessage()).contains("changes the card"), patched::toString);
            remote.insert(description("log"), 1).close();
        }
    }

    @Test
    void harnessThatDoesNotKeepToTheProtocol_isToldAndLeft() throws Exception {
        OwnKernel own = new OwnKernel(
                ConformanceStatementJson.parse(ConformanceStatementJson.shipped()), TransactionRecording.NONE);
        String hello = RemoteProtocol.hello(RemoteProtocol.Subject.kernel) + "\n";
        try (SubjectServer server = RemoteKernelServer.start(ANY, own, told::add)) {
            assertTrue(said(server, "GET / HTTP/1.1\n").contains("is not JSON"));
            assertTrue(said(server, hello.replace(":1,", ":9,")).contains("version 9"));
            assertTrue(said(server, hello.replace("kernel", "card")).contains("is no kernel"));
            assertThrows(IOException.class, () -> said(server, "x".repeat(5_000_000)));
            assertTrue(said(server, hello + "{\"type\":\"insert\"}\n").contains("\\\"transaction\\\" was expected"));
            assertTrue(said(server, hello + "{\"type\":\"transaction\"}\n").contains("\\\"seed\\\" is missing"));
            String wrongTerminal = hello
                    + "{\"type\":\"transaction\",\"terminal\":{},\"request\":{\"type\":0,\"currency\":\"EUR\",\"minorUnits\":1},"
                    + "\"instant\":\"2026-03-01T12:00:00Z\",\"zone\":\"Z\",\"seed\":1}\n";
            assertTrue(said(server, wrongTerminal).contains("the terminal's configuration"));
            // It is still there.
            try (RemoteKernel remote = RemoteKernel.at(server.address(), LONG, 1)) {
                remote.run(Transactions.with("log"));
            }
        }
    }

    @Test
    void crashOfAKernel_isToldWithItsPlaceButWithoutItsMessage() throws Exception {
        try (SubjectServer server = RemoteKernelServer.start(ANY, new CrashingKernel(), told::add);
                RemoteKernel remote = RemoteKernel.at(server.address(), LONG, 1)) {
            for (int i = 0; i < 2; i++) {
                RemoteSubjectException e =
                        assertThrows(RemoteSubjectException.class, () -> remote.run(Transactions.with("log")));
                assertTrue(
                        String.valueOf(e.getMessage()).contains("crashed: java.lang.ArithmeticException at "),
                        e::toString);
                assertFalse(String.valueOf(e.getMessage()).contains("secret"), e::toString);
            }
        }
    }

    /** All that the server says until it closes. */
    private static String said(SubjectServer server, String text) throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(server.address(), 5000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static CardDescription description(String card) {
        return new CardDescription(card, CardImages.named(card).text());
    }
}
