package dev.solvo.emv.kernel;

import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.ExtendedDataAuthenticated;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;

/** The signature that CDA and XDA put around a cryptogram. EMV 4.4 Book 2, 6.6 and 12.5; Book 4, 6.3.2. */
final class SignedCryptogram {
    private static final int NO_SIGNATURE = 0x00;
    private static final int CDA_SIGNATURE = 0x10;
    private static final int XDA_SIGNATURE = 0x08;
    private static final Bytes XDA_SIGNED_DATA_FORMAT = Bytes.ofUnsigned(0x15);

    private SignedCryptogram() {}

    /** Bits 5 and 4 of the reference control parameter for the first GENERATE AC. EMV 4.4 Book 3, 6.5.5.2. */
    static int requestAtFirst(Transaction transaction, CryptogramInformationData.Type type) {
        return request(
                transaction,
                type == CryptogramInformationData.Type.TC
                        || (type == CryptogramInformationData.Type.ARQC
                                && transaction.terminal().cdaMode().onArqc()));
    }

    /**
     * Bits 5 and 4 of the reference control parameter for the second GENERATE AC. The mode is about a TC after the issuer
     * approved; without its answer the TC is an offline approval, which nothing but the signature protects.
     */
    static int requestAtSecond(Transaction transaction, CryptogramInformationData.Type type) {
        return request(
                transaction,
                type == CryptogramInformationData.Type.TC
                        && (!transaction.issuerAnswered()
                                || transaction.terminal().cdaMode().onSecondGenerateAc()));
    }

    private static int request(Transaction transaction, boolean cdaWanted) {
        if (transaction.cardAuthentication.method() == Method.XDA) {
            return XDA_SIGNATURE;
        }
        return cdaWanted && transaction.cardAuthentication.cdaKey().isPresent() ? CDA_SIGNATURE : NO_SIGNATURE;
    }

    /**
     * Reads an answer to GENERATE AC. Only CDA hides the cryptogram in its signature; everywhere else it stands in clear. EMV
     * 4.4 Book 3, 6.5.5.4; Book 2, 12.5.
     *
     * @throws EmvDataException if a mandatory element is missing or wrongly coded
     */
    static ApplicationCryptogram parse(Bytes response, int requested) throws EmvDataException {
        ApplicationCryptogram cryptogram = ApplicationCryptogram.parse(response);
        if (requested != CDA_SIGNATURE
                && !cryptogram.element(EmvTag.APPLICATION_CRYPTOGRAM).isPresent()) {
            throw new EmvDataException(
                    EmvDataException.Reason.MISSING,
                    EmvTag.APPLICATION_CRYPTOGRAM,
                    "not in the answer to GENERATE AC, which asked for no CDA");
        }
        return cryptogram;
    }

    /**
     * Checks the signature of the first cryptogram, if one was asked for.
     *
     * @return false if the card's answer must not be trusted
     */
    static boolean checkFirst(Transaction transaction, ApplicationCryptogram cryptogram, int requested)
            throws EmvDataException {
        Bytes message = transaction.pdolData.plus(transaction.cdol1Data);
        return requested == CDA_SIGNATURE
                ? checkCda(transaction, cryptogram, message)
                : requested != XDA_SIGNATURE || checkXda(transaction, cryptogram, message);
    }

    /** Checks the signature of the second cryptogram, if one was asked for. */
    static boolean checkSecond(
            Transaction transaction, ApplicationCryptogram cryptogram, int requested, Bytes cdol2Data)
            throws EmvDataException {
        if (requested == CDA_SIGNATURE) {
            return checkCda(
                    transaction, cryptogram, Bytes.concat(transaction.pdolData, transaction.cdol1Data, cdol2Data));
        }
        // A failure found with the first cryptogram has had its effect there: Book 2, 12.5.3 does not verify again.
        // NOTE: a digest of Book 2, 12.5 has the second signature cover the data of CDOL2 alone. The one other
        // implementation known, tested against itself, covers those of PDOL and CDOL1 too, as CDA does.
        return requested != XDA_SIGNATURE
                || transaction.cardAuthentication.hasFailed()
                || checkXda(transaction, cryptogram, cdol2Data);
    }

    private static boolean checkCda(Transaction transaction, ApplicationCryptogram cryptogram, Bytes dolData)
            throws EmvDataException {
        if (cryptogram.type() == CryptogramInformationData.Type.AAC) {
            return true;
        }
        String failure;
        if (!cryptogram.signature().isPresent()) {
            failure = "the card did not sign";
        } else {
            OdaResult<CombinedDataAuthenticated> result = transaction
                    .certificates()
                    .rsa()
                    .verifyCda(
                            transaction.cardAuthentication.cdaKey().get(),
                            cryptogram.signature().get(),
                            transaction.data().require(EmvTag.UNPREDICTABLE_NUMBER),
                            cryptogram
                                    .element(EmvTag.CRYPTOGRAM_INFORMATION_DATA)
                                    .get()
                                    .unsigned(0),
                            dolData.plus(cryptogram.signedObjects()));
            if (result instanceof OdaResult.Verified<CombinedDataAuthenticated> verified) {
                transaction
                        .data()
                        .putRecovered(
                                EmvTag.APPLICATION_CRYPTOGRAM, verified.proof().applicationCryptogram());
                transaction
                        .data()
                        .putRecovered(
                                EmvTag.ICC_DYNAMIC_NUMBER, verified.proof().iccDynamicNumber());
                return succeeded(transaction, "EMV 4.4 Book 2, 6.6.2");
            }
            failure = result.refusal().get().toString();
        }
        return failed(transaction, Bit.CDA_FAILED, "EMV 4.4 Book 2, 6.6.2", failure);
    }

    private static boolean checkXda(Transaction transaction, ApplicationCryptogram cryptogram, Bytes dolData)
            throws EmvDataException {
        if (transaction.cardAuthentication.hasFailed()) {
            return false;
        }
        if (transaction.cardAuthentication.xdaFailure().isPresent()) {
            return failed(
                    transaction,
                    transaction.cardAuthentication.xdaFailure().get(),
                    "EMV 4.4 Book 2, 12",
                    transaction.cardAuthentication.xdaFailureReason());
        }
        if (cryptogram.type() == CryptogramInformationData.Type.AAC) {
            return true;
        }
        String failure;
        if (!cryptogram.signature().isPresent()) {
            failure = "the card did not sign";
        } else {
            OdaResult<ExtendedDataAuthenticated> result = transaction
                    .certificates()
                    .ecc()
                    .verifyXda(
                            transaction.cardAuthentication.xdaKey().get(),
                            cryptogram.signature().get(),
                            Bytes.concat(XDA_SIGNED_DATA_FORMAT, dolData, cryptogram.signedObjects()));
            if (result instanceof OdaResult.Verified<ExtendedDataAuthenticated>) {
                return succeeded(transaction, "EMV 4.4 Book 2, 12.5");
            }
            failure = result.refusal().get().toString();
        }
        return failed(transaction, Bit.XDA_SIGNATURE_VERIFICATION_FAILED, "EMV 4.4 Book 2, 12.5", failure);
    }

    private static boolean succeeded(Transaction transaction, String reference) {
        transaction.cardAuthentication.succeeded();
        performed(transaction, reference);
        return true;
    }

    private static boolean failed(Transaction transaction, Bit bit, String reference, String why) {
        transaction.cardAuthentication.failed();
        transaction.set(bit, reference, () -> Inputs.of("reason", why));
        performed(transaction, reference);
        return false;
    }

    private static void performed(Transaction transaction, String reference) {
        transaction.explain(
                "The signature around the cryptogram",
                reference,
                transaction.cardAuthentication.hasFailed() ? "failed" : "verified",
                "method",
                transaction.cardAuthentication.method().name());
        transaction.set(
                TransactionStatusInformation.Bit.OFFLINE_DATA_AUTHENTICATION_PERFORMED,
                reference,
                transaction.cardAuthentication::inputs);
    }
}
