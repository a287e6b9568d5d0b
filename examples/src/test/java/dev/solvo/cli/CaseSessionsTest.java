package dev.solvo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.file.CaseFiles;
import dev.solvo.conformance.transaction.CaseRuns;
import dev.solvo.conformance.transaction.KernelAnswer;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.PreparedTransaction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** The sessions that conformance cases leave. */
final class CaseSessionsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** No transaction of a kernel takes place in their cases. */
    private static final Set<String> WITHOUT_KERNEL = Set.of("prepaid", "wallets");

    /** Keeps what the report of each transaction was, by the session that it left. */
    private static final class Noting implements KernelUnderTest {
        private final KernelUnderTest kernel = new OwnKernel(CaseRuns.statement(), new CaseSessions(false));
        private final Map<String, ObjectNode> reports = new ConcurrentHashMap<>();

        @Override
        public String name() {
            return kernel.name();
        }

        @Override
        public String checksum() {
            return kernel.checksum();
        }

        @Override
        public boolean explains() {
            return kernel.explains();
        }

        @Override
        public KernelAnswer run(PreparedTransaction transaction) throws CaseException, InterruptedException {
            KernelAnswer answer = kernel.run(transaction);
            answer.sessionJson().ifPresent(session -> reports.put(session, answer.report()));
            return answer;
        }
    }

    private final Noting kernel = new Noting();
    private final Map<String, Integer> events = new TreeMap<>();

    /**
     * Every shipped case in which a kernel takes part leaves a session, which is read and replayed to the same commands and the same
     * report: decisions, exchanges and what the reader showed included.
     */
    @Test
    void everyShippedCaseReplaysToTheSameReport() {
        Map<String, String> parted = new TreeMap<>();
        Set<String> without = new TreeSet<>();
        CaseRuns.run(CaseFiles.shipped(), 2, 1, kernel, true, (result, session, done, all) -> {
            if (session.isPresent()) {
                difference(session.get()).ifPresent(difference -> parted.put(result.id(), difference));
            } else if (result.verdict() != Verdict.INAPPLICABLE && !WITHOUT_KERNEL.contains(result.suite())) {
                without.add(result.id());
            }
        });
        assertEquals(Map.of(), parted);
        assertEquals(Set.of(), without);
        // Each kind of answer that decides how a transaction goes on occurs.
        for (String kind : List.of("command", "failure", "host", "pin", "card", "tornTransaction", "exceptionFile")) {
            assertTrue(events.getOrDefault(kind, 0) > 0, () -> kind + " in " + events);
        }
    }

    private Optional<String> difference(String session) {
        try {
            JsonNode file = JSON.readTree(session);
            file.path("events")
                    .forEach(event -> event.fieldNames().forEachRemaining(key -> events.merge(key, 1, Integer::sum)));
            Session read = SessionJson.read(file);
            SessionReplay.Result result = new SessionReplay(read, MaskedSession.of(read)).run();
            return result.difference().isPresent()
                    ? result.difference().map(Object::toString)
                    : Optional.of(Objects.requireNonNull(kernel.reports.get(session)))
                            .filter(report -> !report.equals(result.report().orElseThrow()))
                            .map(report -> "report " + report + " and " + result.report());
        } catch (BadInputException | JsonProcessingException | RuntimeException broken) {
            return Optional.of(broken.toString());
        }
    }
}
