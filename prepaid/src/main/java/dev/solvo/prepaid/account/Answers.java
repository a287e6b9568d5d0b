package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.AnswerRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationRow;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/** Answers as they are made from what is stored, so that they are the same each time. */
final class Answers {
    private Answers() {}

    static Answer of(OperationKey asked, OperationRow row, boolean replayed, boolean terminal) throws LedgerException {
        AnswerRow answer = row.answer();
        String shown = AnswerDetail.parse(answer.detail()).get(AnswerDetail.BALANCE);
        Optional<CardState> state = terminal ? Optional.empty() : Optional.of(answer.state());
        CurrencyUnit currency = currency(row.facts().currency());
        if (answer.done()) {
            boolean shows = !terminal || !shown.equals(AnswerDetail.HIDDEN);
            return new Answer.Done(
                    asked,
                    Money.ofMinor(currency, answer.approved()),
                    shows ? Optional.of(balance(currency, answer)) : Optional.empty(),
                    state,
                    row.number(),
                    replayed);
        }
        RefusalReason reason = reason(answer);
        if (terminal && reason == RefusalReason.NOT_ACCEPTED) {
            return notAccepted(asked);
        }
        boolean shows = !terminal || shown.equals(AnswerDetail.SHOWN);
        return new Answer.Refused(
                asked, reason, shows ? Optional.of(balance(currency, answer)) : Optional.empty(), state, replayed);
    }

    /** The one answer to a terminal whose card is not accepted. */
    static Answer.Refused notAccepted(OperationKey asked) {
        return refused(asked, RefusalReason.NOT_ACCEPTED);
    }

    /** Without a card. */
    static Answer.Refused refused(OperationKey asked, RefusalReason reason) {
        return new Answer.Refused(asked, reason, Optional.empty(), Optional.empty(), false);
    }

    static boolean isNotAccepted(OperationRow row) {
        return !row.answer().done() && row.answer().reason().equals(RefusalReason.NOT_ACCEPTED.name());
    }

    static RefusalReason reason(AnswerRow answer) throws LedgerException {
        for (RefusalReason reason : RefusalReason.values()) {
            if (reason.name().equals(answer.reason())) {
                return reason;
            }
        }
        throw new LedgerException(
                LedgerException.Cause.INCOMPATIBLE, "the books have a reason of a newer version: " + answer.reason());
    }

    static CurrencyUnit currency(String code) throws LedgerException {
        try {
            return CurrencyUnit.of(code);
        } catch (IllegalCurrencyException e) {
            throw new LedgerException(
                    LedgerException.Cause.INCOMPATIBLE, "the books have an unknown currency: " + code, e);
        }
    }

    private static CardBalance balance(CurrencyUnit currency, AnswerRow answer) {
        return balance(currency, answer.ledger(), answer.held());
    }

    static CardBalance balance(CurrencyUnit currency, long ledger, long held) {
        return new CardBalance(
                Money.ofMinor(currency, ledger), Money.ofMinor(currency, held), Money.ofMinor(currency, ledger - held));
    }
}
