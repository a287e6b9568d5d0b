package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.data.CvmCondition;
import dev.solvo.emv.data.CvmList;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.CvmRule;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * Chooses how the cardholder is verified: on his device, or by the card's CVM list without any dialogue, for the card is no
 * longer in the field when he acts. Book C-2, CVM selection.
 *
 * <p>NOTE: tag 9F34 names the method without bit 7 of the rule's code, as the recorded dialogue of a test card has it (020300
 * for the rule 4203); the contact kernel keeps that bit.
 */
final class CvmSelection {
    private static final String REFERENCE = "Book C-2, CVM selection";
    private static final int APPLY_NEXT = 0x40;
    private static final CvmResults CONFIRMED_ON_DEVICE = new CvmResults(0x01, 0x00, CvmResults.SUCCESSFUL);

    /** NOTE: one source writes no-CVM as 1F0002 here; the step it follows has 3F0002. */
    private static final CvmResults NONE_NEEDED_ON_DEVICE = new CvmResults(0x3F, 0x00, CvmResults.SUCCESSFUL);

    private final Kernel2Transaction transaction;

    CvmSelection(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    void select() throws EmvDataException {
        if (transaction.usesOnDeviceCvm()) {
            if (transaction.exceedsCvmLimit()) {
                chosen(Cvm.CONFIRMATION_CODE_VERIFIED, CONFIRMED_ON_DEVICE);
            } else {
                chosen(Cvm.NO_CVM, NONE_NEEDED_ON_DEVICE);
            }
            return;
        }
        if (!transaction.cardSupportsCardholderVerification()) {
            chosen(Cvm.NO_CVM, CvmResults.NOT_PERFORMED);
            return;
        }
        Optional<Bytes> encoded = transaction.get(EmvTag.CARDHOLDER_VERIFICATION_METHOD_LIST);
        Optional<CvmList> list = encoded.isPresent() ? Optional.of(CvmList.parse(encoded.get())) : Optional.empty();
        if (!list.isPresent() || list.get().rules().isEmpty()) {
            transaction.set(
                    Bit.ICC_DATA_MISSING,
                    REFERENCE,
                    () -> Kernel2Transaction.inputs("8E", list.isPresent() ? "without rules" : "absent"));
            chosen(Cvm.NO_CVM, CvmResults.NOT_PERFORMED);
            return;
        }
        walk(list.get());
    }

    private void walk(CvmList list) throws EmvDataException {
        List<CvmRule> rules = list.rules();
        for (int index = 0; index < rules.size(); index++) {
            CvmRule rule = rules.get(index);
            if (!applies(rule, list)) {
                explain(rule, "condition not satisfied, next rule");
                continue;
            }
            Optional<CvmMethod> method = method(rule);
            if (method.isPresent() && isUsable(method.get())) {
                use(rule, method.get());
                return;
            }
            if (!method.isPresent()) {
                transaction.set(
                        Bit.UNRECOGNISED_CVM, REFERENCE, () -> Kernel2Transaction.inputs("rule", rule.toString()));
            }
            if (!rule.appliesNextRuleIfUnsuccessful() || index == rules.size() - 1) {
                failed(
                        method.filter(CvmMethod.FAIL_CVM_PROCESSING::equals).isPresent()
                                ? results(rule, CvmResults.FAILED)
                                : CvmResults.NO_CONDITION_SATISFIED);
                return;
            }
            explain(rule, "method cannot be used, next rule");
        }
        failed(CvmResults.NO_CONDITION_SATISFIED);
    }

    /** Kernel 2 knows the methods of the older books; those of biometrics are none of them. */
    private static Optional<CvmMethod> method(CvmRule rule) {
        return rule.method().filter(known -> !known.isBiometric());
    }

    private boolean isUsable(CvmMethod method) {
        return switch (method) {
            case ENCIPHERED_PIN_ONLINE -> transaction.supportsOnlinePin();
            case SIGNATURE -> transaction.supportsSignature();
            case NO_CVM_REQUIRED -> transaction.supportsNoCvm();
            default -> false;
        };
    }

    private void use(CvmRule rule, CvmMethod method) {
        explain(rule, "used");
        if (method == CvmMethod.ENCIPHERED_PIN_ONLINE) {
            transaction.set(
                    Bit.ONLINE_CVM_CAPTURED, REFERENCE, () -> Kernel2Transaction.inputs("rule", rule.toString()));
            chosen(Cvm.ONLINE_PIN, results(rule, CvmResults.UNKNOWN));
        } else if (method == CvmMethod.SIGNATURE) {
            transaction.receipt = true;
            chosen(Cvm.SIGNATURE, results(rule, CvmResults.UNKNOWN));
        } else {
            chosen(Cvm.NO_CVM, results(rule, CvmResults.SUCCESSFUL));
        }
    }

    private static CvmResults results(CvmRule rule, int result) {
        return new CvmResults(rule.code() & ~APPLY_NEXT, rule.conditionCode(), result);
    }

    private void failed(CvmResults results) {
        transaction.set(
                Bit.CARDHOLDER_VERIFICATION_NOT_SUCCESSFUL,
                REFERENCE,
                () -> Kernel2Transaction.inputs("9F34", results.toBytes().toHex()));
        chosen(Cvm.NO_CVM, results);
    }

    private void chosen(Cvm cvm, CvmResults results) {
        transaction.cvm = cvm;
        transaction.data().putApplication(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, results.toBytes());
        transaction.explain(
                "Cardholder verification",
                REFERENCE,
                () -> Kernel2Transaction.inputs("9F34", results.toBytes().toHex()),
                cvm.toString());
    }

    /** An unknown condition is not satisfied, nor one whose data are missing. */
    private boolean applies(CvmRule rule, CvmList list) throws EmvDataException {
        Optional<CvmCondition> condition = rule.condition();
        if (!condition.isPresent()) {
            return false;
        }
        boolean cash = transaction.isCash();
        boolean attended = transaction.terminalType().attended();
        boolean cashback = transaction
                .request()
                .cashback()
                .filter(part -> part.isPositive())
                .isPresent();
        Optional<Bytes> currency = transaction.get(EmvTag.APPLICATION_CURRENCY_CODE);
        boolean comparable = currency.isPresent() && currency.equals(transaction.get(EmvTag.TRANSACTION_CURRENCY_CODE));
        long amount = transaction.amountMinor();
        return switch (condition.get()) {
            case ALWAYS -> true;
            case UNATTENDED_CASH -> cash && !attended;
            case NOT_UNATTENDED_CASH_NOT_MANUAL_CASH_NOT_CASHBACK -> !cash && !cashback;
            case TERMINAL_SUPPORTS_CVM -> method(rule).filter(this::isUsable).isPresent();
            case MANUAL_CASH -> cash && attended;
            case PURCHASE_WITH_CASHBACK -> cashback;
            case UNDER_X -> comparable && amount < list.amountX();
            case OVER_X -> comparable && amount > list.amountX();
            case UNDER_Y -> comparable && amount < list.amountY();
            case OVER_Y -> comparable && amount > list.amountY();
        };
    }

    private void explain(CvmRule rule, String result) {
        transaction.explain(
                "Cardholder verification rule",
                REFERENCE,
                () -> Kernel2Transaction.inputs("rule", rule.toString()),
                result);
    }
}
