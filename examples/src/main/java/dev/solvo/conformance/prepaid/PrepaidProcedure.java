package dev.solvo.conformance.prepaid;

import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.CaseObservation;
import dev.solvo.conformance.CaseProcedure;
import dev.solvo.conformance.CaseSetting;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.ledger.LedgerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps of a case on books that are empty before the first and sound after the last. */
record PrepaidProcedure(TenantPolicy policy, List<PrepaidStep> steps) implements CaseProcedure {
    PrepaidProcedure {
        steps = List.copyOf(steps);
    }

    @Override
    public CaseObservation run(CaseSetting setting) throws CaseException {
        List<CaseEvent> events = new ArrayList<>();
        List<ExpectationCheck> checks = new ArrayList<>();
        try (PrepaidScene scene = new PrepaidScene(policy, setting.seed())) {
            int number = 0;
            for (PrepaidStep step : steps) {
                number++;
                take(number, step, scene, events, checks);
            }
            take(number, new PrepaidStep.Audit(), scene, events, checks);
        }
        return new CaseObservation(checks, events, Optional.empty());
    }

    private static void take(
            int number, PrepaidStep step, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks)
            throws CaseException {
        try {
            step.take(number, scene, events, checks);
        } catch (CaseException | IllegalArgumentException wrong) {
            throw new CaseException("step " + number + ": " + wrong.getMessage(), wrong);
        } catch (LedgerException failed) {
            // The books are in memory, so that none of the reasons of a store can be the cause.
            throw new IllegalStateException("step " + number, failed);
        }
    }
}
