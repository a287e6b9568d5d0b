package dev.solvo.emv.kernel;

import dev.solvo.emv.data.CvmList;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.CvmRule;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionStatusInformation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the rules of a CVM list in their order until one succeeds or ends the walk. EMV 4.4 Book 3, 10.5 and 10.5.5.
 *
 * <p>Of a rule, the condition is looked at first, then whether the method is known, then whether this terminal supports it.
 * Bit 7 of its code, "apply the next rule if this one is unsuccessful", counts only once the condition is satisfied.
 */
final class CvmListProcessing {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.5";
    private static final String RESULTS = "EMV 4.4 Book 4, 6.3.4.5";

    private final Transaction transaction;
    private final List<CvmRule> rules;
    private final PinState pin;
    private final CvmSupport support;
    private final CvmConditions conditions;
    private Optional<CvmResults> lastPerformed = Optional.empty();

    CvmListProcessing(Transaction transaction, CvmList list) throws EmvDataException {
        this.transaction = transaction;
        this.rules = list.rules();
        this.pin = transaction.pin;
        this.support = new CvmSupport(transaction, pin);
        this.conditions = new CvmConditions(transaction, list, support);
    }

    Next begin() throws EmvDataException {
        return from(0);
    }

    private Next from(int first) throws EmvDataException {
        for (int index = first; index < rules.size(); index++) {
            CvmRule rule = rules.get(index);
            if (!conditions.areSatisfied(rule)) {
                explain(index, "condition not satisfied, next rule");
                continue;
            }
            Optional<CvmMethod> method = rule.method();
            if (method.isPresent() && support.supports(method.get())) {
                return perform(index, method.get());
            }
            if (method.isPresent()) {
                notSupported(index, method.get());
            } else {
                notRecognised(index);
            }
            if (!rule.appliesNextRuleIfUnsuccessful()) {
                return failed();
            }
        }
        return failed();
    }

    private void notRecognised(int index) {
        transaction.set(Bit.UNRECOGNISED_CVM, REFERENCE, () -> inputs(index));
    }

    private void notSupported(int index, CvmMethod method) {
        explain(index, "method not supported by the terminal");
        Optional<Bit> cause = support.causeOfMissing(method);
        if (cause.isPresent()) {
            transaction.set(cause.get(), REFERENCE, () -> inputs(index));
        }
    }

    private Next perform(int index, CvmMethod method) throws EmvDataException {
        if (method == CvmMethod.FAIL_CVM_PROCESSING) {
            lastPerformed = Optional.of(CvmResults.of(rules.get(index), CvmResults.FAILED));
            explain(index, "failed");
            return failed();
        }
        if (method == CvmMethod.NO_CVM_REQUIRED || method == CvmMethod.SIGNATURE) {
            return successful(index, method);
        }
        Next.Continuation right = () -> successful(index, method);
        Next.Continuation wrong = () -> unsuccessful(index);
        if (method.isBiometric()) {
            return new BiometricVerification(transaction, method, right, wrong).begin();
        }
        if (pin.bypassed && transaction.terminal().subsequentPinBypass()) {
            // EMV 4.4 Book 4, 6.3.4.3: who bypassed one PIN need not be asked for another in the same transaction.
            transaction.set(Bit.PIN_NOT_ENTERED, PinEntry.BYPASS, () -> inputs(index));
            return unsuccessful(index);
        }
        return method == CvmMethod.ENCIPHERED_PIN_ONLINE
                ? new PinEntry(transaction, pin, wrong).captureOnline(right)
                : new OfflinePinVerification(transaction, pin, support.pinMethod(method), right, wrong).begin();
    }

    private Next successful(int index, CvmMethod method) {
        // NOTE: EMV does not say which result a right PIN with a signature has. A signature is checked by a person
        // later, so
        // that the rule as a whole is "unknown", as a signature alone is.
        boolean unknown = method.includesSignature() || method.isOnline();
        transaction.signatureRequired = method.includesSignature();
        explain(index, unknown ? "performed, result unknown to the terminal" : "successful");
        return finished(CvmResults.of(rules.get(index), unknown ? CvmResults.UNKNOWN : CvmResults.SUCCESSFUL));
    }

    private Next unsuccessful(int index) throws EmvDataException {
        CvmRule rule = rules.get(index);
        lastPerformed = Optional.of(CvmResults.of(rule, CvmResults.FAILED));
        boolean goOn = rule.appliesNextRuleIfUnsuccessful();
        explain(index, goOn ? "unsuccessful, next rule" : "unsuccessful");
        return goOn ? from(index + 1) : failed();
    }

    private Next failed() {
        // NOTE: EMV is silent on 9F34 when the walk ends at a rule that was not performed, for its method is unknown
        // or not supported. Annex A4 of Book 4 speaks of the last method performed, so that one is named, or none
        // (3F0001).
        CvmResults results = lastPerformed.orElse(CvmResults.NO_CONDITION_SATISFIED);
        transaction.set(
                Bit.CARDHOLDER_VERIFICATION_NOT_SUCCESSFUL,
                REFERENCE,
                () -> Inputs.of("9F34", results.toBytes().toHex()));
        return finished(results);
    }

    private Next finished(CvmResults results) {
        pin.close();
        CardholderVerification.store(transaction, results);
        transaction.set(TransactionStatusInformation.Bit.CARDHOLDER_VERIFICATION_PERFORMED, REFERENCE);
        transaction.explain(
                "CVM Results", RESULTS, "9F34 = " + results.toBytes().toHex(), "TVR", transaction.tvr());
        return Next.proceed();
    }

    private void explain(int index, String result) {
        transaction.explain("Cardholder verification rule", REFERENCE, () -> inputs(index), result);
    }

    private Map<String, String> inputs(int index) {
        return Inputs.of(
                "rule",
                index + 1 + " of " + rules.size(),
                "meaning",
                rules.get(index).toString());
    }
}
