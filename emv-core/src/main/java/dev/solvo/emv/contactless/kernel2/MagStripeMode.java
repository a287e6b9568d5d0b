package dev.solvo.emv.contactless.kernel2;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ShowUserInterface;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.contactless.kernel2.ErrorIndication.Level2;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.DataStore;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.List;
import java.util.Optional;

/**
 * The mode for issuers without chip data: the card computes a code over the terminal's number, and both go to the issuer in
 * the track's discretionary data. Book C-2, S7, S8, S13 and S14.
 *
 * <p>NOTE: the waiting time that grows with failed attempts is not here, for a kernel keeps nothing from one transaction to
 * the next.
 */
final class MagStripeMode {
    private static final String REFERENCE = "Book C-2, S7 and S13";
    private static final int NUMBER_DIGITS = 8;
    private static final int ON_DEVICE_CVM_REQUIRED = 0x02;

    private final Kernel2Transaction transaction;

    MagStripeMode(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    KernelStep begin(List<ApplicationFileLocator.Entry> entries) throws EmvDataException {
        return transaction.records().readAll(entries, this::recordsRead);
    }

    private KernelStep recordsRead() throws EmvDataException {
        transaction.data().require(Kernel2Tag.TRACK_2_DATA);
        MagStripeTrack track = track2();
        if (transaction.get(EmvTag.TRACK_1_DATA).isPresent() && track1().numberDigits() != track.numberDigits()) {
            return transaction
                    .conclusion()
                    .end(Level2.CARD_DATA_ERROR, 0, "the tracks want different numbers of digits");
        }
        if (transaction.exceedsTransactionLimit()) {
            return transaction
                    .conclusion()
                    .selectNext(Level2.MAX_LIMIT_EXCEEDED, 0, "the amount exceeds the reader's transaction limit");
        }
        drawNumber(track.numberDigits());
        mobileSupport();
        Bytes list = transaction
                .get(Kernel2Tag.UDOL)
                .orElse(transaction.configuration().require(Kernel2Parameter.DEFAULT_UDOL));
        return DataExchange.before(transaction, Optional.of(list), () -> computeChecksum(list));
    }

    private MagStripeTrack track2() throws EmvDataException {
        return MagStripeTrack.of(
                transaction.data().require(Kernel2Tag.PCVC3_TRACK_2),
                transaction.data().require(Kernel2Tag.PUNATC_TRACK_2),
                transaction.data().require(Kernel2Tag.NATC_TRACK_2));
    }

    private MagStripeTrack track1() throws EmvDataException {
        return MagStripeTrack.of(
                transaction.data().require(Kernel2Tag.PCVC3_TRACK_1),
                transaction.data().require(Kernel2Tag.PUNATC_TRACK_1),
                transaction.data().require(Kernel2Tag.NATC_TRACK_1));
    }

    /** As many random decimal digits as the track takes, zeros before them. */
    private void drawNumber(int digits) {
        byte[] number = new byte[NUMBER_DIGITS / 2];
        for (int i = NUMBER_DIGITS - digits; i < NUMBER_DIGITS; i++) {
            int digit = transaction.session().random().nextInt(10);
            number[i / 2] |= (byte) (i % 2 == 0 ? digit << 4 : digit);
        }
        transaction.data().putApplication(Kernel2Tag.UNPREDICTABLE_NUMBER_NUMERIC, Bytes.of(number));
    }

    /** Tells a device that its holder must be verified on it, where the reader tells devices anything. */
    private void mobileSupport() {
        Optional<Bytes> indicator = transaction.configuration().get(Kernel2Parameter.MOBILE_SUPPORT_INDICATOR);
        if (indicator.isPresent() && transaction.exceedsCvmLimit()) {
            transaction
                    .data()
                    .putApplication(
                            Kernel2Tag.MOBILE_SUPPORT_INDICATOR,
                            Bytes.ofUnsigned(indicator.get().unsigned(0) | ON_DEVICE_CVM_REQUIRED));
        }
    }

    private KernelStep computeChecksum(Bytes list) throws EmvDataException {
        Bytes data = transaction.data().fill(Kernel2Tag.UDOL, list, DataStore.MAX_DOL_DATA_LENGTH);
        return transaction
                .session()
                .transmit(CommandApdu.case4(0x80, 0x2A, 0x8E, 0x80, data, CommandApdu.LE_ALL), this::answered);
    }

    private KernelStep answered(Exchange exchange) throws EmvDataException {
        ResponseApdu response = exchange.response();
        if (!response.statusWord().isSuccess()) {
            return transaction.conclusion().unexpectedStatus("COMPUTE CRYPTOGRAPHIC CHECKSUM", response);
        }
        store(response.data());
        boolean codes = transaction.get(Kernel2Tag.CVC3_TRACK_2).isPresent()
                && (!transaction.get(EmvTag.TRACK_1_DATA).isPresent()
                        || transaction.get(Kernel2Tag.CVC3_TRACK_1).isPresent());
        Optional<PosCardholderInteractionInformation> wish =
                transaction.conclusion().interactionInformation();
        if (!codes && !wish.isPresent()) {
            throw new EmvDataException(
                    Reason.MISSING, Kernel2Tag.CVC3_TRACK_2, "not in the answer to COMPUTE CRYPTOGRAPHIC CHECKSUM");
        }
        if (!codes) {
            return wish.get().needsSecondTap()
                    ? transaction.conclusion().secondTap(wish.get(), Kernel2Profile.MAG_STRIPE_MODE)
                    : transaction.conclusion().declined(Kernel2Profile.MAG_STRIPE_MODE);
        }
        transaction.data().require(EmvTag.APPLICATION_TRANSACTION_COUNTER);
        boolean onDevice = wish.isPresent() && wish.get().onDeviceCvmSuccessful();
        fillTracks(onDevice);
        verification(onDevice);
        return new ShowUserInterface(
                UserInterfaceRequest.of(
                        ContactlessMessage.CLEAR_DISPLAY, UserInterfaceRequest.Status.CARD_READ_SUCCESSFULLY),
                () -> transaction
                        .session()
                        .proceed(() -> transaction.conclusion().online(Kernel2Profile.MAG_STRIPE_MODE)));
    }

    private void store(Bytes response) throws EmvDataException {
        try {
            TlvReader reader = TlvReader.of(response);
            if (!reader.next()
                    || reader.tag() != EmvTag.RESPONSE_MESSAGE_TEMPLATE_FORMAT_2.value()
                    || reader.valueOffset() + reader.length() != response.length()) {
                throw new EmvDataException(
                        Reason.STRUCTURE,
                        "COMPUTE CRYPTOGRAPHIC CHECKSUM was not answered with exactly one template 77");
            }
            reader.enter();
            while (reader.next()) {
                transaction.store(Tag.of(reader.tag()), reader.value(), transaction.data()::putFromGenerateAc);
            }
        } catch (TlvException broken) {
            throw new EmvDataException(broken);
        }
    }

    private void fillTracks(boolean onDevice) throws EmvDataException {
        Bytes counter = transaction.data().require(EmvTag.APPLICATION_TRANSACTION_COUNTER);
        Bytes number = transaction.data().require(Kernel2Tag.UNPREDICTABLE_NUMBER_NUMERIC);
        Bytes track = track2().fillTrack2(
                        transaction.data().require(Kernel2Tag.TRACK_2_DATA),
                        transaction.data().require(Kernel2Tag.CVC3_TRACK_2),
                        counter,
                        number,
                        onDevice);
        transaction.data().putApplication(Kernel2Tag.TRACK_2_DATA, track);
        Optional<Bytes> first = transaction.get(EmvTag.TRACK_1_DATA);
        if (first.isPresent()) {
            transaction
                    .data()
                    .putApplication(
                            EmvTag.TRACK_1_DATA,
                            track1().fillTrack1(
                                            first.get(),
                                            transaction.data().require(Kernel2Tag.CVC3_TRACK_1),
                                            counter,
                                            number,
                                            onDevice));
        }
    }

    private void verification(boolean onDevice) {
        boolean required = transaction.exceedsCvmLimit();
        transaction.receipt = required;
        Kernel2Parameter capability = required
                ? Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_CVM_REQUIRED
                : Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_NO_CVM_REQUIRED;
        transaction.cvm = onDevice
                ? Cvm.CONFIRMATION_CODE_VERIFIED
                : switch (transaction.configuration().number(capability) >> 4) {
                    case 0 -> Cvm.NO_CVM;
                    case 1 -> Cvm.SIGNATURE;
                    case 2 -> Cvm.ONLINE_PIN;
                    default -> Cvm.NOT_APPLICABLE;
                };
        transaction.explain(
                "Cardholder verification",
                REFERENCE,
                () -> Kernel2Transaction.inputs(
                        "verified on the device", Boolean.toString(onDevice), "parameter", capability.toString()),
                transaction.cvm.toString());
    }
}
