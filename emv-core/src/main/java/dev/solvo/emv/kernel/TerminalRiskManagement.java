package dev.solvo.emv.kernel;

import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.LookUpEarlierSales;
import dev.solvo.emv.LookUpExceptionFile;
import dev.solvo.emv.config.RandomSelection;
import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionStatusInformation;
import java.util.Map;
import java.util.Optional;

/**
 * Protects acquirer, issuer and system from fraud by high amounts, by many small ones, and by cards that are never seen
 * online. EMV 4.4 Book 3, 10.6; Book 4, 6.3.5.
 *
 * <p>Nothing here decides: each finding sets its bit for terminal action analysis.
 */
final class TerminalRiskManagement implements TransactionFunction {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.6";
    private static final String EXCEPTION_FILE = "EMV 4.4 Book 4, 6.3.5";
    private static final String FORCED_ONLINE = "EMV 4.4 Book 4, 6.5.3";
    private static final String FLOOR_LIMIT = "EMV 4.4 Book 3, 10.6.1";
    private static final String RANDOM_SELECTION = "EMV 4.4 Book 3, 10.6.2";

    /**
     * NOTE: before EMV 4.4 the card's AIP decides on the functions of Book 3. Book 4, 6.3.5 and 6.5.3 bind neither the
     * exception file nor the merchant's wish to it, so that both are looked at whatever the card says.
     */
    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        return exceptionFile(transaction);
    }

    private static Next exceptionFile(Transaction transaction) throws EmvDataException {
        if (!transaction.terminal().exceptionFilePresent()) {
            return merchantForcedOnline(transaction);
        }
        Pan pan = transaction.pan();
        return Next.ask(run -> new LookUpExceptionFile(
                pan,
                transaction.panSequenceNumber(),
                found -> run.resume(() -> afterExceptionFile(transaction, found))));
    }

    private static Next afterExceptionFile(Transaction transaction, LookUpExceptionFile.Answer found)
            throws EmvDataException {
        Map<String, String> inputs = Inputs.of("exception file", found.name());
        if (found == LookUpExceptionFile.Answer.LISTED) {
            transaction.set(Bit.CARD_ON_EXCEPTION_FILE, EXCEPTION_FILE, () -> inputs);
        } else {
            transaction.explain(
                    Bit.CARD_ON_EXCEPTION_FILE.meaning(),
                    EXCEPTION_FILE,
                    () -> inputs,
                    found == LookUpExceptionFile.Answer.NOT_LISTED ? "no" : "unknown, taken as no");
        }
        return merchantForcedOnline(transaction);
    }

    private static Next merchantForcedOnline(Transaction transaction) throws EmvDataException {
        if (transaction.request().merchantForcesOnline()) {
            boolean attended = transaction.terminalType().attended();
            boolean allowed = transaction.terminal().merchantForcedOnlineAllowed();
            transaction.found(
                    allowed && attended,
                    Bit.MERCHANT_FORCED_TRANSACTION_ONLINE,
                    FORCED_ONLINE,
                    "asked for by the merchant",
                    "yes",
                    "allowed by the terminal",
                    yesOrNo(allowed),
                    "attended",
                    yesOrNo(attended));
        }
        return asTheCardAsksOrAlways(transaction);
    }

    private static Next asTheCardAsksOrAlways(Transaction transaction) throws EmvDataException {
        boolean asked = transaction.aip.isPresent()
                && transaction
                        .aip
                        .get()
                        .contains(ApplicationInterchangeProfile.Bit.TERMINAL_RISK_MANAGEMENT_TO_BE_PERFORMED);
        if (!asked && !transaction.terminal().terminalRiskManagementAlways()) {
            transaction.explain(
                    "Terminal risk management",
                    REFERENCE,
                    () -> Inputs.of("82", "not to be performed", "terminal", "as before EMV 4.4"),
                    "not performed");
            return Next.proceed();
        }
        transaction.set(TransactionStatusInformation.Bit.TERMINAL_RISK_MANAGEMENT_PERFORMED, REFERENCE);
        return earlierSales(transaction);
    }

    private static Next earlierSales(Transaction transaction) throws EmvDataException {
        if (!transaction.terminal().earlierSalesPresent()) {
            return amounts(transaction, 0);
        }
        Pan pan = transaction.pan();
        return Next.ask(run -> new LookUpEarlierSales(
                pan,
                transaction.panSequenceNumber(),
                earlierMinor -> run.resume(() -> amounts(transaction, earlierMinor))));
    }

    private static Next amounts(Transaction transaction, long earlierMinor) {
        long amountMinor = TerminalData.minor(transaction.request().amount());
        long floorLimitMinor = transaction.application().floorLimitMinor();
        floorLimit(transaction, amountMinor, earlierMinor, floorLimitMinor);
        randomTransactionSelection(transaction, amountMinor, floorLimitMinor);
        return new VelocityChecking(transaction).begin();
    }

    /** The latest sale to the same card counts with this one, lest a sale be split to stay below the limit. */
    private static void floorLimit(Transaction transaction, long amountMinor, long earlierMinor, long floorLimitMinor) {
        transaction.found(
                earlierMinor >= floorLimitMinor - amountMinor,
                Bit.FLOOR_LIMIT_EXCEEDED,
                FLOOR_LIMIT,
                "amount 9F02",
                amountMinor,
                "earlier sale",
                earlierMinor,
                "floor limit 9F1B",
                floorLimitMinor);
    }

    private static void randomTransactionSelection(Transaction transaction, long amountMinor, long floorLimitMinor) {
        Optional<RandomSelection> configured = transaction.application().randomSelection();
        boolean online = transaction.terminalType().isOnlineCapable();
        if (!configured.isPresent() || !online || amountMinor >= floorLimitMinor) {
            return;
        }
        int target = targetPercentage(configured.get(), amountMinor, floorLimitMinor);
        int drawn = 1 + transaction.random().nextInt(99);
        transaction.found(
                drawn <= target,
                Bit.SELECTED_RANDOMLY_FOR_ONLINE_PROCESSING,
                RANDOM_SELECTION,
                "drawn from 1 to 99",
                drawn,
                "selected up to",
                target);
    }

    /**
     * The share of transactions of this amount that go online: the target up to the threshold, from there on rising in a
     * straight line that ends with the maximum at the floor limit.
     *
     * <p>NOTE: Book 3, 10.6.2 does not say how to round; we drop the fraction.
     */
    static int targetPercentage(RandomSelection selection, long amountMinor, long floorLimitMinor) {
        long aboveThreshold = amountMinor - selection.thresholdMinor();
        if (aboveThreshold < 0) {
            return selection.targetPercentage();
        }
        int rise = selection.maximumTargetPercentage() - selection.targetPercentage();
        return (int)
                (selection.targetPercentage() + rise * aboveThreshold / (floorLimitMinor - selection.thresholdMinor()));
    }

    private static String yesOrNo(boolean yes) {
        return yes ? "yes" : "no";
    }
}
