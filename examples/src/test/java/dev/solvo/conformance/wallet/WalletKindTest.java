package dev.solvo.conformance.wallet;

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

final class WalletKindTest {
    private static final String HEAD = """
            id: case
            title: A case
            clauses: [none]
            kind: wallet
            protocol: alipay-v2
            """;

    @Test
    void whatWasExpectedAndDidNotComeIsFailed() throws Exception {
        CaseObservation seen = run(HEAD + """
                wallet: ["pay:10000"]
                refund: ["50.00", "50.00"]
                expect:
                  state: DECLINED
                  submissions: 2
                  taken: "88.88"
                  returned: "0.00"
                  refunds: [REFUNDED, REFUSED]
                  conclusions: [the moon is full]
                  never: [the moon is new, Approved]
                """);
        assertEquals(
                List.of("state", "submissions", "money returned", "conclusion", "never"),
                seen.checks().stream()
                        .filter(check -> !check.met())
                        .map(ExpectationCheck::what)
                        .toList());
    }

    @Test
    void noPaymentCodeIsInTheReport() throws Exception {
        CaseObservation seen =
                run(HEAD + "wallet: [\"pay:timeout\", \"query:TRADE_SUCCESS\"]\nexpect: {state: APPROVED}\n");
        assertTrue(seen.checks().stream().allMatch(ExpectationCheck::met));
        assertFalse(seen.events().toString().contains("281234567890123456"));
    }

    @Test
    void mistakesAreNamedByTheirPlace() {
        assertTrue(faults(HEAD + "wallet: [\"pay:10000\"]\n").get(0).contains("expected the key expect"));
        assertTrue(faults(HEAD + "expect: {state: APPROVED}\n").get(0).contains("expected the key wallet"));
        assertTrue(faults(HEAD + "wallet: [\"pay:10000\"]\nrefund: [all]\nexpect: {state: PAID}\n")
                .toString()
                .contains("case:7:10: refund: expected an amount"));
        CaseException notUnderstood =
                assertThrows(CaseException.class, () -> run(HEAD + "wallet: [pays]\nexpect: {state: APPROVED}\n"));
        assertTrue(String.valueOf(notUnderstood.getMessage()).contains("pays"));
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
        return new CaseReader(List.of(new WalletKind()), Set.of()).read(List.of(new CaseText("case", "wallets", text)));
    }
}
