package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.EnterPin;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions that no simulated card brings about: what they say of rule, clause, inputs and result. */
final class RareDecisionsTest {
    private static void assertExplained(
            List<Explanation> explanations, String rule, String reference, Map<String, String> inputs, String result) {
        Explanation expected = new Explanation(rule, reference, inputs, result);
        assertEquals(
                expected,
                explanations.stream()
                        .filter(explanation -> explanation.rule().equals(rule))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("not explained: " + expected)));
    }

    /** As before EMV 4.4, which performs it whatever the card says. */
    @Test
    void terminalRiskManagementThatTheCardDoesNotAskFor() {
        TransactionFixture fixture = new TransactionFixture()
                .card("82", "0000")
                .terminal(config -> config.terminalRiskManagementAlways(false));
        fixture.run(new TerminalRiskManagement()).proceeds();
        assertExplained(
                fixture.explanations(),
                "Terminal risk management",
                "EMV 4.4 Book 3, 10.6",
                Map.of("82", "not to be performed", "terminal", "as before EMV 4.4"),
                "not performed");
    }

    @Test
    void merchantsWishThatTheTerminalDoesNotAllow() {
        TransactionFixture fixture = new TransactionFixture().forcedOnline();
        fixture.run(new TerminalRiskManagement()).proceeds().tvr("0000000000");
        assertExplained(
                fixture.explanations(),
                "Merchant forced transaction online",
                "EMV 4.4 Book 4, 6.5.3",
                Map.of("asked for by the merchant", "yes", "allowed by the terminal", "no", "attended", "yes"),
                "no");
    }

    @ParameterizedTest
    @CsvSource({"6A88, 6A88, not obtained, not obtained", "9F360200119000, 6A88, obtained, not obtained"})
    void countersThatTheCardDoesNotGive(String counter, String register, String first, String second) {
        TransactionFixture fixture = new TransactionFixture().card("9F14", "01").card("9F23", "02");
        fixture.run(new TerminalRiskManagement())
                .card("80CA9F3600", counter)
                .card("80CA9F1300", register)
                .proceeds()
                .tvr("2000006000");
        Map<String, String> inputs = Map.of("9F36", first, "9F13", second);
        assertExplained(
                fixture.explanations(), "ICC data missing", "EMV 4.4 Book 3, 7.5", inputs, "TVR byte 1 bit 6 = 1");
        assertExplained(
                fixture.explanations(),
                "Lower consecutive offline limit exceeded",
                "EMV 4.4 Book 3, 10.6.3",
                inputs,
                "TVR byte 4 bit 7 = 1");
        assertExplained(
                fixture.explanations(),
                "Upper consecutive offline limit exceeded",
                "EMV 4.4 Book 3, 10.6.3",
                inputs,
                "TVR byte 4 bit 6 = 1");
    }

    /** Reached is not exceeded. */
    @ParameterizedTest
    @CsvSource({"02, 02", "02, 03", "03, 02"})
    void limitThatIsJustReached(String lower, String upper) {
        TransactionFixture fixture =
                new TransactionFixture().card("9F14", lower).card("9F23", upper);
        fixture.run(new TerminalRiskManagement())
                .card("80CA9F3600", "9F360200119000")
                .card("80CA9F1300", "9F1302000F9000")
                .proceeds()
                .tvr("0000000000");
        assertExplained(
                fixture.explanations(),
                "Consecutive offline limits",
                "EMV 4.4 Book 3, 10.6.3",
                Map.of(
                        "counter 9F36",
                        "17",
                        "last online 9F13",
                        "15",
                        "lower limit 9F14",
                        lower.substring(1),
                        "upper limit 9F23",
                        upper.substring(1)),
                "not exceeded");
    }

    @Test
    void ruleThatSaysFail() {
        TransactionFixture fixture = new TransactionFixture().card("82", "1000").card("8E", "00000000000000000000");
        fixture.run(new CardholderVerification()).proceeds().tvr("0000800000").tsi("4000");
        assertExplained(
                fixture.explanations(),
                "Cardholder verification rule",
                "EMV 4.4 Book 3, 10.5",
                Map.of("rule", "1 of 1", "meaning", "Fail CVM processing; Always; fail if unsuccessful"),
                "failed");
    }

    /** Asked for the first PIN only. */
    @Test
    void secondPinThatIsBypassedWithTheFirst() {
        TransactionFixture fixture = new TransactionFixture()
                .card("82", "1000")
                .card("8E", "0000000000000000" + "4100" + "0200")
                .terminal(config -> config.pinBypassAllowed(true).subsequentPinBypass(true));
        fixture.run(new CardholderVerification())
                .card("80CA9F1700", "9F1701039000")
                .pin(EnterPin::bypassed)
                .proceeds()
                .tvr("0000880000");
        assertTrue(fixture.explanations()
                .contains(new Explanation(
                        "PIN entry required, PIN pad present, but PIN was not entered",
                        "EMV 4.4 Book 4, 6.3.4.3",
                        Map.of(
                                "rule",
                                "2 of 2",
                                "meaning",
                                "Enciphered PIN verified online; Always; fail if unsuccessful"),
                        "TVR byte 3 bit 4 = 1")));
    }

    @Test
    void wronglyCodedObjectOfTheFileControlInformation() throws EmvDataException {
        SelectionFixture fixture = new SelectionFixture();
        Transaction transaction = fixture.build();
        transaction.applicationSelected(
                new Candidate(
                        TransactionFixture.AID, "TEST", 1, false, SelectionFixture.application("A0000000031010", true)),
                FileControlInformation.parse(Bytes.fromHex("6F128407A0000000031010A507870101" + "9F11010A")));
        assertExplained(
                fixture.explanations(),
                "A wrongly coded optional object of the file control information counts as absent",
                "EMV 4.4 Book 1, 11.3.4",
                Map.of("tag", "9F11"),
                "FORMAT");
        transaction.startOver();
        assertThrows(IllegalStateException.class, transaction::selected);
    }
}
