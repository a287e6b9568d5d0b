package dev.solvo.conformance.prepaid;

import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.BalanceAnswer;
import dev.solvo.prepaid.account.CardBalance;
import dev.solvo.prepaid.account.RefusalReason;
import dev.solvo.prepaid.ledger.CardState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.joda.money.CurrencyUnit;

/**
 * What an answer must say. What the case does not name is not looked at; {@value #ABSENT} means that the answer must not tell.
 *
 * @param wanted the names of fields and what they must be, as words
 */
record PrepaidExpectation(Map<String, String> wanted) {
    static final PrepaidExpectation NONE = new PrepaidExpectation(Map.of());

    private static final String ABSENT = "absent";
    private static final Set<String> OUTCOMES = Set.of("DONE", "REFUSED", "CONFLICT", "UNKNOWN", "SHOWN");
    private static final Set<String> AMOUNTS = Set.of("approved", "ledger", "held", "available");

    PrepaidExpectation {
        wanted = new TreeMap<>(wanted);
    }

    static PrepaidExpectation read(CaseObject expect, CurrencyUnit currency) {
        Map<String, String> wanted = new TreeMap<>();
        expect.word("outcome", OUTCOMES).ifPresent(outcome -> wanted.put("outcome", outcome));
        expect.word("reason", names(RefusalReason.values())).ifPresent(reason -> wanted.put("reason", reason));
        Set<String> states = names(CardState.values());
        states.add(ABSENT);
        expect.word("state", states).ifPresent(state -> wanted.put("state", state));
        for (String name : AMOUNTS) {
            Optional<String> text = expect.text(name);
            if (text.isPresent() && text.get().equals(ABSENT)) {
                wanted.put(name, ABSENT);
            } else if (text.isPresent()) {
                expect.read(name, value -> PrepaidKind.money(value.text(), currency))
                        .ifPresent(money -> wanted.put(name, money.toString()));
            }
        }
        if (expect.has("replayed")) {
            wanted.put("replayed", String.valueOf(expect.flag("replayed", false)));
        }
        expect.close();
        return new PrepaidExpectation(wanted);
    }

    private static Set<String> names(Enum<?>[] values) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(values).forEach(value -> names.add(value.name()));
        return names;
    }

    List<ExpectationCheck> checks(String step, Answer answer) {
        Map<String, String> told = new TreeMap<>();
        told.put("outcome", answer.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        told.put("replayed", String.valueOf(answer.replayed()));
        if (answer instanceof Answer.Done done) {
            told.put("approved", done.approved().toString());
            done.state().ifPresent(state -> told.put("state", state.name()));
            done.balance().ifPresent(balance -> put(told, balance));
        } else if (answer instanceof Answer.Refused refused) {
            told.put("reason", refused.reason().name());
            refused.state().ifPresent(state -> told.put("state", state.name()));
            refused.balance().ifPresent(balance -> put(told, balance));
        }
        return checks(step, told);
    }

    List<ExpectationCheck> checks(String step, BalanceAnswer answer) {
        Map<String, String> told = new TreeMap<>();
        told.put("outcome", answer.getClass().getSimpleName().toUpperCase(Locale.ROOT));
        if (answer instanceof BalanceAnswer.Shown shown) {
            put(told, shown.balance());
        } else if (answer instanceof BalanceAnswer.Refused refused) {
            told.put("reason", refused.reason().name());
        }
        return checks(step, told);
    }

    private static void put(Map<String, String> told, CardBalance balance) {
        told.put("ledger", balance.ledger().toString());
        told.put("held", balance.held().toString());
        told.put("available", balance.available().toString());
    }

    private List<ExpectationCheck> checks(String step, Map<String, String> told) {
        List<ExpectationCheck> checks = new ArrayList<>();
        wanted.forEach((name, value) -> {
            String actual = told.getOrDefault(name, ABSENT);
            checks.add(new ExpectationCheck(step + " " + name, value, actual, value.equals(actual), Optional.empty()));
        });
        return checks;
    }
}
