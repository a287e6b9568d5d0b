package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The commands that were sent, in order. */
final class CommandsExpectation implements Expectation {
    private final List<Optional<Predicate<String>>> patterns = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private CommandsExpectation() {}

    static Optional<Expectation> read(CaseObject expect) {
        if (!expect.has("commands")) {
            return Optional.empty();
        }
        CommandsExpectation commands = new CommandsExpectation();
        for (CaseNode item : expect.items("commands")) {
            commands.texts.add(item.text());
            if (item.text().equals(HexPattern.ANY_NUMBER)) {
                commands.patterns.add(Optional.empty());
                continue;
            }
            try {
                HexPattern pattern = HexPattern.parse(item.text());
                commands.patterns.add(Optional.of(pattern::matches));
            } catch (CaseException wrong) {
                expect.fault(item, "commands", String.valueOf(wrong.getMessage()));
            }
        }
        return Optional.of(commands);
    }

    @Override
    public void check(Observed seen, List<ExpectationCheck> checks) {
        List<String> sent = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        for (CommandApdu command : seen.commands()) {
            sent.add(command.toBytes().toHex());
            shown.add(seen.mask().hex(command));
        }
        checks.add(new ExpectationCheck(
                "commands",
                String.join(" ", texts),
                String.join(" ", shown),
                HexPattern.sequence(patterns, sent),
                Optional.empty()));
    }
}
