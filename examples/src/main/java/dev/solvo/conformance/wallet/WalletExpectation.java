package dev.solvo.conformance.wallet;

import dev.solvo.cli.wallet.ScenarioRun;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.file.CaseObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.joda.money.Money;

/**
 * What must come of a payment.
 *
 * @param state the payment's end
 * @param submissions how many calls to take money may leave
 * @param taken what the wallet may have taken in the end
 * @param returned what may have gone back of it
 * @param refunds what the refunds must end in
 * @param conclusions what the machine must have concluded, each a part of a text
 * @param never what it must not have concluded
 */
record WalletExpectation(
        String state,
        OptionalInt submissions,
        Optional<Money> taken,
        Optional<Money> returned,
        List<String> refunds,
        List<String> conclusions,
        List<String> never) {
    private static final Set<String> STATES =
            Set.of("APPROVED", "DECLINED", "PENDING", "UNKNOWN", "REVERSED", "CONFLICT");
    private static final Set<String> REFUNDS =
            Set.of("REFUNDED", "PROCESSING", "REFUSED", "ABNORMAL", "UNKNOWN", "BLOCKED");

    WalletExpectation {
        refunds = List.copyOf(refunds);
        conclusions = List.copyOf(conclusions);
        never = List.copyOf(never);
    }

    static WalletExpectation read(CaseObject expect) {
        if (!expect.has("state")) {
            expect.fault("expected the key state");
        }
        List<String> refunds = expect.texts("refunds");
        for (String refund : refunds) {
            if (!REFUNDS.contains(refund)) {
                expect.fault(
                        "refunds: expected REFUNDED, PROCESSING, REFUSED, ABNORMAL, UNKNOWN or BLOCKED, not " + refund);
            }
        }
        WalletExpectation expectation = new WalletExpectation(
                expect.word("state", STATES).orElse(""),
                expect.number("submissions", 0, 100),
                expect.read("taken", WalletKind::money),
                expect.read("returned", WalletKind::money),
                refunds,
                expect.texts("conclusions"),
                expect.texts("never"));
        expect.close();
        return expectation;
    }

    List<ExpectationCheck> checks(ScenarioRun run) {
        List<ExpectationCheck> checks = new ArrayList<>();
        checks.add(WalletProcedure.check("state", state, WalletProcedure.state(run)));
        if (submissions.isPresent()) {
            checks.add(WalletProcedure.check(
                    "submissions", String.valueOf(submissions.getAsInt()), String.valueOf(run.submissions())));
        }
        taken.ifPresent(money ->
                checks.add(WalletProcedure.check("money taken", minor(money), String.valueOf(run.moneyTaken()))));
        returned.ifPresent(money ->
                checks.add(WalletProcedure.check("money returned", minor(money), String.valueOf(run.moneyReturned()))));
        if (!refunds.isEmpty()) {
            checks.add(WalletProcedure.check(
                    "refunds", String.join(", ", refunds), String.join(", ", WalletProcedure.refunds(run))));
        }
        for (String conclusion : conclusions) {
            boolean found = isConcluded(run, conclusion);
            checks.add(new ExpectationCheck(
                    "conclusion", conclusion, found ? conclusion : "not concluded", found, Optional.empty()));
        }
        for (String conclusion : never) {
            boolean found = isConcluded(run, conclusion);
            checks.add(new ExpectationCheck(
                    "never", conclusion, found ? "concluded" : "not concluded", !found, Optional.empty()));
        }
        return checks;
    }

    private static boolean isConcluded(ScenarioRun run, String part) {
        return run.decisions().stream()
                .anyMatch(decision -> (decision.event() + ": " + decision.conclusion()).contains(part));
    }

    private static String minor(Money money) {
        return String.valueOf(money.getAmountMinorLong());
    }
}
