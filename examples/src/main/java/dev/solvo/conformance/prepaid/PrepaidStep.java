package dev.solvo.conformance.prepaid;

import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.BalanceAnswer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One step of a case. */
sealed interface PrepaidStep {
    /** Does it, and notes what happened and what of it was expected. */
    void take(int number, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks)
            throws LedgerException, CaseException;

    /**
     * An operation that moves money or changes a card. Whoever asks again with a key gets the first answer, byte for byte: that is
     * checked without being asked for.
     */
    record Ordered(PrepaidOrder order, PrepaidExpectation expectation) implements PrepaidStep {
        @Override
        public void take(int number, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks)
                throws LedgerException, CaseException {
            Answer answer = order.operation().order(order, scene);
            String step = "step " + number;
            events.add(new CaseEvent.Step(step + ", " + order + ": " + words(answer)));
            checks.addAll(expectation.checks(step, answer));
            if (answer.replayed() && scene.isAnswered(answer.key())) {
                checks.add(new ExpectationCheck(
                        step + " answer",
                        "the first answer under the key, byte for byte",
                        scene.isFirstAnswer(answer)
                                ? "the first answer under the key, byte for byte"
                                : "another answer",
                        scene.isFirstAnswer(answer),
                        Optional.empty()));
            }
            scene.remember(answer);
        }

        private static String words(Answer answer) {
            String outcome = answer.getClass().getSimpleName().toUpperCase(Locale.ROOT);
            String again = answer.replayed() ? ", answered again" : "";
            if (answer instanceof Answer.Done done) {
                return outcome + " " + done.approved()
                        + done.balance()
                                .map(balance -> ", " + balance.available() + " available")
                                .orElse("")
                        + again;
            }
            return answer instanceof Answer.Refused refused ? outcome + " " + refused.reason() + again : outcome;
        }
    }

    /** A till asks what is on a card. */
    record Balance(String at, String card, Optional<String> pin, PrepaidExpectation expectation)
            implements PrepaidStep {
        @Override
        public void take(int number, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks)
                throws LedgerException, CaseException {
            CardCode code = scene.card(card);
            BalanceAnswer answer;
            if (pin.isPresent()) {
                try (Pin entered = Pin.of(pin.get())) {
                    answer = scene.till(at).balance(code, entered);
                }
            } else {
                answer = scene.till(at).balance(code);
            }
            events.add(new CaseEvent.Step("step " + number + ", " + at + ": balance, card " + card));
            checks.addAll(expectation.checks("step " + number, answer));
        }
    }

    /** A code is made that no card has. */
    record Code(String card) implements PrepaidStep {
        @Override
        public void take(int number, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks)
                throws CaseException {
            scene.newCard(card);
            events.add(new CaseEvent.Step("step " + number + ": a code " + card + " that no card has"));
        }
    }

    /** Time passes. */
    record Wait(Duration duration) implements PrepaidStep {
        @Override
        public void take(int number, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks) {
            scene.wait(duration);
            events.add(new CaseEvent.Step("step " + number + ": " + duration + " pass"));
        }
    }

    /** Answers are forgotten that are older than the policy keeps them. */
    record ForgetKeys() implements PrepaidStep {
        @Override
        public void take(int number, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks)
                throws LedgerException {
            events.add(new CaseEvent.Step("step " + number + ": " + scene.forgetKeys() + " answers forgotten"));
        }
    }

    /** The books are checked; after the last step they always are. */
    record Audit() implements PrepaidStep {
        @Override
        public void take(int number, PrepaidScene scene, List<CaseEvent> events, List<ExpectationCheck> checks)
                throws LedgerException {
            LedgerAudit audit = scene.audit();
            checks.add(new ExpectationCheck(
                    "books after step " + number,
                    "sound",
                    audit.isSound() ? "sound" : audit.findings().get(0).text(),
                    audit.isSound(),
                    Optional.empty()));
        }
    }
}
