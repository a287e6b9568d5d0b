package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardBalance;
import dev.solvo.prepaid.account.RefusalReason;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.Money;

/** What became of an operation, in words, as JSON, and as an exit code. */
final class AnswerReport {
    private AnswerReport() {}

    /** Refused is declined; a key that stands for something else is wrong input. */
    static int exitCode(Answer answer) {
        if (answer instanceof Answer.Done) {
            return ExitCode.OK;
        }
        if (answer instanceof Answer.Refused) {
            return ExitCode.DECLINED;
        }
        return answer instanceof Answer.Conflict ? ExitCode.BAD_INPUT : ExitCode.REVERSAL_OWED;
    }

    /**
     * One or more lines.
     *
     * @param card the card as it may be shown
     */
    static List<String> text(OperationKind kind, String card, Answer answer) {
        List<String> lines = new ArrayList<>();
        String again = answer.replayed() ? " (the answer was in the books already)" : "";
        if (answer instanceof Answer.Done done) {
            String amount = done.approved().isZero() ? "" : " " + done.approved();
            lines.add("DONE       " + words(kind) + amount + ", card " + card
                    + done.state().map(state -> " " + state).orElse("") + again);
            done.balance().ifPresent(balance -> lines.add(text(balance)));
        } else if (answer instanceof Answer.Refused refused) {
            lines.add("REFUSED    " + words(kind) + ", card " + card
                    + refused.state().map(state -> " " + state).orElse("") + again);
            lines.add("reason     " + refused.reason() + ": " + words(refused.reason()));
            refused.balance().ifPresent(balance -> lines.add(text(balance)));
            lines.add(
                    refused.reason() == RefusalReason.TOO_MANY_TRIES
                            ? "next       ask again in a minute with the same key"
                            : "next       another attempt needs another key");
        } else if (answer instanceof Answer.Conflict conflict) {
            lines.add("CONFLICT   the key " + conflict.key() + " stands for something else; nothing was done");
            lines.add("next       a new operation needs a new key");
        } else {
            lines.add("UNKNOWN    it was not learned whether the " + words(kind) + " was done");
            lines.add("next       give the same command again with --key " + answer.key()
                    + "; with another key it may be done twice");
        }
        return lines;
    }

    static String text(CardBalance balance) {
        return "balance    " + balance.ledger() + ", held " + balance.held() + ", available " + balance.available();
    }

    /** Adds the answer to an object. */
    static void put(ObjectNode report, OperationKind kind, String card, Answer answer) {
        report.put("outcome", name(answer));
        if (answer instanceof Answer.Refused refused) {
            report.put("reason", refused.reason().name());
        }
        report.put("key", answer.key().value());
        report.put("card", card);
        state(answer).ifPresent(state -> report.put("state", state.name()));
        balance(answer).ifPresent(balance -> put(report, balance));
        if (answer instanceof Answer.Done done) {
            put(report.putObject("approved"), done.approved());
        }
        report.put("operation", kind.name());
        if (answer instanceof Answer.Done done) {
            report.put("journal", done.journal());
        }
        report.put("replayed", answer.replayed());
    }

    static void put(ObjectNode report, CardBalance balance) {
        put(report.putObject("ledger"), balance.ledger());
        put(report.putObject("held"), balance.held());
        put(report.putObject("available"), balance.available());
    }

    /** Currency and minor units, as every amount of the command line. */
    static void put(ObjectNode amount, Money money) {
        amount.put("currency", money.getCurrencyUnit().getCode());
        amount.put("minorUnits", money.getAmountMinorLong());
    }

    private static String name(Answer answer) {
        return answer.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    }

    private static Optional<CardBalance> balance(Answer answer) {
        if (answer instanceof Answer.Done done) {
            return done.balance();
        }
        return answer instanceof Answer.Refused refused ? refused.balance() : Optional.empty();
    }

    private static Optional<CardState> state(Answer answer) {
        if (answer instanceof Answer.Done done) {
            return done.state();
        }
        return answer instanceof Answer.Refused refused ? refused.state() : Optional.empty();
    }

    static String words(OperationKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String words(RefusalReason reason) {
        return switch (reason) {
            case NOT_ACCEPTED ->
                "the card or the PIN is not accepted here; 'solvo prepaid balance' without --terminal tells why";
            case TOO_MANY_TRIES -> "too much was not accepted at this terminal or of this card";
            case INSUFFICIENT_FUNDS -> "less is available";
            case BELOW_MINIMUM -> "less than the product's smallest amount";
            case ABOVE_MAXIMUM -> "more than the product's largest amount";
            case BALANCE_LIMIT -> "there would be more on the card than the product allows";
            case VELOCITY_LIMIT -> "too often, or too much, in one of the product's windows of time";
            case LIMIT -> "more than the books count";
            case CURRENCY -> "the card has another currency";
            case NOT_PERMITTED -> "the product's rules do not allow it here";
            case NOT_FOUND -> "there is no operation of this card under the original key that this could refer to";
            case EXCEEDS_ORIGINAL -> "more than what is left of the original operation";
            case REVERSED -> "the original operation was reversed, or this one was before it arrived";
            case NOT_REVERSIBLE ->
                "a part was given back or captured already, or it is of a kind that cannot be undone";
            case HOLD_CLOSED -> "nothing is held any more";
            case HOLD_EXPIRED -> "the hold's time is over";
            case TOO_MANY_HOLDS -> "the card has as many open holds as the product allows";
            case ALREADY_ACTIVE -> "the card is active already";
            case SAME_CARD -> "from a card to itself";
            case NO_PIN -> "the card has no PIN";
            case PIN_LENGTH -> "the PIN is not as long as the product wants it";
            case UNKNOWN_CARD -> "there is no such card";
            case CODE_TAKEN -> "there is a card with this code";
            case WRONG_STATE -> "the card's state does not allow it";
            case NO_RULES -> "the policy has no rules for the card's product";
        };
    }
}
