package dev.solvo.emv.kernel;

import dev.solvo.emv.data.CvmCondition;
import dev.solvo.emv.data.CvmList;
import dev.solvo.emv.data.CvmRule;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.joda.money.Money;

/** Whether a rule of a CVM list applies to this transaction. EMV 4.4 Book 3, 10.5 and Annex C3. */
final class CvmConditions {
    private final CvmList list;
    private final CvmSupport support;
    private final boolean cash;
    private final boolean attended;
    private final boolean cashback;
    private final boolean applicationCurrency;
    private final long amountMinor;

    CvmConditions(Transaction transaction, CvmList list, CvmSupport support) {
        this.list = list;
        this.support = support;
        TransactionType type = transaction.request().type();
        this.cash = type.equals(TransactionType.CASH) || type.equals(TransactionType.CASH_DISBURSEMENT);
        this.attended = transaction.terminalType().attended();
        Optional<Money> paidOut = transaction.request().cashback();
        this.cashback = paidOut.isPresent() && paidOut.get().isPositive();
        Optional<Bytes> currency = transaction.get(EmvTag.APPLICATION_CURRENCY_CODE);
        this.applicationCurrency =
                currency.isPresent() && currency.equals(transaction.get(EmvTag.TRANSACTION_CURRENCY_CODE));
        this.amountMinor = TerminalData.minor(transaction.request().amount());
    }

    /** A condition without a meaning, reserved or a payment system's own, is not satisfied. */
    boolean areSatisfied(CvmRule rule) {
        Optional<CvmCondition> condition = rule.condition();
        return condition.isPresent() && isSatisfied(condition.get(), rule);
    }

    private boolean isSatisfied(CvmCondition condition, CvmRule rule) {
        return switch (condition) {
            case ALWAYS -> true;
            case UNATTENDED_CASH -> cash && !attended;
            case NOT_UNATTENDED_CASH_NOT_MANUAL_CASH_NOT_CASHBACK -> !cash && !cashback;
            case TERMINAL_SUPPORTS_CVM ->
                rule.method().filter(support::supports).isPresent();
            case MANUAL_CASH -> cash && attended;
            case PURCHASE_WITH_CASHBACK -> cashback;
            // An amount equal to X or Y is neither under nor over it.
            case UNDER_X -> applicationCurrency && amountMinor < list.amountX();
            case OVER_X -> applicationCurrency && amountMinor > list.amountX();
            case UNDER_Y -> applicationCurrency && amountMinor < list.amountY();
            case OVER_Y -> applicationCurrency && amountMinor > list.amountY();
        };
    }
}
