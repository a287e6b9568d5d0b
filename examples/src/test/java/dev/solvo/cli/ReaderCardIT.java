package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.pcsc.CardProtocol;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.virtual.VirtualReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code solvo simulate} in a process of its own on one side of a real PC/SC daemon, {@code solvo card} and {@code solvo pay}
 * on the other.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReaderCardIT {
    private static final Duration LONG = Duration.ofSeconds(15);

    private static VirtualReader daemon;

    @BeforeAll
    static void start() throws Exception {
        VirtualReader.requireStartable();
        daemon = VirtualReader.start();
    }

    @AfterAll
    @SuppressWarnings("NullAway") // stays null where the class is skipped
    static void stop() throws Exception {
        if (daemon != null) {
            daemon.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void cardInTheReader_saysWhatTheSameCardSaysInMemory(CardProtocol protocol) throws Exception {
        JsonNode inMemory = CommandRun.of("card", "--card", "log", "--json").json();
        try (Simulation simulation = Simulation.of("--card", "log", "--protocol", protocol.name())) {
            JsonNode read = card();
            assertEquals(daemon.name(0), read.path("reader").asText());
            assertEquals(protocol.pcscName(), read.path("protocol").asText());
            assertEquals(0, read.path("answerToResetBreaks").size());
            assertEquals(inMemory.path("directories"), read.path("directories"));
            assertEquals(inMemory.path("applications"), read.path("applications"));
            assertTrue(simulation.quits().contains("reset"), "the card was reset at the end");
        }
        awaitEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void cardPays_isTakenOut_comesBackAndRemembers(CardProtocol protocol) throws Exception {
        try (Simulation simulation = Simulation.of("--card", "log", "--protocol", protocol.name())) {
            assertEquals("APPROVED", pay().path("outcome").asText());
            simulation.says("remove");
            awaitEmpty();
            assertTrue(CommandRun.of("card", "--list-readers").out().contains(daemon.name(0) + ": empty"));
            simulation.says("insert");
            awaitPresent();
            assertTrue(CommandRun.of("card", "--list-readers").out().contains(daemon.name(0) + ": card"));
            JsonNode remembered = card();
            assertEquals(1, remembered.at("/applications/0/log/transactions").size());
            assertEquals(
                    2,
                    remembered
                            .at("/applications/0/counters/applicationTransactionCounter")
                            .asInt());
            simulation.says("remove");
            awaitEmpty();
            simulation.says("insert pin-plaintext");
            awaitPresent();
            JsonNode other = pay();
            assertEquals("APPROVED", other.path("outcome").asText());
            assertEquals("PLAINTEXT_PIN_BY_ICC", other.path("cvm").asText());
            simulation.quits();
        }
        awaitEmpty();
    }

    @Test
    void cardPulledInMidCommand_isLost() throws Exception {
        try (Simulation simulation = Simulation.of("--card", "removed")) {
            JsonNode json = pay();
            assertEquals("CARD_REMOVED", json.path("terminationReason").asText());
            simulation.quits();
        }
        awaitEmpty();
    }

    @Test
    void answerToResetOfAContactlessCard_isSpokenToWithT1() throws Exception {
        // A contactless card's, as readers invent it: no TB1.
        try (Simulation simulation = Simulation.of("--card", "tap-mchip", "--atr", "3B80800101", "--protocol", "T1")) {
            JsonNode read = card();
            assertEquals("T=1", read.path("protocol").asText());
            assertTrue(read.path("answerToResetBreaks").toString().contains("TB1"));
            assertEquals("A0000000041010", read.at("/applications/0/aid").asText());
            simulation.quits();
        }
        awaitEmpty();
    }

    @Test
    void conformanceCases_runWithTheCardThatAPersonPutsIn(@TempDir Path directory) throws Exception {
        Path cases = directory.resolve("cases.yaml");
        Files.writeString(cases, """
                id: reader-approves
                title: A card in a reader pays
                clauses: ["EMV 4.4 Book 3, 10.7"]
                kind: contact
                card: {image: pin-plaintext}
                cardholder: {pin: ["1234"]}
                expect: {outcome: APPROVED, cvmResults: {byte1: "01", byte3: successful}}
                ---
                id: reader-skips
                title: There is no such card
                clauses: ["EMV 4.4 Book 3, 10.7"]
                kind: contact
                card: {image: sda-only}
                expect: {outcome: APPROVED}
                ---
                id: reader-cannot
                title: No real card is edited
                clauses: ["EMV 4.4 Book 3, 10.7"]
                kind: contact
                card: {image: pin-plaintext, patch: [{append: "# changed"}]}
                expect: {outcome: APPROVED}
                """);
        try (Simulation simulation = Simulation.of("--card", "pin-plaintext")) {
            awaitPresent();
            Process run = new ProcessBuilder(Simulation.command(
                            "conformance", "run", "--reader", daemon.name(0), "--cases", cases.toString()))
                    .redirectErrorStream(true)
                    .start();
            try (Writer person = run.outputWriter(StandardCharsets.UTF_8)) {
                person.write("\nskip\n");
            }
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(run.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, run.exitValue(), said);
            assertTrue(said.contains("Put the card pin-plaintext into " + daemon.name(0)), said);
            assertTrue(said.contains("Put the card sda-only into "), said);
            assertTrue(simulation.quits().contains("-> 00200080 Lc=8"), "the card was sent the PIN");
        }
        awaitEmpty();
    }

    @Test
    void damagedAnswerToReset_isRefusedByBoth() throws Exception {
        try (Simulation simulation = Simulation.of("--card", "log", "--atr", "3BE000008131FE45EC")) {
            for (String command : List.of("card", "pay")) {
                CommandRun run = CommandRun.of(command, "--reader", daemon.name(0));
                assertEquals(65, run.exitCode(), run.out());
                assertTrue(run.err().contains("check byte"), run.err());
            }
            simulation.quits();
        }
        awaitEmpty();
    }

    @Test
    void readerIsFoundByPartOfItsName_unlessTwoHaveIt() {
        CommandRun ambiguous = CommandRun.of("card", "--reader", "solvo");
        assertEquals(65, ambiguous.exitCode());
        assertTrue(ambiguous.err().contains("several readers"), ambiguous.err());
        CommandRun none = CommandRun.of("card", "--reader", "no such reader");
        assertEquals(65, none.exitCode());
        assertTrue(none.err().contains(daemon.name(0)), none.err());
    }

    private static JsonNode card() {
        CommandRun run = CommandRun.of("card", "--reader", "00 00", "--json");
        assertEquals(0, run.exitCode(), run.err());
        return run.json();
    }

    private static JsonNode pay() {
        CommandRun run = CommandRun.of("pay", "--reader", "00 00", "--pin", "1234", "--json");
        return run.json();
    }

    private static void awaitEmpty() throws Exception {
        assertTrue(reader().waitForCardAbsent(LONG), "the service sees the empty reader");
    }

    private static void awaitPresent() throws Exception {
        assertTrue(reader().waitForCardPresent(LONG), "the service sees the card");
    }

    private static PcscReader reader() throws Exception {
        return PcscReaders.open().named(daemon.name(0));
    }

    /** {@code solvo simulate} as another process. */
    private static final class Simulation implements AutoCloseable {
        private final Process process;
        private final Writer orders;
        private final BufferedReader out;

        private Simulation(Process process) {
            this.process = process;
            this.orders = process.outputWriter(StandardCharsets.UTF_8);
            this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        static Simulation of(String... options) throws IOException {
            List<String> arguments = new ArrayList<>(List.of(
                    "simulate", "--vpcd", Integer.toString(daemon.address(0).getPort())));
            arguments.addAll(List.of(options));
            String[] command = command(arguments.toArray(String[]::new));
            Simulation simulation = new Simulation(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            String first = simulation.out.readLine();
            if (first == null || !first.startsWith("inserted")) {
                // Or its card would stay in the reader.
                simulation.close();
                fail("solvo simulate says " + first);
            }
            return simulation;
        }

        /** The command line as another process. */
        static String[] command(String... arguments) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    Solvo.class.getName()));
            command.addAll(List.of(arguments));
            return command.toArray(String[]::new);
        }

        void says(String order) throws IOException {
            orders.write(order + "\n");
            orders.flush();
        }

        /** Everything that it said. */
        String quits() throws IOException, InterruptedException {
            says("quit");
            String all = String.join("\n", out.lines().toList());
            assertTrue(process.waitFor(20, TimeUnit.SECONDS), "solvo simulate ends");
            assertEquals(0, process.exitValue(), all);
            return all;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
