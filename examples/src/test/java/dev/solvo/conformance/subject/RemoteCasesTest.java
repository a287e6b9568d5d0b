package dev.solvo.conformance.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceRun;
import dev.solvo.conformance.RunSettings;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.file.CaseFiles;
import dev.solvo.conformance.file.CaseReader;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.KernelUnderTest;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.SimulatedCards;
import dev.solvo.conformance.transaction.StatementOptions;
import dev.solvo.conformance.transaction.TransactionKind;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shipped cases come to the same whether kernel and card are in this process or behind sockets. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RemoteCasesTest {
    private static final int AT_A_TIME = 2;
    private static final Path SUITES = Path.of("src/main/resources/dev/solvo/conformance/suites");
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void ownKernelAndCardsBehindSockets() throws Exception {
        ConformanceStatement statement = ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
        OwnKernel own = new OwnKernel(statement, TransactionRecording.NONE);
        List<CaseResult> here = run(statement, own, new SimulatedCards());
        assertFalse(here.isEmpty());
        List<String> told = new CopyOnWriteArrayList<>();
        try (SubjectServer kernels = RemoteKernelServer.start(ANY, own, told::add);
                SubjectServer cards = RemoteCardServer.start(ANY, new SimulatedCards(), told::add);
                RemoteKernel kernel = RemoteKernel.at(kernels.address(), LONG, AT_A_TIME);
                RemoteCard card = RemoteCard.at(cards.address(), LONG, AT_A_TIME)) {
            List<CaseResult> there = run(statement, kernel, card);
            assertEquals(here.size(), there.size());
            for (int i = 0; i < here.size(); i++) {
                CaseResult expected = here.get(i);
                CaseResult actual = there.get(i);
                assertEquals(expected.id(), actual.id());
                assertEquals(expected.verdict(), actual.verdict(), () -> expected.id() + " " + actual);
                assertEquals(expected.checks(), actual.checks(), expected.id());
            }
        }
        assertTrue(told.stream().allMatch(line -> line.endsWith("connected")), told::toString);
    }

    @Test
    void cardThatIsNotThere_makesItsCasesInapplicable() throws Exception {
        ConformanceStatement statement = ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
        CardDescription only = new CardDescription("none", "");
        try (SubjectServer cards = RemoteCardServer.start(ANY, new FixedCard(only, new SimulatedCards()), line -> {});
                RemoteCard card = RemoteCard.at(cards.address(), LONG, AT_A_TIME)) {
            for (CaseResult result : run(statement, new OwnKernel(statement, TransactionRecording.NONE), card)) {
                assertTrue(
                        result.verdict() == Verdict.INAPPLICABLE || result.verdict() == Verdict.BROKEN,
                        result::toString);
            }
        }
    }

    @Test
    void deadKernel_costsEachCaseItsVerdict_andNothingHangs() throws Exception {
        ConformanceStatement statement = ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
        try (Peer peer = new Peer((number, line) -> line.answer(Peer.HELLO_KERNEL));
                RemoteKernel kernel = RemoteKernel.at(peer.address(), LONG, AT_A_TIME)) {
            List<CaseResult> results = run(statement, kernel, new SimulatedCards());
            for (CaseResult result : results) {
                if (result.verdict() != Verdict.INAPPLICABLE && result.verdict() != Verdict.BROKEN) {
                    assertEquals(Verdict.CRASHED, result.verdict(), result::toString);
                    assertTrue(result.reason().orElse("").contains("closed the connection"), result::toString);
                }
            }
        }
    }

    private static List<CaseResult> run(ConformanceStatement statement, KernelUnderTest kernel, CardUnderTest cards)
            throws Exception {
        CaseReader reader = new CaseReader(
                List.of(TransactionKind.contact(kernel, cards), TransactionKind.contactless(kernel, cards)),
                StatementOptions.names());
        ConformanceRun run = new ConformanceRun(
                work -> {
                    Thread thread = new Thread(work, "conformance case");
                    thread.setDaemon(true);
                    return thread;
                },
                AT_A_TIME);
        return run.run(
                reader.read(CaseFiles.at(SUITES)),
                RunSettings.of(1, StatementOptions.of(statement)),
                (result, session, done, all) -> {});
    }
}
