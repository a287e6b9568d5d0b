package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes over the selected application, starts it with GET PROCESSING OPTIONS, and finds its mode. Book C-2, S1 and S3. */
final class Initiation {
    private static final String REFERENCE = "Book C-2, S3";
    private static final Bytes MAG_STRIPE_RECORD = Bytes.ofUnsigned(0x08, 0x01, 0x01, 0x00);
    private static final int MAG_STRIPE_FILE = 1;

    private final Kernel2Transaction transaction;

    Initiation(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    KernelStep begin() throws EmvDataException {
        try {
            transaction.session().storeFci();
        } catch (EmvDataException unusable) {
            return transaction
                    .conclusion()
                    .selectNext(Level2.CARD_DATA_MISSING, 0, String.valueOf(unusable.getMessage()));
        }
        transaction.capabilities = transaction
                .data()
                .get(Kernel2Tag.APPLICATION_CAPABILITIES_INFORMATION, ApplicationCapabilitiesInformation::parse)
                .orElse(ApplicationCapabilitiesInformation.NONE);
        transaction.buildTerminalCapabilities(0);
        transaction.session().drawUnpredictableNumber();
        return DataExchange.before(
                transaction, transaction.get(EmvTag.PROCESSING_OPTIONS_DATA_OBJECT_LIST), this::getProcessingOptions);
    }

    private KernelStep getProcessingOptions() throws EmvDataException {
        transaction.pdolValues = transaction.session().fillPdol();
        return transaction
                .session()
                .transmit(ContactlessCommand.getProcessingOptions(transaction.pdolValues), this::started);
    }

    private KernelStep started(Exchange exchange) throws EmvDataException {
        ResponseApdu response = exchange.response();
        if (!response.statusWord().isSuccess()) {
            return transaction
                    .conclusion()
                    .selectNext(
                            Level2.STATUS_BYTES,
                            response.statusWord().value(),
                            "GET PROCESSING OPTIONS was answered with " + response.statusWord());
        }
        store(response.data());
        transaction.interchangeProfile = (int) transaction
                .data()
                .require(EmvTag.APPLICATION_INTERCHANGE_PROFILE)
                .toUnsignedLong();
        Bytes locator = transaction.data().require(EmvTag.APPLICATION_FILE_LOCATOR);
        List<ApplicationFileLocator.Entry> entries =
                ApplicationFileLocator.parse(locator).entries();
        boolean emvMode =
                transaction.cardWorksInEmvMode() && transaction.options().acceptsEmvMode();
        transaction.explain(
                "Mode of the transaction",
                REFERENCE,
                () -> Kernel2Transaction.inputs(
                        "AIP",
                        transaction
                                .get(EmvTag.APPLICATION_INTERCHANGE_PROFILE)
                                .get()
                                .toHex(),
                        "DF811B",
                        Bytes.ofUnsigned(transaction.options().value()).toHex()),
                emvMode ? "EMV mode" : "mag-stripe mode");
        if (emvMode) {
            return emvMode(locator, entries);
        }
        if (!transaction.options().acceptsMagStripeMode()) {
            return transaction
                    .conclusion()
                    .end(Level2.MAGSTRIPE_NOT_SUPPORTED, 0, "the terminal does not accept the card's mode");
        }
        return new MagStripeMode(transaction).begin(magStripeEntries(locator, entries));
    }

    private void store(Bytes response) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (!reader.next() || reader.valueOffset() + reader.length() != response.length()) {
                throw new EmvDataException(
                        EmvDataException.Reason.STRUCTURE,
                        "GET PROCESSING OPTIONS was not answered with exactly one template");
            }
            if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_1.value()) {
                format1(reader.value());
            } else if (reader.tag() == EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()) {
                reader.enter();
                while (reader.next()) {
                    transaction.store(Tag.of(reader.tag()), reader.value(), transaction.data()::putFromGpo);
                }
            } else {
                throw new EmvDataException(
                        EmvDataException.Reason.STRUCTURE,
                        "GET PROCESSING OPTIONS was answered with neither template 80 nor 77");
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    private void format1(Bytes value) throws EmvDataException {
        if (value.length() < 6) {
            throw new EmvDataException(
                    EmvDataException.Reason.LENGTH, "template 80 of " + value.length() + " bytes, 6 or more expected");
        }
        transaction.data().putFromGpo(EmvTag.APPLICATION_INTERCHANGE_PROFILE, value.slice(0, 2));
        transaction.data().putFromGpo(EmvTag.APPLICATION_FILE_LOCATOR, value.slice(2));
    }

    /** The record of mag-stripe mode is not read where the terminal knows what it is. */
    private KernelStep emvMode(Bytes locator, List<ApplicationFileLocator.Entry> entries) throws EmvDataException {
        List<ApplicationFileLocator.Entry> left = new ArrayList<>(entries);
        if (locator.startsWith(MAG_STRIPE_RECORD) && transaction.options().acceptsMagStripeMode()) {
            left.remove(0);
        }
        transaction.cdaPossible = transaction.cardSupportsCda() && transaction.supportsCda();
        Kernel2Transaction.Following read = () -> transaction.records().readAll(left, this::recordsRead);
        if (transaction.usesRelayResistance()) {
            return new RelayResistanceExchange(transaction, read).begin();
        }
        transaction.set(
                RelayResistanceBit.NOT_PERFORMED,
                REFERENCE,
                () -> Kernel2Transaction.inputs(
                        "AIP",
                        transaction
                                .get(EmvTag.APPLICATION_INTERCHANGE_PROFILE)
                                .get()
                                .toHex(),
                        "DF811B",
                        Bytes.ofUnsigned(transaction.options().value()).toHex()));
        return read.go();
    }

    private KernelStep recordsRead() throws EmvDataException {
        return new ApplicationChecks(transaction).begin();
    }

    private static List<ApplicationFileLocator.Entry> magStripeEntries(
            Bytes locator, List<ApplicationFileLocator.Entry> entries) {
        Optional<ApplicationFileLocator.Entry> only = entries.stream()
                .filter(entry -> entry.shortFileIdentifier() == MAG_STRIPE_FILE)
                .findFirst();
        return locator.startsWith(MAG_STRIPE_RECORD) && only.isPresent() ? List.of(only.get()) : entries;
    }
}
