package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.emv.Explanation;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    void wronglyCodedObjectOfTheFileControlInformation() throws EmvDataException {
        SelectionFixture fixture = new SelectionFixture();
        Transaction transaction = fixture.build();
        transaction.applicationSelected(
                new Candidate(
                        TransactionFixture.AID, "TEST", 1, false, SelectionFixture.application("A0000000031010", true)),
                FileControlInformation.parse(
                        Bytes.fromHex("6F128407A0000000031010A507870101" + "9F11010A")));
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
