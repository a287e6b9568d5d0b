package dev.solvo.conformance.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.cli.SolvoInLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzer finds kernels with a mistake, and {@code solvo replay} repeats what it found. */
@Tag("mutants")
final class FuzzedMutantsTest {
    private static final String KERNEL = "dev.solvo.emv.kernel.";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** A kernel that crashes at a broken application file locator. */
    @Test
    void aCrashIsFound() throws Exception {
        UnaryOperator<List<String>> mistaken = solvo(new Mutant(
                "Nothing is thrown",
                "dev.solvo.emv.data.ApplicationFileLocator",
                new Mistake.TakesForGranted("entry", "fault", new Mistake.Value.NoObject()),
                List.of()));
        JsonNode finding = finding(
                fuzz(mistaken, "contact", "300", "60", "offline-cda"),
                "java.lang.NullPointerException at dev.solvo.emv.data.ApplicationFileLocator.entry:");
        assertEquals("CRASH", finding.path("kind").asText());
        assertEquals(1, finding.path("changes").size());
        assertTrue(finding.at("/changes/0/command").asText().startsWith("80A8"), finding::toString);
        List<String> replayed = replay(mistaken, finding);
        assertEquals("1", replayed.get(0));
        assertTrue(replayed.get(2).contains("NullPointerException"), replayed::toString);
        // Our kernel ends otherwise than by the crash that stands in the file.
        assertTrue(replay(new SolvoInLoader(), finding).get(1).contains("outcome CRASH"));
    }

    /** A kernel that never comes back from a broken application file locator. */
    @Test
    void aHangIsFound() throws Exception {
        UnaryOperator<List<String>> mistaken = solvo(new Mutant(
                "The kernel waits forever",
                "dev.solvo.emv.data.ApplicationFileLocator",
                new Mistake.WaitsForever("entry"),
                List.of()));
        JsonNode finding = finding(fuzz(mistaken, "contact", "300", "3", "offline-cda"), "no end after 3000 ms");
        assertEquals("HANG", finding.path("kind").asText());
        assertTrue(finding.at("/changes/0/command").asText().startsWith("80A8"), finding::toString);
        assertTrue(replay(new SolvoInLoader(), finding).get(1).contains("outcome HANG"));
    }

    /** A kernel that takes a wrong signature around the cryptogram for right. */
    @Test
    void aWrongSignatureThatIsTakenForRightIsFound() throws Exception {
        UnaryOperator<List<String>> mistaken = solvo(new Mutant(
                "A wrong CDA signature is right",
                KERNEL + "SignedCryptogram",
                new Mistake.TakesForGranted("checkCda", "failed", new Mistake.Value.Truth(true)),
                List.of()));
        JsonNode finding = finding(
                fuzz(mistaken, "contact", "300", "60", "offline-cda"),
                "approved without authentication, although card and terminal both have CDA");
        assertEquals("APPROVAL", finding.path("kind").asText());
        assertEquals(1, finding.path("changes").size());
        assertReplays(mistaken, finding);
    }

    /** A kernel that authenticates no card. */
    @Test
    void anAuthenticationThatIsLeftOutIsFound() throws Exception {
        UnaryOperator<List<String>> mistaken = solvo(new Mutant(
                "No card is authenticated offline",
                KERNEL + "OfflineDataAuthentication",
                new Mistake.Returns(
                        "select",
                        new Mistake.Value.Constant(
                                "dev.solvo.emv.TransactionResult$OfflineDataAuthentication$Method", "NONE")),
                List.of()));
        JsonNode report = fuzz(mistaken, "contact", "16", "60", "sda-only", "offline-cda");
        for (String method : List.of("SDA", "CDA")) {
            JsonNode finding =
                    finding(report, "without authentication, although card and terminal both have " + method);
            assertEquals(0, finding.path("try").asInt());
            assertEquals(0, finding.path("changes").size());
            assertReplays(mistaken, finding);
        }
    }

    /** A contactless kernel that takes a wrong dynamic signature for right. */
    @Test
    void aWrongContactlessSignatureThatIsTakenForRightIsFound() throws Exception {
        UnaryOperator<List<String>> mistaken = withoutFastDda();
        JsonNode finding = finding(
                fuzz(mistaken, "contactless", "300", "60", "tap-visa-offline"),
                "approved with FAST_DDA passed, although the ");
        assertEquals(1, finding.path("changes").size());
        assertReplays(mistaken, finding);
    }

    /** One thread finds what two find, and leaves the same sessions. */
    @Test
    void findingsDoNotDependOnThreads() throws Exception {
        UnaryOperator<List<String>> mistaken = withoutFastDda();
        Path cases = cases("contactless", "tap-visa-offline");
        List<JsonNode> reports = new ArrayList<>();
        List<Map<String, String>> sessions = new ArrayList<>();
        for (String threads : List.of("1", "2")) {
            Path out = folder.resolve("threads-" + threads);
            List<String> run = solvoRun(mistaken, cases, "300", "60", out, threads);
            assertEquals("1", run.get(0), run::toString);
            reports.add(new ObjectMapper().readTree(run.get(1)));
            sessions.add(read(out));
        }
        assertFalse(sessions.get(0).isEmpty());
        assertEquals(reports.get(0), reports.get(1));
        assertEquals(sessions.get(0), sessions.get(1));
    }

    /** What was found is told though its session cannot be kept. */
    @Test
    void aSessionThatCannotBeWrittenLosesNoFinding() throws Exception {
        Files.createDirectory(folder.resolve("seed-1-finding-1.json"));
        List<String> run =
                solvoRun(withoutFastDda(), cases("contactless", "tap-visa-offline"), "300", "60", folder, "2");
        assertEquals("65", run.get(0), run::toString);
        assertTrue(run.get(2).contains("--out: cannot write "), run::toString);
        JsonNode first = new ObjectMapper().readTree(run.get(1)).at("/findings/0");
        assertEquals("APPROVAL", first.path("kind").asText());
        assertFalse(first.has("session"));
    }

    private static UnaryOperator<List<String>> withoutFastDda() throws ReflectiveOperationException {
        return solvo(new Mutant(
                "Fast DDA is not verified",
                "dev.solvo.emv.contactless.kernel3.FastDynamicDataAuthentication",
                new Mistake.Returns("refusal", new Mistake.Value.Text("")),
                List.of()));
    }

    private static Map<String, String> read(Path out) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                texts.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return texts;
    }

    /** With the kernel that has the mistake it goes as it did; with ours it ends otherwise. */
    private void assertReplays(UnaryOperator<List<String>> mistaken, JsonNode finding) {
        List<String> replayed = replay(mistaken, finding);
        assertEquals("0", replayed.get(0), replayed::toString);
        assertTrue(replayed.get(1).startsWith("same: "), replayed::toString);
        assertEquals("1", replay(new SolvoInLoader(), finding).get(0));
    }

    private List<String> replay(UnaryOperator<List<String>> solvo, JsonNode finding) {
        return solvo.apply(List.of(
                "replay", folder.resolve(finding.path("session").asText("none")).toString()));
    }

    private JsonNode fuzz(
            UnaryOperator<List<String>> solvo, String kind, String tries, String timeLimit, String... cards)
            throws IOException {
        List<String> run = solvoRun(solvo, cases(kind, cards), tries, timeLimit, folder, "2");
        assertEquals("1", run.get(0), run::toString);
        return new ObjectMapper().readTree(run.get(1));
    }

    private static List<String> solvoRun(
            UnaryOperator<List<String>> solvo, Path cases, String tries, String timeLimit, Path out, String threads) {
        return solvo.apply(List.of(
                "conformance",
                "fuzz",
                "--cases",
                cases.toString(),
                "--tries",
                tries,
                "--time-limit",
                timeLimit,
                "--threads",
                threads,
                "--out",
                out.toString(),
                "--json"));
    }

    private Path cases(String kind, String... cards) throws IOException {
        Path cases = Files.createDirectory(folder.resolve("cases"));
        for (String card : cards) {
            Files.writeString(
                    cases.resolve(card + ".yaml"), """
                    id: CARD
                    title: A card that is approved offline
                    clauses: ["EMV 4.4 Book 3, 10.3"]
                    kind: KIND
                    card: {image: CARD}
                    expect: {outcome: APPROVED}
                    """.replace("CARD", card).replace("KIND", kind));
        }
        return cases;
    }

    private static JsonNode finding(JsonNode report, String what) {
        for (JsonNode finding : report.path("findings")) {
            if (finding.path("what").asText().contains(what)) {
                return finding;
            }
        }
        throw new AssertionError("not found: " + what + "\n" + report.toPrettyString());
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<List<String>> solvo(Mutant mutant) throws ReflectiveOperationException {
        MutantLoader loader = new MutantLoader(FuzzedMutantsTest.class.getClassLoader(), mutant);
        UnaryOperator<List<String>> solvo = (UnaryOperator<List<String>>)
                loader.loadClass(SolvoInLoader.class.getName()).getConstructor().newInstance();
        assertFalse(solvo instanceof SolvoInLoader);
        return solvo;
    }
}
