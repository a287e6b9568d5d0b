package dev.solvo.conformance.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.transaction.KernelAnswer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A remote kernel that does not do its part costs its case, with a reason, and nothing else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RemoteKernelTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String OUTCOME = "{\"type\":\"outcome\",\"report\":{\"outcome\":\"DECLINED\"}}\n";

    @Test
    void kernelThatDoesItsPart() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.answer("{\"type\":\"command\",\"apdu\":\"00A404000E315041592E5359532E444446303100\"}\n");
                    line.answer("{\"type\":\"show\",\"message\":\"DECLINED\"}\n");
                    line.say(OUTCOME);
                    line.answer(OUTCOME);
                    line.stayOpen();
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            assertEquals("peer", kernel.name());
            assertEquals("", kernel.checksum());
            assertFalse(kernel.explains());
            KernelAnswer answer = kernel.run(Transactions.with("online-cda"));
            assertEquals("DECLINED", answer.report().path("outcome").asText());
            kernel.run(Transactions.with("online-cda"));
            assertEquals(1, peer.connections());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "garbage | is not JSON",
                "\"text\" | is no JSON object",
                "{\"type\":\"command\",\"type\":\"command\"} | is not JSON",
                "{} trailing | is not JSON",
                "{} | \"type\" is missing",
                "{\"type\":7} | \"type\" is missing",
                "{\"type\":\"dance\"} | does not say that here",
                "{\"type\":\"hello\"} | does not say that here",
                "{\"type\":\"answer\",\"response\":\"9000\"} | does not say that here",
                "{\"type\":\"outcome\"} | \"report\" is missing",
                "{\"type\":\"command\"} | \"apdu\" is missing",
                "{\"type\":\"command\",\"apdu\":\"0G\"} | \"apdu\" is not hexadecimal",
                "{\"type\":\"command\",\"apdu\":\"00A4\"} | \"apdu\" is no command",
                "{\"type\":\"enterPin\",\"method\":\"GUESS\"} | \"method\" has an unknown value",
                "{\"type\":\"chooseApplication\",\"candidates\":[]} | \"candidates\" is empty",
                "{\"type\":\"chooseApplication\",\"candidates\":[7]} | \"candidates\" is no list",
                "{\"type\":\"authorise\",\"data\":{},\"pan\":\"12\"} | \"pan\" is no account number",
                "{\"type\":\"authorise\",\"data\":{\"ZZ\":\"\"},\"pan\":\"9999990000000303\"} | holds what is no tag",
                "{\"type\":\"show\",\"message\":\"HELLO\"} | \"message\" has an unknown value",
                "{\"type\":\"display\",\"status\":\"READY_TO_READ\",\"valueQualifier\":\"AMOUNT\"} | nothing that a reader shows",
                "{\"type\":\"fieldOff\",\"millis\":-1} | \"millis\" is not in",
                "{\"type\":\"error\",\"reason\":\"out of paper\"} | out of paper",
            })
    void kernelThatSaysWhatItMustNot(String said, String reason) throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.answer(number == 0 ? said + "\n" : OUTCOME);
                    line.stayOpen();
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            assertFails(kernel, reason);
            // The next case gets another connection.
            assertEquals(
                    "DECLINED",
                    kernel.run(Transactions.with("online-cda"))
                            .report()
                            .path("outcome")
                            .asText());
            assertEquals(2, peer.connections());
        }
    }

    @Test
    void longLine_isNotRead() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.hear();
                    String part = "x".repeat(100_000);
                    line.say("{\"type\":\"");
                    for (int i = 0; i < 100; i++) {
                        line.say(part);
                    }
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            assertFails(kernel, "more than 1000000 bytes");
        }
    }

    @Test
    void deeplyNestedLine_isRefused() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.answer("[".repeat(400_000) + "\n");
                    line.stayOpen();
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            assertFails(kernel, "is not JSON");
        }
    }

    @Test
    void silentKernel_isGivenUp() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.stayOpen();
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), SHORT, 1)) {
            assertFails(kernel, "said nothing for 300 ms");
        }
    }

    @Test
    void kernelThatDripsBytes_isGivenUp() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.hear();
                    try {
                        while (!over.await(20, TimeUnit.MILLISECONDS)) {
                            line.say(" ");
                        }
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), SHORT, 1)) {
            assertFails(kernel, "said nothing for 300 ms");
            over.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"type\":\"comm"})
    void kernelThatCloses(String last) throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.answer(last);
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            assertFails(kernel, "closed the connection");
        }
    }

    @Test
    void kernelThatClosesBetweenTwoCases_costsNoCase() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.answer(OUTCOME);
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            for (int i = 0; i < 5; i++) {
                kernel.run(Transactions.with("online-cda"));
            }
            assertEquals(5, peer.connections());
        }
    }

    @Test
    void kernelInCircles_isGivenUp() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.hear();
                    for (int i = 0; i < 30_000; i++) {
                        line.say("{\"type\":\"show\",\"message\":\"PLEASE_WAIT\"}\n");
                    }
                    line.stayOpen();
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            assertFails(kernel, "more than 20000 messages");
        }
    }

    @Test
    void interrupt_endsTheWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.answer(number == 0 ? "" : OUTCOME);
                    begun.countDown();
                    line.stayOpen();
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread running = new Thread(() -> {
                try {
                    kernel.run(Transactions.with("online-cda"));
                } catch (Exception e) {
                    thrown.complete(e);
                }
            });
            running.start();
            begun.await();
            running.interrupt();
            assertEquals(
                    InterruptedException.class, thrown.get(10, TimeUnit.SECONDS).getClass());
            assertEquals(
                    "DECLINED",
                    kernel.run(Transactions.with("online-cda"))
                            .report()
                            .path("outcome")
                            .asText());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"hello\",\"protocol\":\"solvo-conformance\",\"version\":2,\"subject\":\"kernel\",\"name\":\"x\"} | version 2",
                "{\"type\":\"hello\",\"protocol\":\"another\",\"version\":1,\"subject\":\"kernel\",\"name\":\"x\"} | another protocol",
                "{\"type\":\"hello\",\"protocol\":\"solvo-conformance\",\"version\":1,\"subject\":\"card\",\"name\":\"x\"} | is no kernel",
                "{\"type\":\"hello\",\"protocol\":\"solvo-conformance\",\"version\":1,\"subject\":\"kernel\"} | \"name\" is missing",
                "{\"type\":\"outcome\",\"report\":{}} | \"hello\" was expected",
                "{\"type\":\"error\",\"reason\":\"closed on Sundays\"} | closed on Sundays",
                "SSH-2.0-OpenSSH_9.2 | is not JSON",
            })
    void whoIsNoKernel_isNotTested(String hello, String reason) throws Exception {
        try (Peer peer = new Peer((number, line) -> {
            line.answer(hello + "\n");
            line.stayOpen();
        })) {
            RemoteSubjectException e =
                    assertThrows(RemoteSubjectException.class, () -> RemoteKernel.at(peer.address(), LONG, 1));
            assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
        }
    }

    @Test
    void nobodyThere() throws Exception {
        // Bound, so that nobody else gets the port meanwhile, and not listening.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            RemoteSubjectException e = assertThrows(
                    RemoteSubjectException.class,
                    () -> RemoteKernel.at((InetSocketAddress) taken.getLocalSocketAddress(), LONG, 1));
            assertTrue(String.valueOf(e.getMessage()).contains("nobody is there"), e::toString);
        }
    }

    @Test
    void messagesNeverQuoteWhatWasSent() throws Exception {
        try (Peer peer = new Peer((number, line) -> {
                    line.answer(Peer.HELLO_KERNEL);
                    line.answer("{\"type\":\"9999990000000303\",\"pan\":\"9999990000000303\"}\n");
                    line.stayOpen();
                });
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, 1)) {
            RemoteSubjectException e =
                    assertThrows(RemoteSubjectException.class, () -> kernel.run(Transactions.with("online-cda")));
            assertFalse(String.valueOf(e.getMessage()).contains("9999990000000303"), e::toString);
        }
    }

    private static void assertFails(RemoteKernel kernel, String reason) {
        RemoteSubjectException e =
                assertThrows(RemoteSubjectException.class, () -> kernel.run(Transactions.with("online-cda")));
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e::toString);
    }
}
