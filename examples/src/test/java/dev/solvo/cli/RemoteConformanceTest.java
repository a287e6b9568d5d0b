package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.subject.RemoteCardServer;
import dev.solvo.conformance.subject.RemoteKernelServer;
import dev.solvo.conformance.subject.SubjectServer;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.SimulatedCards;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.emv.config.ConformanceStatementJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code solvo conformance} with kernels and cards behind sockets. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RemoteConformanceTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Path CASES = Path.of("src/main/resources/dev/solvo/conformance/suites/contact-cvm");

    @Test
    void remoteKernelAndCards_passAsOwnOnes() throws Exception {
        OwnKernel own = new OwnKernel(
                ConformanceStatementJson.parse(ConformanceStatementJson.shipped()), TransactionRecording.NONE);
        CommandRun here = CommandRun.of("conformance", "run", "--cases", CASES);
        assertEquals(0, here.exitCode(), here.out());
        try (SubjectServer kernels = RemoteKernelServer.start(ANY, own, line -> {});
                SubjectServer cards = RemoteCardServer.start(ANY, new SimulatedCards(), line -> {})) {
            CommandRun there = CommandRun.of(
                    "conformance",
                    "run",
                    "--cases",
                    CASES,
                    "--remote-kernel",
                    place(kernels),
                    "--remote-card",
                    place(cards),
                    "--remote-connections",
                    "2");
            assertEquals(0, there.exitCode(), there.out() + there.err());
        }
    }

    @Test
    void sessionsOfOtherCards_areAskedForTwice_andAreTheOwnersAlone(@TempDir Path folder) throws Exception {
        try (SubjectServer cards = RemoteCardServer.start(ANY, new SimulatedCards(), line -> {})) {
            CommandRun refused = CommandRun.of(
                    "conformance", "run", "--cases", CASES, "--remote-card", place(cards), "--sessions", folder);
            assertEquals(64, refused.exitCode(), refused.out());
            assertTrue(refused.err().contains("--record-card-data"), refused.err());

            CommandRun run = CommandRun.of(
                    "conformance",
                    "run",
                    "--cases",
                    CASES,
                    "--remote-card",
                    place(cards),
                    "--sessions",
                    folder,
                    "--record-card-data");
            assertEquals(0, run.exitCode(), run.out() + run.err());
            try (Stream<Path> files = Files.list(folder)) {
                List<Path> sessions = files.toList();
                assertFalse(sessions.isEmpty());
                for (Path session : sessions) {
                    assertEquals(
                            "rw-------",
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(session)),
                            session::toString);
                    assertTrue(Files.readString(session).contains("\"data\" : \"live\""), session::toString);
                }
            }
        }
    }

    @Test
    void nobodyThere_isToldBeforeAnyCaseIsRun() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        for (String option : new String[] {"--remote-kernel", "--remote-card"}) {
            CommandRun run = CommandRun.of("conformance", "run", "--cases", CASES, option, "127.0.0.1:" + free);
            assertEquals(65, run.exitCode(), run.out());
            assertTrue(run.err().contains("nobody is there at 127.0.0.1:" + free), run.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--remote-kernel, localhost",
        "--remote-kernel, localhost:99999",
        "--remote-connections, 0",
        "--remote-silence, PT0S",
    })
    void wrongOptions(String option, String value) {
        CommandRun run = CommandRun.of("conformance", "run", "--cases", CASES, option, value);
        assertEquals(64, run.exitCode(), run.out() + run.err());
    }

    @Test
    void serving_needsAPortThatIsFree() throws Exception {
        assertEquals(64, CommandRun.of("conformance", "serve-kernel").exitCode());
        assertEquals(
                64,
                CommandRun.of("conformance", "serve-card", "--port", "70000").exitCode());
        assertEquals(
                65,
                CommandRun.of("conformance", "serve-card", "--port", "0", "--card", "no-such-card")
                        .exitCode());
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = CommandRun.of("conformance", "serve-kernel", "--port", taken.getLocalPort());
            assertEquals(65, run.exitCode(), run.out());
            assertTrue(run.err().contains("another program may have that port"), run.err());
        }
    }

    private static String place(SubjectServer server) {
        return server.address().getHostString() + ":" + server.address().getPort();
    }
}
