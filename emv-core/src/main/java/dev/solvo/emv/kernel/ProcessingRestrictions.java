package dev.solvo.emv.kernel;

import dev.solvo.emv.data.ApplicationUsageControl;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Compares what the issuer allows the application to be used for with this terminal and this transaction. EMV 4.4 Book 3,
 * 10.4.
 *
 * <p>Nothing here ends the session: each rule that is not met sets its bit, and the checks go on.
 */
final class ProcessingRestrictions implements TransactionFunction {
    private static final String VERSION = "EMV 4.4 Book 3, 10.4.1";
    private static final String USAGE_CONTROL = "EMV 4.4 Book 3, 10.4.2";
    private static final String DATES = "EMV 4.4 Book 3, 10.4.3";

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        applicationVersionNumber(transaction);
        applicationUsageControl(transaction);
        applicationEffectiveAndExpirationDates(transaction);
        return Next.proceed();
    }

    private static void applicationVersionNumber(Transaction transaction) throws EmvDataException {
        Optional<Bytes> card = transaction.get(EmvTag.APPLICATION_VERSION_NUMBER_ICC);
        if (!card.isPresent()) {
            // A card without a version number is taken to be compatible.
            return;
        }
        Bytes terminal = transaction.data().require(EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL);
        check(
                transaction,
                !card.get().equals(terminal),
                Bit.DIFFERENT_APPLICATION_VERSIONS,
                VERSION,
                () -> Inputs.of("card 9F08", card.get().toHex(), "terminal 9F09", terminal.toHex()));
    }

    private static void applicationUsageControl(Transaction transaction) throws EmvDataException {
        Optional<ApplicationUsageControl> control =
                transaction.data().get(EmvTag.APPLICATION_USAGE_CONTROL, ApplicationUsageControl::parse);
        if (control.isPresent()) {
            kindOfTerminal(transaction, control.get());
            kindOfService(transaction, control.get());
        }
    }

    private static void kindOfTerminal(Transaction transaction, ApplicationUsageControl control) {
        boolean atm = transaction.terminalType().isAtm(transaction.additionalTerminalCapabilities());
        requireOneOf(
                transaction,
                control,
                "",
                atm ? "ATM" : "terminal other than an ATM",
                atm ? ApplicationUsageControl.Bit.ATMS : ApplicationUsageControl.Bit.TERMINALS_OTHER_THAN_ATMS);
    }

    /** The rows of Book 3, Table 36. They apply only where the card says which country its issuer is in. */
    private static void kindOfService(Transaction transaction, ApplicationUsageControl control)
            throws EmvDataException {
        // The letters of 5F55 and 5F56 name the same country, but the table is about 5F28 alone.
        Optional<Bytes> issuerCountry = transaction.get(EmvTag.ISSUER_COUNTRY_CODE);
        if (!issuerCountry.isPresent()) {
            return;
        }
        boolean domestic = issuerCountry.get().equals(transaction.data().require(EmvTag.TERMINAL_COUNTRY_CODE));
        String where = domestic ? "domestic " : "international ";
        TransactionType type = transaction.request().type();
        boolean purchase = type.equals(TransactionType.PURCHASE) || type.equals(TransactionType.PURCHASE_WITH_CASHBACK);
        if (type.equals(TransactionType.CASH)) {
            requireOneOf(
                    transaction,
                    control,
                    where,
                    "cash",
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_CASH
                            : ApplicationUsageControl.Bit.INTERNATIONAL_CASH);
        }
        if (purchase) {
            // The terminal does not know which of the two it sells, so that one of them is enough.
            requireOneOf(
                    transaction,
                    control,
                    where,
                    "goods or services",
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_GOODS
                            : ApplicationUsageControl.Bit.INTERNATIONAL_GOODS,
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_SERVICES
                            : ApplicationUsageControl.Bit.INTERNATIONAL_SERVICES);
        }
        // NOTE: Table 36 does not say whether a purchase with cashback must meet the row for goods and services too. It
        // lists the rows as conditions of their own, so both apply.
        if (type.equals(TransactionType.PURCHASE_WITH_CASHBACK) || (purchase && hasCashback(transaction))) {
            requireOneOf(
                    transaction,
                    control,
                    where,
                    "cashback",
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_CASHBACK
                            : ApplicationUsageControl.Bit.INTERNATIONAL_CASHBACK);
        }
    }

    private static boolean hasCashback(Transaction transaction) {
        return transaction
                .request()
                .cashback()
                .filter(amount -> amount.isPositive())
                .isPresent();
    }

    private static void requireOneOf(
            Transaction transaction,
            ApplicationUsageControl control,
            String where,
            String use,
            ApplicationUsageControl.Bit... allowing) {
        boolean allowed = false;
        for (ApplicationUsageControl.Bit bit : allowing) {
            allowed |= control.contains(bit);
        }
        check(
                transaction,
                !allowed,
                Bit.REQUESTED_SERVICE_NOT_ALLOWED,
                USAGE_CONTROL,
                () -> Inputs.of("card 9F07", control.toBytes().toHex(), "this use", where + use));
    }

    private static void applicationEffectiveAndExpirationDates(Transaction transaction) throws EmvDataException {
        EmvDate today =
                EmvDate.parse(EmvTag.TRANSACTION_DATE, transaction.data().require(EmvTag.TRANSACTION_DATE));
        Optional<Bytes> effective = transaction.get(EmvTag.APPLICATION_EFFECTIVE_DATE);
        if (effective.isPresent()) {
            EmvDate first = EmvDate.parse(EmvTag.APPLICATION_EFFECTIVE_DATE, effective.get());
            check(
                    transaction,
                    today.isBefore(first),
                    Bit.APPLICATION_NOT_YET_EFFECTIVE,
                    DATES,
                    () -> Inputs.of("card 5F25", first.toString(), "today 9A", today.toString()));
        }
        EmvDate last = EmvDate.parse(
                EmvTag.APPLICATION_EXPIRATION_DATE, transaction.data().require(EmvTag.APPLICATION_EXPIRATION_DATE));
        check(
                transaction,
                today.isAfter(last),
                Bit.EXPIRED_APPLICATION,
                DATES,
                () -> Inputs.of("card 5F24", last.toString(), "today 9A", today.toString()));
    }

    private static void check(
            Transaction transaction,
            boolean violated,
            Bit bit,
            String reference,
            Supplier<Map<String, String>> inputs) {
        if (violated) {
            transaction.set(bit, reference, inputs);
        } else {
            transaction.explain(bit.meaning(), reference, inputs, "no");
        }
    }
}
