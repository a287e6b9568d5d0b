package dev.solvo.emv.contactless.kernel2;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.ApplicationUsageControl;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDate;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.Track2EquivalentData;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is looked at between the last record and the request for a cryptogram: limits, mandatory data, whether CDA can be
 * asked for, and the restrictions of EMV 4.4 Book 3, 10.4. Book C-2, S456.
 */
final class ApplicationChecks {
    private static final String REFERENCE = "Book C-2, S456";
    private static final List<Tag> MANDATORY = List.of(
            EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER,
            EmvTag.APPLICATION_EXPIRATION_DATE,
            EmvTag.CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1);

    /** What CDA needs of the card. */
    private static final List<Tag> NEEDED_FOR_CDA = List.of(
            EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD,
            EmvTag.ISSUER_PUBLIC_KEY_CERTIFICATE,
            EmvTag.ISSUER_PUBLIC_KEY_EXPONENT,
            EmvTag.ICC_PUBLIC_KEY_CERTIFICATE,
            EmvTag.ICC_PUBLIC_KEY_EXPONENT,
            EmvTag.STATIC_DATA_AUTHENTICATION_TAG_LIST);

    private final Kernel2Transaction transaction;

    ApplicationChecks(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    KernelStep begin() throws EmvDataException {
        if (transaction.exceedsTransactionLimit()) {
            return transaction
                    .conclusion()
                    .selectNext(Level2.MAX_LIMIT_EXCEEDED, 0, "the amount exceeds the reader's transaction limit");
        }
        for (Tag tag : MANDATORY) {
            transaction.data().require(tag);
        }
        if (!tracksAgree()) {
            return transaction.conclusion().end(Level2.CARD_DATA_ERROR, 0, "57 holds another number than 5A");
        }
        Optional<Bytes> tagList = transaction.get(EmvTag.STATIC_DATA_AUTHENTICATION_TAG_LIST);
        if (transaction.cdaPossible
                && tagList.isPresent()
                && !tagList.get().equals(EmvTag.APPLICATION_INTERCHANGE_PROFILE.toBytes())) {
            return transaction.conclusion().end(Level2.CARD_DATA_ERROR, 0, "9F4A names more than tag 82");
        }
        offlineDataAuthentication();
        amounts();
        applicationVersionNumber();
        applicationUsageControl();
        dates();
        new CvmSelection(transaction).select();
        return new CryptogramExchange(transaction).begin(new ActionAnalysis(transaction).decide());
    }

    private boolean tracksAgree() throws EmvDataException {
        Optional<Track2EquivalentData> track =
                transaction.data().get(EmvTag.TRACK_2_EQUIVALENT_DATA, Track2EquivalentData::parse);
        return !track.isPresent() || track.get().pan().equals(pan());
    }

    private Pan pan() throws EmvDataException {
        try {
            return Pan.parse(transaction.data().require(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER));
        } catch (CryptoException noNumber) {
            throw new EmvDataException(
                    EmvDataException.Reason.FORMAT, EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER, "no card number");
        }
    }

    private void offlineDataAuthentication() {
        if (!transaction.cdaPossible) {
            transaction.set(
                    Bit.OFFLINE_DATA_AUTHENTICATION_NOT_PERFORMED,
                    REFERENCE,
                    () -> Kernel2Transaction.inputs(
                            "AIP",
                            hex(EmvTag.APPLICATION_INTERCHANGE_PROFILE),
                            "terminal capabilities 9F33",
                            hex(EmvTag.TERMINAL_CAPABILITIES)));
            return;
        }
        for (Tag tag : NEEDED_FOR_CDA) {
            if (!transaction.get(tag).isPresent()) {
                transaction.set(
                        Bit.ICC_DATA_MISSING, REFERENCE, () -> Kernel2Transaction.inputs("missing", tag.toString()));
                cdaFailed("the card gives no " + tag);
                return;
            }
        }
        if (!new CdaVerification(transaction).caKey().isPresent()) {
            cdaFailed("the terminal holds no such certification authority key");
        }
    }

    private void cdaFailed(String why) {
        transaction.cdaPossible = false;
        transaction.set(Bit.CDA_FAILED, REFERENCE, () -> Kernel2Transaction.inputs("reason", why));
        CdaVerification.note(transaction, false);
    }

    private void amounts() {
        boolean cvmRequired = transaction.exceedsCvmLimit();
        transaction.receipt = cvmRequired;
        transaction.buildTerminalCapabilities(transaction
                .configuration()
                .number(
                        cvmRequired
                                ? Kernel2Parameter.CVM_CAPABILITY_CVM_REQUIRED
                                : Kernel2Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED));
        check(
                transaction.exceeds(Kernel2Parameter.READER_CONTACTLESS_FLOOR_LIMIT),
                Bit.FLOOR_LIMIT_EXCEEDED,
                () -> Kernel2Transaction.inputs("amount", Long.toString(transaction.amountMinor())));
    }

    private void applicationVersionNumber() {
        Optional<Bytes> card = transaction.get(EmvTag.APPLICATION_VERSION_NUMBER_ICC);
        Optional<Bytes> terminal = transaction.get(EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL);
        check(
                card.isPresent() && !card.equals(terminal),
                Bit.DIFFERENT_APPLICATION_VERSIONS,
                () -> Kernel2Transaction.inputs(
                        "card 9F08",
                        hex(EmvTag.APPLICATION_VERSION_NUMBER_ICC),
                        "terminal 9F09",
                        hex(EmvTag.APPLICATION_VERSION_NUMBER_TERMINAL)));
    }

    private void dates() throws EmvDataException {
        EmvDate today = date(EmvTag.TRANSACTION_DATE);
        if (transaction.get(EmvTag.APPLICATION_EFFECTIVE_DATE).isPresent()) {
            EmvDate first = date(EmvTag.APPLICATION_EFFECTIVE_DATE);
            check(
                    today.isBefore(first),
                    Bit.APPLICATION_NOT_YET_EFFECTIVE,
                    () -> Kernel2Transaction.inputs("card 5F25", first.toString(), "today 9A", today.toString()));
        }
        EmvDate last = date(EmvTag.APPLICATION_EXPIRATION_DATE);
        check(
                today.isAfter(last),
                Bit.EXPIRED_APPLICATION,
                () -> Kernel2Transaction.inputs("card 5F24", last.toString(), "today 9A", today.toString()));
    }

    private EmvDate date(Tag tag) throws EmvDataException {
        return EmvDate.parse(tag, transaction.data().require(tag));
    }

    private void applicationUsageControl() throws EmvDataException {
        Optional<ApplicationUsageControl> control =
                transaction.data().get(EmvTag.APPLICATION_USAGE_CONTROL, ApplicationUsageControl::parse);
        if (!control.isPresent()) {
            return;
        }
        boolean atm = transaction
                .terminalType()
                .isAtm(transaction.session().terminal().additionalTerminalCapabilities());
        requireOneOf(
                control.get(),
                atm ? ApplicationUsageControl.Bit.ATMS : ApplicationUsageControl.Bit.TERMINALS_OTHER_THAN_ATMS);
        Optional<Bytes> issuerCountry = transaction.get(EmvTag.ISSUER_COUNTRY_CODE);
        if (!issuerCountry.isPresent()) {
            return;
        }
        boolean domestic = issuerCountry.equals(transaction.get(EmvTag.TERMINAL_COUNTRY_CODE));
        if (transaction.isCash()) {
            requireOneOf(
                    control.get(),
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_CASH
                            : ApplicationUsageControl.Bit.INTERNATIONAL_CASH);
        }
        if (transaction.isPurchase()) {
            requireOneOf(
                    control.get(),
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_GOODS
                            : ApplicationUsageControl.Bit.INTERNATIONAL_GOODS,
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_SERVICES
                            : ApplicationUsageControl.Bit.INTERNATIONAL_SERVICES);
        }
        if (transaction.request().type().equals(TransactionType.PURCHASE_WITH_CASHBACK)
                || transaction
                        .request()
                        .cashback()
                        .filter(part -> part.isPositive())
                        .isPresent()) {
            requireOneOf(
                    control.get(),
                    domestic
                            ? ApplicationUsageControl.Bit.DOMESTIC_CASHBACK
                            : ApplicationUsageControl.Bit.INTERNATIONAL_CASHBACK);
        }
    }

    private void requireOneOf(ApplicationUsageControl control, ApplicationUsageControl.Bit... allowing) {
        boolean allowed = false;
        for (ApplicationUsageControl.Bit bit : allowing) {
            allowed |= control.contains(bit);
        }
        check(
                !allowed,
                Bit.REQUESTED_SERVICE_NOT_ALLOWED,
                () -> Kernel2Transaction.inputs("card 9F07", control.toBytes().toHex()));
    }

    private void check(boolean failed, Bit bit, Supplier<Map<String, String>> inputs) {
        if (failed) {
            transaction.set(bit, REFERENCE, inputs);
        }
    }

    private String hex(Tag tag) {
        return transaction.get(tag).map(Bytes::toHex).orElse("absent");
    }
}
