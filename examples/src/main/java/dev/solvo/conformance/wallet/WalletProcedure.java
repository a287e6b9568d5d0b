package dev.solvo.conformance.wallet;

import dev.solvo.cli.wallet.Scenario;
import dev.solvo.cli.wallet.ScenarioRun;
import dev.solvo.cli.wallet.SimulatedProtocol;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseObservation;
import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.CaseSetting;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.qr.wallet.collect.CollectionObserver.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A payment by the customer's code, and what is given back of it, with a simulated wallet that answers as the case says.
 *
 * @param protocol how the wallet is spoken to
 * @param scenario what it answers
 * @param refunds what is to go back afterwards
 * @param expectation what must come of it
 */
record WalletProcedure(
        SimulatedProtocol protocol, Scenario scenario, List<Money> refunds, WalletExpectation expectation)
        implements CaseProcedure {
    WalletProcedure {
        refunds = List.copyOf(refunds);
    }

    @Override
    public CaseObservation run(CaseSetting setting) throws CaseException, InterruptedException {
        ScenarioRun run;
        try {
            run = ScenarioRun.play(scenario, protocol, refunds);
        } catch (IllegalArgumentException notUnderstood) {
            throw new CaseException(String.valueOf(notUnderstood.getMessage()), notUnderstood);
        }
        List<CaseEvent> events = new ArrayList<>();
        for (Decision decision : run.decisions()) {
            events.add(new CaseEvent.Step(decision.at() + " " + decision.event() + ": " + decision.conclusion()));
        }
        events.add(new CaseEvent.Step("state: " + state(run)));
        for (String refund : refunds(run)) {
            events.add(new CaseEvent.Step("refund: " + refund));
        }
        List<ExpectationCheck> checks = new ArrayList<>(expectation.checks(run));
        // Whatever a case is about, no order is asked for twice and none under two numbers.
        checks.add(check("orders sent", ScenarioRun.NUMBER.text(), String.join(", ", run.orderNumbers())));
        checks.add(check(
                "money returned is no more than was taken",
                "true",
                String.valueOf(run.moneyReturned() <= run.moneyTaken())));
        return new CaseObservation(checks, events, Optional.empty());
    }

    static String state(ScenarioRun run) {
        return run.state().getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    static List<String> refunds(ScenarioRun run) {
        List<String> words = new ArrayList<>();
        run.refunds()
                .forEach(refund -> words.add(
                        refund.map(result -> result.getClass().getSimpleName().toUpperCase(Locale.ROOT))
                                .orElse("BLOCKED")));
        return words;
    }

    static ExpectationCheck check(String what, String expected, String actual) {
        return new ExpectationCheck(what, expected, actual, expected.equals(actual), Optional.empty());
    }
}
