package dev.solvo.emv.contactless.kernel8;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.contactless.KernelKeyAgreement;
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
import java.util.List;
import java.util.Optional;

/**
 * Takes over the selected application and agrees on keys with GET PROCESSING OPTIONS: the kernel's ephemeral key goes to the
 * card, its blinded key comes back. Book C-8, S1 and the answer to GET PROCESSING OPTIONS.
 */
final class ChannelAgreement {
    private static final String REFERENCE = "Book C-8, secure channel";
    private static final int QUALIFIER_LENGTH = 7;
    private static final int P_256 = 0x00;
    private static final int FIRST_SUITE = 1;
    private static final int LAST_SUITE = 3;
    private static final int FIELD_OFF_DETECTION = 4;
    private static final int RELAY_RESISTANCE = 0x0001;

    /** Certification authority suites: P-256 alone. */
    private static final Bytes CA_SUITES = Bytes.fromHex("10FFFF0000");

    private final Kernel8Transaction transaction;

    ChannelAgreement(Kernel8Transaction transaction) {
        this.transaction = transaction;
    }

    static boolean detectsFieldOff(Bytes qualifier) {
        return qualifier.length() == QUALIFIER_LENGTH && (qualifier.unsigned(FIELD_OFF_DETECTION) & 0x80) != 0;
    }

    KernelStep begin() throws EmvDataException {
        try {
            transaction.session().storeFci();
        } catch (EmvDataException unusable) {
            return transaction
                    .conclusion()
                    .selectNext(Level2.CARD_DATA_MISSING, 0, String.valueOf(unusable.getMessage()));
        }
        Optional<Bytes> qualifier = transaction.get(Kernel8Tag.CARD_QUALIFIER);
        if (!qualifier.isPresent() || !isUsable(qualifier.get())) {
            return transaction
                    .conclusion()
                    .selectNext(Level2.CARD_DATA_MISSING, 0, "no card qualifier with a version and P-256");
        }
        transaction
                .data()
                .putApplication(
                        EmvTag.TERMINAL_CAPABILITIES,
                        Bytes.ofUnsigned(
                                transaction.configuration().number(Kernel8Parameter.CARD_DATA_INPUT_CAPABILITY),
                                0,
                                transaction.configuration().number(Kernel8Parameter.SECURITY_CAPABILITY)));
        transaction.session().drawUnpredictableNumber();
        transaction
                .data()
                .putApplication(
                        Kernel8Tag.KERNEL_QUALIFIER,
                        Bytes.ofUnsigned(0x02, transaction.authenticatesLocally() ? 0x80 : 0x00, P_256)
                                .plus(CA_SUITES));
        KernelKeyAgreement agreement =
                KernelKeyAgreement.draw(transaction.session().random());
        transaction.data().putApplication(Kernel8Tag.KERNEL_KEY_DATA, agreement.kernelKeyData());
        transaction.pdolValues = transaction.session().fillPdol();
        return transaction
                .session()
                .transmit(
                        ContactlessCommand.getProcessingOptions(transaction.pdolValues),
                        exchange -> answered(agreement, exchange));
    }

    private static boolean isUsable(Bytes qualifier) {
        if (qualifier.length() != QUALIFIER_LENGTH || qualifier.unsigned(0) == 0) {
            return false;
        }
        for (int i = FIRST_SUITE; i <= LAST_SUITE; i++) {
            if (qualifier.unsigned(i) == P_256) {
                return true;
            }
        }
        return false;
    }

    private KernelStep answered(KernelKeyAgreement agreement, Exchange exchange) throws EmvDataException {
        ResponseApdu response = exchange.response();
        if (!response.statusWord().isSuccess()) {
            agreement.close();
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
        Bytes cardKeyData = transaction.data().require(Kernel8Tag.CARD_KEY_DATA);
        try {
            transaction.agreed = Optional.of(agreement.agree(cardKeyData));
        } catch (CryptoException refused) {
            return transaction.conclusion().end(Level2.DECRYPTION_FAILED, 0, String.valueOf(refused.getMessage()));
        } finally {
            agreement.close();
        }
        transaction.explain(
                "Keys are agreed on",
                REFERENCE,
                () -> Kernel8Transaction.inputs("9F8103", cardKeyData.length() + " bytes"),
                "channel open");
        List<ApplicationFileLocator.Entry> entries =
                ApplicationFileLocator.parse(locator).entries();
        CardReading reading = new CardReading(transaction, entries);
        if ((transaction.interchangeProfile & RELAY_RESISTANCE) != 0) {
            return new RelayExchange(transaction, reading::begin).begin();
        }
        transaction.set(
                Kernel8Transaction.RELAY_NOT_PERFORMED, "Relay resistance not performed", "Book C-8, relay resistance");
        return reading.begin();
    }

    private void store(Bytes response) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (!reader.next()
                    || reader.tag() != EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()
                    || reader.valueOffset() + reader.length() != response.length()) {
                throw new EmvDataException(
                        EmvDataException.Reason.STRUCTURE,
                        "GET PROCESSING OPTIONS was not answered with exactly one template 77");
            }
            reader.enter();
            while (reader.next()) {
                transaction.store(Tag.of(reader.tag()), reader.value(), transaction.data()::putFromGpo);
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }
}
