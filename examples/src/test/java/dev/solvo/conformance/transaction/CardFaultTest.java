package dev.solvo.conformance.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that a man in the middle can do has the effect on the transaction that the specification gives it. */
final class CardFaultTest {
    private static final String CONTACT = """
            id: a
            title: t
            clauses: c
            kind: contact
            card: {image: offline-cda}
            """;

    private static final String TAP = """
            id: a
            title: t
            clauses: c
            kind: contactless
            card: {image: tap-mchip-relay}
            """;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{at: 80A8, do: remove}|{outcome: TERMINATED, terminationReason: CARD_REMOVED}",
                "{at: 80A8, do: time-out}|{outcome: TERMINATED}",
                "{at: 80A8, do: transmission}|{outcome: TERMINATED}",
                "{at: 80A8, do: protocol}|{outcome: TERMINATED}",
                "{at: 80AE, do: lose-answer}|{outcome: TERMINATED, terminationReason: CARD_REMOVED}",
                // READ RECORD must be answered with 9000, Book 3, 10.2
                "{at: 00B2, nth: 3, do: status, status: 6A83}|{outcome: TERMINATED}",
                "{at: 00B2, nth: 4, do: swallow, body: 7000, status: 9000}|{outcome: TERMINATED}",
                // a bit of the signed data: CDA fails, Book 2, 6.6
                "{at: 80AE, do: flip, byte: 30, bit: 1}|{tvr: {set: [b1b3]}, odaResult: FAILED}",
                "{at: 80AE, do: truncate, to: 5}|{never: [{outcome: APPROVED}]}",
                "{at: 80AE, do: replace, body: \"77039F2701\"}|{never: [{outcome: APPROVED}]}",
                // the application's expiration date is signed: the ICC certificate's hash is wrong
                "{at: 00B2, nth: 4, do: set, tag: 5F24, value: 201231}|{tvr: {set: [b1b3, b2b7]}}",
                "{at: 00B2, nth: every, do: strip, tag: 5F24}|{outcome: TERMINATED}",
                // another unpredictable number reaches the card, whose signature is then over another one
                "{at: 80AE, do: command-data, tag: 9F37, value: 00000000}|{tvr: {set: [b1b3]}, outcome: DECLINED}",
                "{at: 80AE, do: command, byte: 3, value: \"00\"}|{firstCryptogram: AAC, outcome: DECLINED}",
                "{at: 80A8, do: swap, image: sda-only}|{never: [{outcome: APPROVED}]}"
            })
    void hasItsEffect(String fault, String expect) {
        check(CONTACT, fault, expect);
    }

    /** The card allows for times far below this delay: Book C-2, relay resistance. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{at: 80EA, nth: every, do: delay, by: 50ms}|{relayResistance: {timeLimitsExceeded: true}}",
                "{at: 80EA, nth: 1, do: delay, by: 1us}|{relayResistance: {timeLimitsExceeded: false}}"
            })
    void delaysAreSeenByRelayResistance(String fault, String expect) {
        check(TAP, fault, expect);
    }

    private static void check(String head, String fault, String expect) {
        CaseResult result = CaseRuns.run(head + "faults: [" + fault + "]\nexpect: " + expect + "\n");
        List<ExpectationCheck> unmet =
                result.checks().stream().filter(check -> !check.met()).toList();
        assertEquals(Verdict.PASSED, result.verdict(), () -> result.reason() + " " + unmet);
    }
}
