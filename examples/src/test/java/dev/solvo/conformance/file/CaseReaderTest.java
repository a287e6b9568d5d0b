package dev.solvo.conformance.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.ConformanceCase;
import dev.solvo.conformance.transaction.OwnKernel;
import dev.solvo.conformance.transaction.SimulatedCards;
import dev.solvo.conformance.transaction.StatementOptions;
import dev.solvo.conformance.transaction.TransactionKind;
import dev.solvo.conformance.transaction.TransactionRecording;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.emv.data.EmvDataException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Case files are read, and what is wrong in them is named with its place. */
final class CaseReaderTest {
    private static final String HEAD = """
            id: a-case
            title: A title
            clauses: ["EMV 4.4 Book 3, 10.5"]
            kind: contact
            card: {image: offline-cda}
            """;
    private static final String TAIL = "expect: {outcome: APPROVED}\n";

    private static CaseCollection read(String name, String... texts) {
        OwnKernel kernel;
        try {
            kernel = new OwnKernel(
                    ConformanceStatementJson.parse(ConformanceStatementJson.shipped()), TransactionRecording.NONE);
        } catch (EmvDataException broken) {
            throw new IllegalStateException(broken);
        }
        CaseReader reader = new CaseReader(
                List.of(
                        TransactionKind.contact(kernel, new SimulatedCards()),
                        TransactionKind.contactless(kernel, new SimulatedCards())),
                StatementOptions.names());
        List<CaseSource> sources = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            sources.add(new InMemory(i == 0 ? name : i + name, texts[i]));
        }
        return reader.read(sources);
    }

    private record InMemory(String name, String text) implements CaseSource {
        @Override
        public String suite() {
            return "suite";
        }

        @Override
        public Optional<String> beside(String file) {
            return file.equals("broken.card") ? Optional.of("nonsense") : Optional.empty();
        }
    }

    private static List<String> faults(String... texts) {
        return read("f.yaml", texts).broken().stream()
                .flatMap(broken -> broken.faults().stream())
                .toList();
    }

    @Test
    void readsACase() {
        CaseCollection cases = read("f.yaml", HEAD + "applies: cda and not xda\ntimeLimit: 500ms\n" + TAIL);
        assertEquals(List.of(), cases.broken());
        ConformanceCase one = cases.cases().get(0);
        assertEquals("a-case", one.id());
        assertEquals("suite", one.suite());
        assertEquals("A title", one.title());
        assertEquals(List.of("EMV 4.4 Book 3, 10.5"), one.clauses());
        assertEquals("f.yaml:1", one.origin().toString());
        assertEquals("cda and not xda", one.applicability().orElseThrow().toString());
        assertEquals(Duration.ofMillis(500), one.timeLimit());
    }

    @Test
    void readsJson() {
        CaseCollection cases = read(
                "f.json",
                "{\"id\": \"a\", \"title\": \"t\", \"clauses\": [\"c\"], \"kind\": \"contact\",\n"
                        + " \"card\": {\"image\": \"offline-cda\"}, \"expect\": {\"outcome\": \"APPROVED\"}}");
        assertEquals(List.of(), cases.broken());
        assertEquals(1, cases.cases().size());
        assertEquals(Duration.ofSeconds(10), cases.cases().get(0).timeLimit());
    }

    @Test
    void readsAStreamAndAListOfCases() {
        String second = HEAD.replace("a-case", "second");
        assertEquals(
                2, read("f.yaml", HEAD + TAIL + "---\n" + second + TAIL).cases().size());
        assertEquals(
                2,
                read(
                                "f.json",
                                "[{\"id\": \"a\", \"title\": \"t\", \"clauses\": \"c\", \"kind\": \"contact\","
                                        + " \"card\": {\"image\": \"offline-cda\"}, \"expect\": {\"tvr\": \"*\"}},"
                                        + "{\"id\": \"b\", \"title\": \"t\", \"clauses\": \"c\", \"kind\": \"contact\","
                                        + " \"card\": {\"image\": \"offline-cda\"}, \"expect\": {\"tvr\": \"*\"}}]")
                        .cases()
                        .size());
    }

    @Test
    void knowsTheLineOfALaterCase() {
        CaseCollection cases = read("f.yaml", HEAD + TAIL + "---\n" + HEAD.replace("a-case", "second") + TAIL);
        assertEquals("f.yaml:8", cases.cases().get(1).origin().toString());
    }

    /** Each: what is added to a right case, and what is said of it. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("tittle: x\n", "f.yaml:6:1: unknown key tittle; did you mean title?"),
                Arguments.of(
                        "transaction: {amuont: 1}\n",
                        "f.yaml:6:15: unknown key transaction.amuont; did you mean amount?"),
                Arguments.of(
                        "transaction: {zzzzzzz: 1}\n",
                        "f.yaml:6:15: unknown key transaction.zzzzzzz; there are accountType, amount, at, cashback,"
                                + " currency, forceOnline, seed, sequenceCounter, type, zone"),
                Arguments.of(
                        "transaction:\n  amount: ten\n",
                        "f.yaml:7:11: transaction.amount: expected an amount in units of the currency, such as"
                                + " \"10.00\""),
                Arguments.of(
                        "transaction: {amount: 1.234}\n",
                        "f.yaml:6:23: transaction.amount: more decimals than EUR has"),
                Arguments.of(
                        "transaction: {currency: EURO}\n",
                        "f.yaml:6:25: transaction.currency: expected the three letters of an ISO 4217 currency, such as"
                                + " EUR"),
                Arguments.of(
                        "transaction: {at: yesterday}\n",
                        "f.yaml:6:19: transaction.at: expected a time such as 2026-03-01T12:00:00Z"),
                Arguments.of(
                        "transaction: {forceOnline: maybe}\n",
                        "f.yaml:6:28: transaction.forceOnline: expected true or false"),
                Arguments.of("transaction: [1]\n", "f.yaml:6:14: transaction: expected an object, not a list"),
                Arguments.of("applies: cda and\n", "f.yaml:6:10: applies: character 8: expected a name"),
                Arguments.of("timeLimit: soon\n", "f.yaml:6:12: timeLimit: expected a time such as 10s, 500ms or 2m"),
                Arguments.of(
                        "terminal: {terminal: {terminalType: \"99\"}}\n",
                        "f.yaml:6:37: terminal: /terminal/terminalType: "),
                Arguments.of(
                        "terminal: {combinations: []}\n",
                        "f.yaml:1:1: terminal.combinations: a contact terminal has none"),
                Arguments.of(
                        "terminal: {applications: [{name: x}]}\n",
                        "f.yaml:6:27: terminal.applications: expected an object with aid"),
                Arguments.of(
                        "terminal: {applications: [{aid: A0000000991111, remove: true}]}\n",
                        "f.yaml:6:27: terminal.applications: nothing there has this aid"),
                Arguments.of(
                        "cardholder: {pin: [12]}\n",
                        "f.yaml:6:20: cardholder.pin: expected 4 to 12 digits, bypass, cancel, time-out,"
                                + " pin-pad-failed, or an object with digits, status or card-failed"),
                Arguments.of(
                        "cardholder: {application: [0]}\n",
                        "f.yaml:6:28: cardholder.application: expected a number from 1, or cancel"),
                Arguments.of(
                        "cardholder: {referral: perhaps}\n",
                        "f.yaml:6:24: cardholder.referral: expected approved or declined, not perhaps"),
                Arguments.of(
                        "cardholder: {present: [collision]}\n",
                        "f.yaml:6:14: unknown key cardholder.present; there are application, biometric, pin, referral"),
                Arguments.of(
                        "host: {answer: yes-please}\n",
                        "f.yaml:6:16: host.answer: expected approve, decline, explicit, no-answer, not-sent, refer or"
                                + " wrong-issuer-authentication, not yes-please"),
                Arguments.of("host: {answer: explicit}\n", "f.yaml:6:7: host: an explicit answer needs the key code"),
                Arguments.of(
                        "host: {code: 123}\n",
                        "f.yaml:6:14: host.code: expected the two characters of tag 8A, such as \"00\""),
                Arguments.of(
                        "host: {scripts: [{when: before}]}\n", "f.yaml:6:18: host.scripts: expected the key commands"),
                Arguments.of(
                        "host: {scripts: [{when: before, commands: [pin-unlock]}]}\n",
                        "f.yaml:6:44: host.scripts.commands: expected one of application-block, application-unblock,"
                                + " card-block, pin-unblock, or an object with putData, updateRecord, changePin or"
                                + " wrongCode"),
                Arguments.of(
                        "faults: [{at: 80AE, do: explode}]\n",
                        "f.yaml:6:25: faults.do: expected command, command-data, delay, flip, lose-answer, protocol,"
                                + " remove, replace, set, status, strip, swallow, swap, time-out, transmission or"
                                + " truncate, not explode"),
                Arguments.of(
                        "faults: [{at: 8, do: remove}]\n",
                        "f.yaml:6:15: faults.at: expected bytes in hexadecimal, with ?? for any byte and * for any"
                                + " number of bytes, not 8*"),
                Arguments.of("faults: [{at: 80AE, do: flip}]\n", "f.yaml:6:10: faults: expected the key byte"),
                Arguments.of(
                        "faults: [{at: 80AE, do: status}]\n",
                        "f.yaml:6:10: faults: expected the key status, two bytes in hexadecimal"),
                Arguments.of("faults: [{do: remove}]\n", "f.yaml:6:10: faults: expected the keys at and do"),
                Arguments.of("attack: relay\n", "f.yaml:6:1: unknown key attack; there are applies, card, cardholder,"),
                Arguments.of("id: again\n", "f.yaml:6:3: Duplicate field 'id'"),
                Arguments.of("timeLimit: *limit\n", "f.yaml:6:12: anchors and aliases are not used in case files"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void namesAMistakeWithItsPlace(String added, String fault) {
        List<String> faults = faults(HEAD + added + TAIL);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith(fault), faults::toString);
    }

    /** Each: an {@code expect} and what is said of it. */
    static Stream<Arguments> wrongExpectations() {
        return Stream.of(
                Arguments.of("{outcom: APPROVED}", "f.yaml:6:10: unknown key expect.outcom; did you mean outcome?"),
                Arguments.of("{start: A}", "f.yaml:6:10: unknown key expect.start; "),
                Arguments.of(
                        "{tvr: {set: [b6b1]}}",
                        "f.yaml:6:22: expect.tvr.set: expected a bit such as b1b8 (byte 1, bit 8) of 5 bytes, not b6b1"),
                Arguments.of(
                        "{tsi: {set: [b3b1]}}",
                        "f.yaml:6:22: expect.tsi.set: expected a bit such as b1b8 (byte 1, bit 8) of 2 bytes, not b3b1"),
                Arguments.of("{tvr: {}}", "f.yaml:6:15: tvr: expected value, set, clear or others"),
                Arguments.of("{tvr: zz}", "f.yaml:6:15: expect.tvr: expected bytes in hexadecimal"),
                Arguments.of(
                        "{commands: [00A4, nothing]}",
                        "f.yaml:6:27: expect.commands: expected bytes in hexadecimal, with ?? for any byte"),
                Arguments.of(
                        "{field55: {nothing: present}}",
                        "f.yaml:6:29: expect.field55: expected a tag in hexadecimal, such as 9F26, not nothing"),
                Arguments.of("{messages: [HELLO]}", "f.yaml:6:21: expect.messages: expected one of AMOUNT, AMOUNT OK"),
                Arguments.of(
                        "{host: {reversal: perhaps}}",
                        "f.yaml:6:27: expect.host.reversal: expected none or owed, not perhaps"),
                Arguments.of("{never: [{}]}", "f.yaml:6:18: never: expected command, message, explanation"),
                Arguments.of("{never: [{tvr: b9b9}]}", "f.yaml:6:24: expect.never.tvr: expected a bit such as b1b8"),
                Arguments.of("{cvmResults: {byte4: 00}}", "f.yaml:6:23: unknown key expect.cvmResults.byte4; did you"),
                Arguments.of("[]", "f.yaml:1:1: expected the key expect with at least one expectation"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongExpectations")
    void namesAWrongExpectation(String expect, String fault) {
        List<String> faults = faults(HEAD + "expect: " + expect + "\n");
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith(fault), faults::toString);
    }

    /** Each: a {@code card} and what is said of it. */
    static Stream<Arguments> wrongCards() {
        return Stream.of(
                Arguments.of("{}", "f.yaml:5:7: expected the key card.image"),
                Arguments.of(
                        "{image: no-such}",
                        "f.yaml:5:15: card.image: there is neither a card image of the simulator nor a file beside the"
                                + " case named no-such"),
                Arguments.of("{image: broken.card}", "f.yaml:5:7: card: the edited image cannot be read, line 1: "),
                Arguments.of(
                        "{image: pin-plaintext, patch: [{replace: nowhere, with: x}]}",
                        "f.yaml:5:38: card.patch: the image has no text \"nowhere\""),
                Arguments.of(
                        "{image: pin-plaintext, patch: [{replace: generated, with: x}]}",
                        "f.yaml:5:38: card.patch: the image has the text \"generated\" more than once"),
                Arguments.of(
                        "{image: pin-plaintext, patch: [{record: 9.9, tag: 9F07}]}",
                        "f.yaml:5:38: card.patch: the image has no record 9.9"),
                Arguments.of(
                        "{image: pin-plaintext, patch: [{record: 2.1, tag: 9F99}]}",
                        "f.yaml:5:38: card.patch: record 2.1 has no line for tag 9F99"),
                Arguments.of(
                        "{image: pin-plaintext, patch: [{tag: 9F07}]}",
                        "f.yaml:5:38: card.patch: expected replace and with, or remove, or append, or record and tag"),
                Arguments.of(
                        "{image: pin-plaintext, patch: [{replace: \"priority 1\", with: \"priority 99\"}]}",
                        "f.yaml:5:7: card: the edited image cannot be read, line 9: expected a number from 0 to 15:"
                                + " priority 99"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongCards")
    void namesAWrongCard(String card, String fault) {
        List<String> faults = faults(HEAD.replace("{image: offline-cda}", card) + TAIL);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith(fault), faults::toString);
    }

    @Test
    void namesAllMistakesOfACaseInOrder() {
        assertEquals(
                List.of(
                        "f.yaml:1:1: expected the key clauses, a list of clauses that the case tests",
                        "f.yaml:1:5: id: expected small letters and digits joined by hyphens, at most 100",
                        "f.yaml:3:7: kind: expected contact or contactless, not contcat"),
                faults("id: A Case\ntitle: t\nkind: contcat\n"));
    }

    @Test
    void namesWhatIsMissing() {
        assertEquals(
                List.of(
                        "f.yaml:1:1: expected the key title",
                        "f.yaml:1:1: expected the key clauses, a list of clauses that the case tests",
                        "f.yaml:1:1: expected the key kind, one of contact, contactless"),
                faults("id: a\n"));
    }

    @Test
    void aBrokenCaseDoesNotStopTheOthers() {
        CaseCollection cases = read(
                "f.yaml",
                HEAD + "nonsense: 1\n" + TAIL + "---\n" + HEAD.replace("a-case", "second") + TAIL,
                HEAD.replace("a-case", "third") + TAIL);
        assertEquals(
                List.of("second", "third"),
                cases.cases().stream().map(ConformanceCase::id).toList());
        assertEquals("a-case", cases.broken().get(0).id());
        assertEquals("A title", cases.broken().get(0).title());
    }

    @Test
    void whatIsReadBeforeAMistakeOfFormIsKept() {
        CaseCollection cases = read("f.yaml", HEAD + TAIL + "---\nid: [1\ntitle: x\n");
        assertEquals(1, cases.cases().size());
        assertEquals(1, cases.broken().size());
        assertTrue(
                cases.broken().get(0).faults().get(0).startsWith("f.yaml:"),
                () -> cases.broken().get(0).faults().toString());
    }

    @Test
    void theLaterOfTwoCasesWithOneIdIsBroken() {
        CaseCollection cases = read("f.yaml", HEAD + TAIL, HEAD + TAIL);
        assertEquals(1, cases.cases().size());
        assertEquals(
                List.of("1f.yaml:1:1: the id a-case is taken by the case at f.yaml:1"),
                cases.broken().get(0).faults());
    }

    @Test
    void refusesWhatIsNoCase() {
        assertEquals(List.of("f.yaml:1:1: expected a case; the file has none"), faults(""));
        assertEquals(
                List.of("f.yaml:1:1: expected a case, an object with id, title, clauses and kind, not a text"),
                faults("just words\n"));
        assertEquals(List.of("f.yaml:1:1: longer than 1000000 characters"), faults("x".repeat(1_000_001)));
    }

    @Test
    void boundsDepth() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        List<String> faults = faults(HEAD + "cardholder: " + deep + "\n" + TAIL);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains("nesting depth"), faults::toString);
    }
}
