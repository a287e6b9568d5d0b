package dev.solvo.emv.contactless;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.UserInterfaceRequest.Status;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.DataStore.Parser;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.Track2EquivalentData;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what kernel and issuer said, and makes the transaction's outcome of it. */
final class ContactlessConclusion {
    /** Track 2 of the magnetic stripe modes, which is formed like tag 57. */
    private static final Tag TRACK_2_DATA = Tag.of(0x9F6B);

    private static final int MAX_NAME_LENGTH = 16;

    private final TransactionRequest request;
    private final TerminalConfig terminal;
    private Optional<TransactionResult.Application> application = Optional.empty();
    private Optional<KernelResult> kernel = Optional.empty();
    private Optional<KernelResult> onlineKernel = Optional.empty();
    private Optional<AuthorisationResponse> response = Optional.empty();
    private boolean asked;
    private boolean reversalOwed;

    ContactlessConclusion(TransactionRequest request, TerminalConfig terminal) {
        this.request = request;
        this.terminal = terminal;
    }

    TransactionRequest request() {
        return request;
    }

    void selected(SelectedCombination combination, Bytes fci) {
        application =
                Optional.of(new TransactionResult.Application(combination.adfName(), name(combination.adfName(), fci)));
    }

    /** The application label where it can be printed, else the name's bytes. EMV 4.4 Book 4, 11.3. */
    private static String name(Bytes adfName, Bytes fci) {
        try {
            Optional<Bytes> label = FciTemplate.parse(fci).element(EmvTag.APPLICATION_LABEL);
            if (label.isPresent() && !label.get().isEmpty() && label.get().length() <= MAX_NAME_LENGTH) {
                for (int i = 0; i < label.get().length(); i++) {
                    if (label.get().unsigned(i) < 0x20 || label.get().unsigned(i) > 0x7E) {
                        return adfName.toHex();
                    }
                }
                return new String(label.get().toByteArray(), StandardCharsets.US_ASCII);
            }
        } catch (EmvDataException unreadable) {
            return adfName.toHex();
        }
        return adfName.toHex();
    }

    void ended(KernelResult result) {
        kernel = Optional.of(result);
        if (result.outcome().kind() == Kind.ONLINE_REQUEST && !asked) {
            onlineKernel = Optional.of(result);
        }
    }

    void issuerAnswered(AuthorisationResponse answer) {
        asked = true;
        response = Optional.of(answer);
    }

    void unableToGoOnline(boolean owed) {
        asked = true;
        reversalOwed = owed;
    }

    /** Whether the issuer was asked, whatever came of it: from then on his word decides. */
    boolean issuerSpoke() {
        return asked;
    }

    Optional<Pan> pan() {
        ChipData data = chipData();
        Optional<Pan> pan =
                data.get(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER).flatMap(ContactlessConclusion::parsePan);
        if (!pan.isPresent()) {
            pan = parsed(data, EmvTag.TRACK_2_EQUIVALENT_DATA, Track2EquivalentData::parse)
                    .map(Track2EquivalentData::pan);
        }
        return pan.isPresent()
                ? pan
                : parsed(data, TRACK_2_DATA, Track2EquivalentData::parse).map(Track2EquivalentData::pan);
    }

    Optional<PanSequenceNumber> panSequenceNumber() {
        try {
            Optional<Bytes> number = chipData().get(EmvTag.APPLICATION_PAN_SEQUENCE_NUMBER);
            return number.isPresent() ? Optional.of(PanSequenceNumber.parse(number.get())) : Optional.empty();
        } catch (CryptoException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Pan> parsePan(Bytes value) {
        try {
            return Optional.of(Pan.parse(value));
        } catch (CryptoException notANumber) {
            return Optional.empty();
        }
    }

    String language() {
        return terminal.languages().get(0);
    }

    /** All data elements, those of the kernel's data record in their place. */
    ChipData hostData() {
        ChipData data = chipData();
        Optional<ChipData> record =
                onlineOrLast().flatMap(result -> result.outcome().dataRecord());
        if (record.isPresent()) {
            for (Map.Entry<Tag, Bytes> element : record.get().elements().entrySet()) {
                data = data.with(element.getKey(), element.getValue());
            }
        }
        if (response.isPresent()) {
            data = data.with(EmvTag.AUTHORISATION_RESPONSE_CODE, response.get().authorisationResponseCode());
        }
        return data;
    }

    private Optional<KernelResult> onlineOrLast() {
        return onlineKernel.isPresent() ? onlineKernel : kernel;
    }

    private ChipData chipData() {
        return onlineOrLast().map(KernelResult::chipData).orElse(ChipData.EMPTY);
    }

    /**
     * The outcome of an online transaction: the issuer's word, unless a kernel that saw the card again declines.
     *
     * @param last the last outcome of a kernel or of Entry Point
     */
    ContactlessOutcome afterIssuer(ContactlessOutcome last) {
        ContactlessOutcome online = onlineKernel.map(KernelResult::outcome).orElse(last);
        boolean approved = response.isPresent() && response.get().decision().approves() && last.kind() != Kind.DECLINED;
        ContactlessOutcome.Builder outcome = ContactlessOutcome.of(approved ? Kind.APPROVED : Kind.DECLINED)
                .cvm(online.cvm())
                .receipt(online.receipt());
        online.dataRecord().ifPresent(outcome::dataRecord);
        (last.discretionaryData().isPresent() ? last.discretionaryData() : online.discretionaryData())
                .ifPresent(outcome::discretionaryData);
        outcome.userInterfaceOnOutcome(UserInterfaceRequest.of(
                approved
                        ? online.cvm() == Cvm.SIGNATURE
                                ? ContactlessMessage.APPROVED_PLEASE_SIGN
                                : ContactlessMessage.APPROVED
                        : ContactlessMessage.NOT_AUTHORISED,
                Status.NOT_READY));
        return outcome.build();
    }

    Outcome of(ContactlessOutcome outcome) {
        boolean approved = outcome.kind() == Kind.APPROVED;
        TransactionResult result = result(outcome);
        HostState hostState = hostState(approved);
        return switch (outcome.kind()) {
            case APPROVED -> new Outcome.Approved(result, hostState);
            case DECLINED -> new Outcome.Declined(result, hostState);
            case TRY_ANOTHER_INTERFACE -> new Outcome.TryAnotherInterface(result, hostState, outcome.reason());
            default -> new Outcome.Terminated(result, hostState, outcome.reason(), outcome.explanation());
        };
    }

    private HostState hostState(boolean approved) {
        if (reversalOwed) {
            return new HostState.ReversalOwed(new Reversal(request, hostData(), Reversal.Reason.NO_ANSWER));
        }
        if (!response.isPresent()) {
            return new HostState.NotAsked();
        }
        return response.get().decision().approves() && !approved
                ? new HostState.ReversalOwed(new Reversal(request, hostData(), Reversal.Reason.DECLINED_BY_CARD))
                : new HostState.Confirmed(response.get());
    }

    private TransactionResult result(ContactlessOutcome outcome) {
        ChipData data = hostData();
        Optional<KernelResult> last = kernel;
        Optional<TransactionResult.Cryptogram> cryptogram = onlineOrLast().flatMap(KernelResult::cryptogram);
        return new TransactionResult(
                request,
                application,
                pan(),
                onlineOrLast()
                        .map(KernelResult::offlineDataAuthentication)
                        .orElse(new OfflineDataAuthentication(
                                OfflineDataAuthentication.Method.NONE, OfflineDataAuthentication.Status.NOT_PERFORMED)),
                parsed(data, EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, CvmResults::parse),
                outcome.cvm() == Cvm.SIGNATURE,
                parsed(data, EmvTag.TERMINAL_VERIFICATION_RESULTS, TerminalVerificationResults::parse)
                        .orElse(TerminalVerificationResults.NONE),
                parsed(data, EmvTag.TRANSACTION_STATUS_INFORMATION, TransactionStatusInformation::parse)
                        .orElse(TransactionStatusInformation.NONE),
                cryptogram,
                cryptogram,
                response.map(AuthorisationResponse::authorisationResponseCode),
                last.map(KernelResult::issuerAuthentication).orElse(IssuerAuthentication.NOT_PERFORMED),
                last.map(KernelResult::scriptResults).orElse(List.of()),
                data,
                Optional.of(outcome));
    }

    private static <T> Optional<T> parsed(ChipData data, Tag tag, Parser<T> parser) {
        Optional<Bytes> value = data.get(tag);
        try {
            return value.isPresent() ? Optional.of(parser.parse(value.get())) : Optional.empty();
        } catch (EmvDataException broken) {
            return Optional.empty();
        }
    }
}
