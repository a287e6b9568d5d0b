package dev.solvo.conformance.transaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every kind of expectation is met by what it describes, and not met by what is a little different. The transactions are ones
 * whose course the simulator's documentation describes.
 */
final class ExpectationTest {
    /** PIN 1234 in plaintext, approved offline with CDA: offline data authentication, cardholder verification, both risk managements. */
    private static final String CONTACT = """
            id: a
            title: t
            clauses: c
            kind: contact
            card: {image: pin-plaintext}
            """;

    private static final String ONLINE = CONTACT.replace("pin-plaintext", "online-dda");

    private static final String TAP = """
            id: a
            title: t
            clauses: c
            kind: contactless
            card: {image: tap-visa}
            transaction: {amount: "30.00"}
            """;

    private static final String TORN = TAP.replace("tap-visa", "tap-mchip-torn");

    @ParameterizedTest(name = "{0} {1}: met {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "contact|outcome: APPROVED|true",
                "contact|outcome: DECLINED|false",
                "contact|outcome: present|true",
                "contact|outcome: absent|false",
                "contact|terminationReason: absent|true",
                "contact|terminationReason: present|false",
                "contact|authorisationResponseCode: Y1|true",
                "contact|authorisationResponseCode: '?1'|true",
                "contact|authorisationResponseCode: '?2'|false",
                "contact|aid: A000000999*|true",
                "contact|aid: A000000998*|false",
                "contact|online: false|true",
                "contact|online: true|false",
                "contact|amount: {currency: EUR, minorUnits: 1000}|true",
                "contact|amount: {currency: EUR, minorUnits: 1001}|false",
                "contact|amount: {currency: EUR, nothing: present}|false",
                "contact|scripts: []|true",
                "contact|scripts: [\"*\"]|false",
                "contact|scripts: [\"...\"]|true",
                "contact|tvr: \"0000000000\"|true",
                "contact|tvr: \"00????0000\"|true",
                "contact|tvr: \"8000000000\"|false",
                "contact|tvr: \"00000000\"|false",
                "contact|tvr: {others: clear}|true",
                "contact|tvr: {clear: [b1b8, b5b1]}|true",
                "contact|tvr: {clear: [b1b8], set: [b3b8]}|false",
                "contact|tsi: {set: [b1b8, b1b7, b1b6, b1b4], others: clear}|true",
                "contact|tsi: {set: [b1b8, b1b7, b1b6], others: clear}|false",
                "contact|tsi: {set: [b1b5]}|false",
                "contact|tsi: {clear: [b1b7]}|false",
                "contact|tsi: {value: E800}|true",
                "contact|tsi: {value: E900}|false",
                "contact|cvmResults: \"010002\"|true",
                "contact|cvmResults: \"0100??\"|true",
                "contact|cvmResults: \"010001\"|false",
                "contact|cvmResults: {byte1: \"01\", byte2: \"00\", byte3: successful}|true",
                "contact|cvmResults: {byte3: failed}|false",
                "contact|cvmResults: {byte1: \"41\"}|false",
                "contact|commands: [\"...\", 80A8*, \"...\", 0020008008*, 80AE*]|true",
                "contact|commands: [\"...\", 80A8*, \"...\", 0020008008*, 80AE*, \"...\"]|true",
                "contact|commands: [\"...\", 80A8*, 0020008008*, 80AE*]|false",
                "contact|commands: [80A8*, \"...\"]|false",
                "contact|commands: [\"...\", 80AE50*]|true",
                "contact|commands: [\"...\", \"80AE??001D*\"]|true",
                "contact|commands: [\"...\", \"80AE??\"]|false",
                "contact|commands: [\"...\", 80AE*, \"...\", 80AE*, \"...\"]|false",
                "contact|field55: {9F27: \"40\", 9F26: present, 9F10: 06*}|true",
                "contact|field55: {9F27: \"80\"}|false",
                "contact|field55: {9F6E: present}|false",
                "contact|field55: {9F6E: absent}|true",
                "contact|field55: {9F26: absent}|false",
                "contact|host: {asked: false, reversal: none}|true",
                "contact|host: {asked: true}|false",
                "contact|host: {request: {9F26: present}}|false",
                "contact|explanation: [\"Offline PIN verification: right\"]|true",
                "contact|explanation: [\"Offline PIN verification: wrong\"]|false",
                "contact|explanation: [{rule: Offline PIN verification, result: right, reference: \"*10.5.1\"}]|true",
                "contact|explanation: [{rule: Offline PIN verification, result: right, reference: \"*10.5.2\"}]|false",
                "contact|explanation: [{rule: Offline PIN verification, inputs: {VERIFY: \"9000\"}}]|true",
                "contact|explanation: [{rule: Offline PIN verification, inputs: {VERIFY: \"63C2\"}}]|false",
                "contact|messages: [ENTER PIN, PIN OK, APPROVED, REMOVE CARD]|true",
                "contact|messages: [enter_pin, \"...\"]|true",
                "contact|messages: [PIN OK, ENTER PIN, \"...\"]|false",
                "contact|messages: [ENTER PIN]|false",
                "contact|never: [{command: 0082*}, {message: DECLINED}, {tvr: b3b8}, {tsi: b1b5}]|true",
                "contact|never: [{command: 0020*}]|false",
                "contact|never: [{message: PIN OK}]|false",
                "contact|never: [{tsi: b1b7}]|false",
                "contact|never: [{outcome: DECLINED}, {explanation: no such rule}]|true",
                "contact|never: [{outcome: APPROVED}]|false",
                "contact|never: [{explanation: Offline PIN}]|false",
                "online|host: {asked: true, request: {9F27: \"80\", 9F26: present}}|true",
                "online|host: {asked: false}|false",
                "online|host: {request: {9F27: \"40\"}}|false",
                "online|host: {reversal: owed}|false",
                "online|field55: {9F27: \"40\"}|true",
                "tap|outcome: APPROVED|true",
                "tap|kernel: 03|true",
                "tap|kernel: 02|false",
                "tap|start: absent|true",
                "tap|start: B|false",
                "tap|presentations: 1|true",
                "tap|presentations: 2|false",
                "tap|outcomeParameters: {cvm: NO_CVM}|true",
                "tap|outcomeParameters: {cvm: ONLINE_PIN}|false",
                "tap|outcomeParameters: {dataRecord: {9F26: present}}|true",
                "tap|outcomeParameters: {dataRecord: {9F26: absent}}|false",
                "tap|display: [{message: PRESENT_CARD}, \"...\"]|true",
                "tap|display: [{message: SEE_PHONE}, \"...\"]|false",
                "torn|presentations: 2|true",
                "torn|commands: [\"...\", 80AE*, \"...\", 80D0*, \"...\"]|true"
            })
    void isMetOrNot(String transaction, String expectation, boolean met) {
        String head = switch (transaction) {
            case "contact" -> CONTACT;
            case "online" -> ONLINE;
            case "tap" -> TAP;
            default -> TORN;
        };
        CaseResult result = CaseRuns.run(head + "expect:\n  " + expectation + "\n");
        assertEquals(
                met ? Verdict.PASSED : Verdict.FAILED, result.verdict(), () -> result.reason() + " " + result.checks());
        assertFalse(result.checks().isEmpty());
    }

    @Test
    void namesBitsAndWhatCame() {
        CaseResult result = CaseRuns.run(CONTACT + "expect: {tvr: {set: [b3b8]}, cvmResults: {byte3: failed}}\n");
        assertEquals(
                List.of(
                        new ExpectationCheck(
                                "tvr b3b8 (Cardholder verification was not successful)",
                                "set",
                                "clear",
                                false,
                                Optional.empty()),
                        new ExpectationCheck("cvmResults.byte3", "01", "02", false, Optional.empty())),
                result.checks());
    }

    @Test
    void anExpectationHasItsOwnClause() {
        CaseResult result = CaseRuns.run(
                CONTACT + "expect:\n  - {outcome: APPROVED, clause: \"Book 3, 10.7\"}\n  - {tvr: \"*\"}\n");
        assertEquals(
                List.of(Optional.of("Book 3, 10.7"), Optional.empty()),
                result.checks().stream().map(ExpectationCheck::clause).toList());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "cardholder: {pin: [\"1234\"]}|",
                "cardholder: {pin: [\"9999\", \"1234\"]}|",
                "cardholder: {pin: [\"9999\"]}|cardholder.pin: 1 PIN entries, asked once more",
                "cardholder: {pin: [\"1234\", \"1234\"]}|cardholder.pin: 2 answers asked for, 1 asked for",
                "cardholder: {application: [1]}|cardholder.application: 1 answers asked for, 0 asked for",
                "cardholder: {referral: approved}|cardholder.referral: asked for, not asked for",
                "cardholder: {biometric: [verified]}|cardholder.biometric: 1 answers asked for, 0 asked for",
                "terminal: {terminal: {pinBypassAllowed: false}}\\ncardholder: {pin: [bypass]}|cardholder.pin: a bypass is"
                        + " allowed, no bypass is allowed",
                "faults: [{at: 0084, do: remove}]|faults: number 1 strikes, its command never came",
                "faults: [{at: 80AE, nth: 2, do: remove}]|faults: number 1 strikes, its command never came"
            })
    void whatIsPreparedMustBeUsed(String added, String complaint) {
        CaseResult result = CaseRuns.run(CONTACT + added.replace("\\n", "\n") + "\nexpect: {tvr: \"*\"}\n");
        List<String> unmet = result.checks().stream()
                .filter(check -> !check.met())
                .map(check -> check.what() + ": " + check.expected() + ", " + check.actual())
                .toList();
        assertEquals(
                complaint == null ? List.of() : List.of(complaint),
                unmet,
                () -> result.reason().toString());
    }

    @Test
    void hidesWhatIdentifiesTheCard() {
        CaseResult result =
                CaseRuns.run(CONTACT + "cardholder: {pin: [\"1234\"]}\nexpect: {commands: [\"00A4*\"], tvr: \"*\"}\n");
        String all = result.toString();
        assertTrue(result.events().stream().anyMatch(CaseEvent.Exchange.class::isInstance));
        assertFalse(all.contains("9999990000000089"), "the card number");
        assertFalse(all.contains("9999990000000089D491220100000000000F"), "the track");
        assertFalse(all.contains("241234FFFFFFFFFF"), "the PIN block");
        assertTrue(all.contains("999999******0089"), "the masked number");
        assertTrue(all.contains("0020008008****************"), "the masked PIN block");
    }

    @Test
    void tellsWhatHappenedInOrder() {
        List<String> steps = CaseRuns.run(ONLINE + "expect: {outcome: APPROVED}\n").events().stream()
                .filter(CaseEvent.Step.class::isInstance)
                .map(event -> ((CaseEvent.Step) event).text())
                .toList();
        assertTrue(
                steps.containsAll(List.of("issuer: cryptogram verified", "issuer: APPROVE, 8A 00")), steps::toString);
        assertTrue(steps.indexOf("issuer: cryptogram verified") < steps.indexOf("issuer: APPROVE, 8A 00"));
    }

    @Test
    void kernelDataThatAKernelRefuses_areTheCasesMistake() {
        CaseResult result = CaseRuns.run(TAP + """
                terminal: {combinations: [{aid: A0000000041010, kernel: "02", kernelData: {DF811B: "B0B0"}}]}
                expect: {outcome: APPROVED}
                """);
        assertEquals(Verdict.BROKEN, result.verdict(), result::toString);
        assertTrue(result.reason().orElse("").startsWith("the reader's combinations: "), result::toString);
    }
}
