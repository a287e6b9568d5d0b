package dev.solvo.emv;

import dev.solvo.crypto.key.Pan;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a transaction at its end. Prints no card data.
 *
 * @param request what was to be paid
 * @param application the application that was used, where one was selected
 * @param pan the card's number, where it was read
 * @param offlineDataAuthentication method and result
 * @param cvmResults tag 9F34, where cardholder verification was reached
 * @param signatureRequired whether the receipt needs a signature line
 * @param terminalVerificationResults tag 95
 * @param transactionStatusInformation tag 9B
 * @param firstCryptogram the answer to the first GENERATE AC
 * @param finalCryptogram the answer to the last GENERATE AC
 * @param authorisationResponseCode tag 8A, the issuer's or the terminal's own
 * @param issuerAuthentication how the issuer was authenticated
 * @param scriptResults tag 9F5B, 5 bytes for each script
 * @param chipData all data elements, for field 55, advice, batch and receipt
 * @param contactless outcome and parameters of the contactless kernel, where one ran
 */
public record TransactionResult(
        TransactionRequest request,
        Optional<Application> application,
        Optional<Pan> pan,
        OfflineDataAuthentication offlineDataAuthentication,
        Optional<CvmResults> cvmResults,
        boolean signatureRequired,
        TerminalVerificationResults terminalVerificationResults,
        TransactionStatusInformation transactionStatusInformation,
        Optional<Cryptogram> firstCryptogram,
        Optional<Cryptogram> finalCryptogram,
        Optional<Bytes> authorisationResponseCode,
        IssuerAuthentication issuerAuthentication,
        List<Bytes> scriptResults,
        ChipData chipData,
        Optional<ContactlessOutcome> contactless) {

    /** Copies the list. */
    public TransactionResult {
        scriptResults = List.copyOf(scriptResults);
    }

    /**
     * A result of a contact transaction.
     *
     * @param request what was to be paid
     * @param application the application that was used
     * @param pan the card's number
     * @param offlineDataAuthentication method and result
     * @param cvmResults tag 9F34
     * @param signatureRequired whether the receipt needs a signature line
     * @param terminalVerificationResults tag 95
     * @param transactionStatusInformation tag 9B
     * @param firstCryptogram the answer to the first GENERATE AC
     * @param finalCryptogram the answer to the last GENERATE AC
     * @param authorisationResponseCode tag 8A
     * @param issuerAuthentication how the issuer was authenticated
     * @param scriptResults tag 9F5B
     * @param chipData all data elements
     */
    public TransactionResult(
            TransactionRequest request,
            Optional<Application> application,
            Optional<Pan> pan,
            OfflineDataAuthentication offlineDataAuthentication,
            Optional<CvmResults> cvmResults,
            boolean signatureRequired,
            TerminalVerificationResults terminalVerificationResults,
            TransactionStatusInformation transactionStatusInformation,
            Optional<Cryptogram> firstCryptogram,
            Optional<Cryptogram> finalCryptogram,
            Optional<Bytes> authorisationResponseCode,
            IssuerAuthentication issuerAuthentication,
            List<Bytes> scriptResults,
            ChipData chipData) {
        this(
                request,
                application,
                pan,
                offlineDataAuthentication,
                cvmResults,
                signatureRequired,
                terminalVerificationResults,
                transactionStatusInformation,
                firstCryptogram,
                finalCryptogram,
                authorisationResponseCode,
                issuerAuthentication,
                scriptResults,
                chipData,
                Optional.empty());
    }

    /**
     * The application that was used.
     *
     * @param dfName its name on the card, tag 84, 5 to 16 bytes
     * @param displayName what the receipt shows: the name in the answer to the final SELECT, else the one that was shown for
     *     the choice. EMV 4.4 Book 4, 11.3
     */
    public record Application(Bytes dfName, String displayName) {}

    /**
     * An application cryptogram.
     *
     * @param information tag 9F27
     * @param value tag 9F26, 8 bytes; empty where it came inside a signature that could not be verified
     */
    public record Cryptogram(CryptogramInformationData information, Optional<Bytes> value) {}

    /**
     * Offline data authentication.
     *
     * @param method which one was selected
     * @param status what came of it
     */
    public record OfflineDataAuthentication(Method method, Status status) {
        /** The methods, EMV 4.4 Book 3, 10.3. */
        public enum Method {
            /** Card and terminal have no method in common. */
            NONE,
            /** Static data authentication. */
            SDA,
            /** Dynamic data authentication. */
            DDA,
            /** Combined dynamic data authentication and application cryptogram generation. */
            CDA,
            /** Extended data authentication, with elliptic curves. */
            XDA,
            /** Dynamic data authentication whose signature comes with GET PROCESSING OPTIONS or in a record. */
            FAST_DDA,
            /** Local authentication of contactless kernel 8. */
            LOCAL
        }

        /** What came of it. */
        public enum Status {
            /** No method, or no signature was asked for. */
            NOT_PERFORMED,
            /** The card proved to be genuine. */
            OK,
            /** The proof failed. */
            FAILED
        }
    }

    /** How the issuer was authenticated, EMV 4.4 Book 3, 10.9. */
    public enum IssuerAuthentication {
        /** The issuer sent no authentication data, or was not asked. */
        NOT_PERFORMED,
        /** EXTERNAL AUTHENTICATE was answered with 9000. */
        SUCCESSFUL,
        /** EXTERNAL AUTHENTICATE was answered with anything else. */
        FAILED,
        /** The data went to the card with the second GENERATE AC; only the card knows the result. */
        LEFT_TO_CARD
    }
}
