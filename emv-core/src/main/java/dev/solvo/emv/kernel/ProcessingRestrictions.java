package dev.solvo.emv.kernel;

import dev.solvo.emv.data.ApplicationUsageControl;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.joda.money.Money;

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
        transaction.found(
                !card.get().equals(terminal),
                Bit.DIFFERENT_APPLICATION_VERSIONS,
                VERSION,
                "card 9F08",
                card.get(),
                "terminal 9F09",
                terminal);
    }

    private static void applicationUsageControl(Transaction transaction) throws EmvDataException {
        Optional<Bytes> value = transaction.get(EmvTag.APPLICATION_USAGE_CONTROL);
        if (value.isPresent()) {
            ApplicationUsageControl control = ApplicationUsageControl.parse(value.get());
            kindOfTerminal(transaction, control);
            kindOfService(transaction, control);
        }
    }

    private static void kindOfTerminal(Transaction transaction, ApplicationUsageControl control) {
        boolean atm = transaction.terminalType().isAtm(transaction.additionalTerminalCapabilities());
        requireOneOf(
                transaction,
                control,
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
        TransactionType type = transaction.request().type();
        boolean purchase = type.equals(TransactionType.PURCHASE) || type.equals(TransactionType.PURCHASE_WITH_CASHBACK);
        if (type.equals(TransactionType.CASH)) {
            requireOneOf(
                    transaction,
                    control,
                    domestic ? "domestic cash" : "international cash",
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_CASH
                            : ApplicationUsageControl.Bit.INTERNATIONAL_CASH);
        }
        if (purchase) {
            // The terminal does not know which of the two it sells, so that one of them is enough.
            requireOneOf(
                    transaction,
                    control,
                    domestic ? "domestic goods or services" : "international goods or services",
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
                    domestic ? "domestic cashback" : "international cashback",
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_CASHBACK
                            : ApplicationUsageControl.Bit.INTERNATIONAL_CASHBACK);
        }
    }

    private static boolean hasCashback(Transaction transaction) {
        Optional<Money> cashback = transaction.request().cashback();
        return cashback.isPresent() && cashback.get().isPositive();
    }

    private static void requireOneOf(
            Transaction transaction,
            ApplicationUsageControl control,
            String use,
            ApplicationUsageControl.Bit... allowing) {
        boolean allowed = false;
        for (ApplicationUsageControl.Bit bit : allowing) {
            allowed |= control.contains(bit);
        }
        transaction.found(
                !allowed, Bit.REQUESTED_SERVICE_NOT_ALLOWED, USAGE_CONTROL, "card 9F07", control, "this use", use);
    }

    private static void applicationEffectiveAndExpirationDates(Transaction transaction) throws EmvDataException {
        EmvDate today =
                EmvDate.parse(EmvTag.TRANSACTION_DATE, transaction.data().require(EmvTag.TRANSACTION_DATE));
        Optional<Bytes> effective = transaction.get(EmvTag.APPLICATION_EFFECTIVE_DATE);
        if (effective.isPresent()) {
            EmvDate first = EmvDate.parse(EmvTag.APPLICATION_EFFECTIVE_DATE, effective.get());
            transaction.found(
                    today.isBefore(first),
                    Bit.APPLICATION_NOT_YET_EFFECTIVE,
                    DATES,
                    "card 5F25",
                    first,
                    "today 9A",
                    today);
        }
        EmvDate last = EmvDate.parse(
                EmvTag.APPLICATION_EXPIRATION_DATE, transaction.data().require(EmvTag.APPLICATION_EXPIRATION_DATE));
        transaction.found(today.isAfter(last), Bit.EXPIRED_APPLICATION, DATES, "card 5F24", last, "today 9A", today);
    }
}
