package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;
import static dev.solvo.cli.vectors.MismatchException.ifNot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.cli.wallet.Scenario;
import dev.solvo.cli.wallet.ScenarioRun;
import dev.solvo.cli.wallet.SimulatedProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** outcome-scenarios.json: each script, through every protocol it fits, ends in its one state, and nothing is paid twice. */
final class OutcomeScenarioCheck implements RecordCheck {
    @Override
    public String check(JsonNode record) throws MismatchException, UnsupportedRecordException {
        Scenario scenario = Scenario.of(record);
        List<SimulatedProtocol> protocols = scenario.protocols();
        if (protocols.isEmpty()) {
            throw new UnsupportedRecordException("wallet " + scenario.wallet());
        }
        List<String> played = new ArrayList<>();
        for (SimulatedProtocol protocol : protocols) {
            ScenarioRun run = play(scenario, protocol);
            ifDifferent(
                    "final state by " + protocol,
                    scenario.finalState(),
                    run.state().getClass().getSimpleName().toUpperCase(Locale.ROOT));
            ifDifferent("order numbers sent by " + protocol, Set.of(ScenarioRun.NUMBER.text()), run.orderNumbers());
            ifNot(run.submissions() == 1, run.submissions() + " calls to take the money by " + protocol);
            played.add(protocol.name());
        }
        return scenario.finalState() + ", one order, one call to take the money (" + String.join(", ", played) + ")";
    }

    private static ScenarioRun play(Scenario scenario, SimulatedProtocol protocol) throws MismatchException {
        try {
            return ScenarioRun.play(scenario, protocol);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new MismatchException("interrupted");
        }
    }
}
