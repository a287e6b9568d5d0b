package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.AuthorisationRequest;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.AuthoriseOnline;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.ReferToIssuer;
import dev.solvo.emv.Reversal;
import dev.solvo.emv.ShowMessage;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.config.TransactionHandling;
import dev.solvo.emv.data.ApplicationInterchangeProfile;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Optional;

/** Asks the issuer and lets the card check that it was the issuer who answered. EMV 4.4 Book 3, 10.9; Book 4, 6.3.8. */
final class OnlineProcessing implements TransactionFunction {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.9";
    private static final int SHORTEST_ISSUER_AUTHENTICATION_DATA = 8;
    private static final int AUTHORISATION_CODE_LENGTH = 6;
    private static final int LONGEST_ISSUER_AUTHENTICATION_DATA = 16;

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        if (!transaction.terminalType().isOnlineCapable()) {
            return unableToGoOnline(transaction, Transaction.HostContact.NOT_ASKED, "the terminal is offline only");
        }
        ChipData chipData = transaction.data().snapshot();
        AuthorisationRequest request = new AuthorisationRequest(
                transaction.request(),
                transaction.pan(),
                transaction.panSequenceNumber(),
                transaction.onlinePinCaptured,
                chipData);
        Reversal reversal = new Reversal(transaction.request(), chipData);
        return Next.ask(run -> new ShowMessage(
                StandardMessage.PLEASE_WAIT,
                transaction.language(),
                Bytes.EMPTY,
                () -> authorise(transaction, run, request, reversal)));
    }

    private static KernelStep authorise(
            Transaction transaction, Next.Resumption run, AuthorisationRequest request, Reversal reversal) {
        return new AuthoriseOnline(
                request,
                reversal,
                response -> run.resume(() -> received(transaction, response)),
                () -> run.resume(() ->
                        unableToGoOnline(transaction, Transaction.HostContact.NOT_ASKED, "the request was not sent")),
                () -> run.resume(() ->
                        unableToGoOnline(transaction, Transaction.HostContact.NO_ANSWER, "no valid answer came")));
    }

    private static Next unableToGoOnline(Transaction transaction, Transaction.HostContact contact, String why)
            throws EmvDataException {
        transaction.hostContact = contact;
        transaction.explain("Unable to go online", REFERENCE, Map::of, why);
        boolean decline = holdsTransactionCertificate(transaction)
                || transaction.handling() == TransactionHandling.ONLINE_REQUIRED
                || TerminalActionAnalysis.matchesDefault(transaction);
        transaction.requestedCryptogram =
                Optional.of(decline ? CryptogramInformationData.Type.AAC : CryptogramInformationData.Type.TC);
        transaction
                .data()
                .putApplication(
                        EmvTag.AUTHORISATION_RESPONSE_CODE,
                        decline
                                ? TerminalActionAnalysis.UNABLE_TO_GO_ONLINE_DECLINED
                                : TerminalActionAnalysis.UNABLE_TO_GO_ONLINE_APPROVED);
        if (holdsTransactionCertificate(transaction)) {
            transaction.course = Transaction.Course.DECLINED;
        }
        return Next.proceed();
    }

    private static Next received(Transaction transaction, AuthorisationResponse response) throws EmvDataException {
        return response.decision() == AuthorisationResponse.Decision.REFER
                ? refer(transaction, response)
                : answered(transaction, response);
    }

    /** An issuer who wants to be called. EMV 4.4 Book 4, 6.5.2. */
    private static Next refer(Transaction transaction, AuthorisationResponse response) throws EmvDataException {
        AuthorisationResponse declined = response.withDecision(AuthorisationResponse.Decision.REFER_DECLINED);
        if (!transaction.terminalType().attended()) {
            transaction.explain(
                    "An issuer who wants to be called declines where nobody can call",
                    "EMV 4.4 Book 4, 6.5.2",
                    () -> Inputs.of(
                            "terminal type 9F35",
                            transaction.terminalType().toBytes().toHex()),
                    declined.decision().toString());
            return answered(transaction, declined);
        }
        AuthorisationResponse approved = response.withDecision(AuthorisationResponse.Decision.REFER_APPROVED);
        Pan pan = transaction.pan();
        return Next.ask(run -> new ShowMessage(
                StandardMessage.CALL_YOUR_BANK,
                transaction.language(),
                Bytes.EMPTY,
                () -> new ReferToIssuer(
                        pan,
                        response.authorisationResponseCode(),
                        transaction.language(),
                        () -> run.resume(() -> answered(transaction, approved)),
                        () -> run.resume(() -> answered(transaction, declined)))));
    }

    private static Next answered(Transaction transaction, AuthorisationResponse response) throws EmvDataException {
        transaction.hostContact = Transaction.HostContact.ANSWERED;
        transaction.authorisationResponse = Optional.of(response);
        transaction.data().putIssuer(EmvTag.AUTHORISATION_RESPONSE_CODE, response.authorisationResponseCode());
        authorisationCode(transaction, response.authorisationCode());
        transaction.requestedCryptogram = Optional.of(
                response.decision().approves()
                        ? CryptogramInformationData.Type.TC
                        : CryptogramInformationData.Type.AAC);
        transaction.explain(
                "The issuer's decision",
                REFERENCE,
                () -> Map.of("8A", response.authorisationResponseCode().toHex()),
                response.decision().toString());
        if (holdsTransactionCertificate(transaction)) {
            transaction.course =
                    response.decision().approves() ? Transaction.Course.APPROVED : Transaction.Course.DECLINED;
        }
        return authenticateIssuer(transaction, response);
    }

    /** NOTE: the Books do not say what a wrong length means; the issuer's decision stands and the code is left out. */
    private static void authorisationCode(Transaction transaction, Optional<Bytes> code) throws EmvDataException {
        if (code.isPresent() && code.get().length() == AUTHORISATION_CODE_LENGTH) {
            transaction.data().putIssuer(EmvTag.AUTHORISATION_CODE, code.get());
        }
    }

    private static Next authenticateIssuer(Transaction transaction, AuthorisationResponse response)
            throws EmvDataException {
        Optional<Bytes> data = response.issuerAuthenticationData();
        if (!data.isPresent() || holdsTransactionCertificate(transaction)) {
            return Next.proceed();
        }
        int length = data.get().length();
        if (length < SHORTEST_ISSUER_AUTHENTICATION_DATA || length > LONGEST_ISSUER_AUTHENTICATION_DATA) {
            // NOTE: the Books do not say what a wrong length means; it is not sent and counts as failed.
            // The card learns of it by the TVR. The other reading leaves the TVR alone, as if 91 had not come.
            transaction.issuerAuthentication = IssuerAuthentication.FAILED;
            transaction.set(
                    Bit.ISSUER_AUTHENTICATION_FAILED, REFERENCE, () -> Map.of("length of 91", length + " bytes"));
            return Next.proceed();
        }
        transaction.data().putIssuer(EmvTag.ISSUER_AUTHENTICATION_DATA, data.get());
        if (!transaction.aip.get().contains(ApplicationInterchangeProfile.Bit.ISSUER_AUTHENTICATION_SUPPORTED)) {
            transaction.issuerAuthentication = IssuerAuthentication.LEFT_TO_CARD;
            return Next.proceed();
        }
        return Next.send(CardCommand.externalAuthenticate(data.get()), card -> authenticated(transaction, card));
    }

    private static Next authenticated(Transaction transaction, ResponseApdu response) {
        transaction.set(TransactionStatusInformation.Bit.ISSUER_AUTHENTICATION_PERFORMED, REFERENCE);
        if (response.statusWord().isSuccess()) {
            transaction.issuerAuthentication = IssuerAuthentication.SUCCESSFUL;
        } else {
            // The card is told with the second GENERATE AC and decides itself. EMV 4.4 Book 3, 10.9.
            transaction.issuerAuthentication = IssuerAuthentication.FAILED;
            transaction.set(
                    Bit.ISSUER_AUTHENTICATION_FAILED,
                    REFERENCE,
                    () -> Map.of("status", response.statusWord().toString()));
        }
        return Next.proceed();
    }

    private static boolean holdsTransactionCertificate(Transaction transaction) {
        return transaction.firstCryptogram.get().type() == CryptogramInformationData.Type.TC;
    }
}
