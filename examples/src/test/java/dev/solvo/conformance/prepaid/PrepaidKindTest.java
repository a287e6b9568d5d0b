package dev.solvo.conformance.prepaid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.conformance.CaseCollection;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseObservation;
import dev.solvo.conformance.CaseSetting;
import dev.solvo.conformance.CaseText;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.file.CaseReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PrepaidKindTest {
    private static final String HEAD = """
            id: case
            title: A case
            clauses: [none]
            kind: prepaid
            steps:
              - {do: issue, card: A, key: k1}
              - {do: load, card: A, amount: "10.00", key: k2}
            """;

    @Test
    void whatIsExpectedIsComparedFieldByField() throws Exception {
        CaseObservation seen = run(HEAD + """
                  - do: debit
                    card: A
                    amount: "4.00"
                    key: k3
                    expect: {outcome: DONE, approved: "4.00", available: "6.00", state: absent, replayed: true}
                """);
        assertEquals(
                List.of("replayed"),
                seen.checks().stream()
                        .filter(check -> !check.met())
                        .map(check -> check.what().replaceAll(".* ", ""))
                        .toList());
        assertEquals("CNY 6.00", check(seen, "step 3 available").actual());
    }

    @Test
    void theBooksAreCheckedAfterTheLastStep() throws Exception {
        assertTrue(check(run(HEAD), "books after step 2").met());
    }

    @Test
    void anAnswerThatIsGivenAgainMustBeTheFirstOne() throws Exception {
        CaseObservation seen =
                run(HEAD + "  - {do: load, card: A, amount: \"10.00\", key: k2, expect: {replayed: true}}\n");
        assertTrue(check(seen, "step 3 answer").met());
    }

    @Test
    void noCodeOfACardIsInTheReport() throws Exception {
        CaseObservation seen = run(HEAD);
        assertFalse(seen.events().toString().matches(".*[23456789ABCDEFGHJKMNPQRSTUVWXYZ]{17}.*"));
    }

    @Test
    void aStepThatCannotBeTakenSaysWhich() {
        CaseException wrong = assertThrows(
                CaseException.class, () -> run(HEAD + "  - {do: debit, card: B, amount: \"1.00\", key: k3}\n"));
        assertEquals(
                "step 3: there is no card B; issue it first, or make its code known with do: code", wrong.getMessage());
        assertEquals(
                "step 3: capture needs the key original",
                assertThrows(
                                CaseException.class,
                                () -> run(HEAD + "  - {do: capture, card: A, amount: \"1.00\", key: k3}\n"))
                        .getMessage());
    }

    @Test
    void mistakesAreNamedByTheirPlace() {
        assertEquals(
                List.of("case:8:34: steps.amount: expected an amount such as 12.50, with at most 2 decimals"),
                faults(HEAD + "  - {do: debit, card: A, amount: ten, key: k3}\n"));
        assertTrue(faults(HEAD + "  - {do: pay, card: A, key: k3}\n")
                .get(0)
                .startsWith("case:8:10: steps.do: expected activate"));
        assertTrue(faults(HEAD + "  - {do: load, card: A, amount: \"1\"}\n")
                .get(0)
                .contains("every operation has an idempotency key"));
        assertTrue(faults(HEAD + "  - {do: balance, card: A, expect: {outcom: SHOWN}}\n")
                .get(0)
                .contains("outcom"));
    }

    private static ExpectationCheck check(CaseObservation seen, String what) {
        return seen.checks().stream()
                .filter(check -> check.what().equals(what))
                .findFirst()
                .orElseThrow();
    }

    private static CaseObservation run(String text) throws CaseException, InterruptedException {
        CaseCollection read = read(text);
        assertEquals(List.of(), read.broken());
        return read.cases().get(0).procedure().run(new CaseSetting(1, false));
    }

    private static List<String> faults(String text) {
        CaseCollection read = read(text);
        assertTrue(read.cases().isEmpty());
        return read.broken().get(0).faults();
    }

    private static CaseCollection read(String text) {
        return new CaseReader(List.of(new PrepaidKind()), Set.of())
                .read(List.of(new CaseText("case", "prepaid", text)));
    }
}
