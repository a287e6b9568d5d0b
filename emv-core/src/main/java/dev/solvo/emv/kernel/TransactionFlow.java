package dev.solvo.emv.kernel;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The order of functions in one transaction, and the condition under which each is reached. EMV 4.4 Book 3, 8.2 and 10.
 * Branching between functions is decided here and nowhere else.
 */
final class TransactionFlow {
    /**
     * A function and when it is reached.
     *
     * @param title the specification's name
     * @param reference where it stands
     * @param when whether the transaction as it stands needs it
     * @param function makes the function's object
     */
    record Stage(String title, String reference, Predicate<Transaction> when, Supplier<TransactionFunction> function) {}

    private static final List<Stage> STAGES = List.of(
            stage("Application Selection", "Book 1, 12", ApplicationSelection::new),
            stage("Initiate Application Processing", "Book 3, 10.1", InitiateApplicationProcessing::new),
            stage("Read Application Data", "Book 3, 10.2", ReadApplicationData::new),
            stage("Offline Data Authentication", "Book 3, 10.3", OfflineDataAuthentication::new),
            stage("Processing Restrictions", "Book 3, 10.4", ProcessingRestrictions::new),
            stage("Cardholder Verification", "Book 3, 10.5", Transaction::takesMoney, CardholderVerification::new),
            stage("Terminal Risk Management", "Book 3, 10.6", Transaction::takesMoney, TerminalRiskManagement::new),
            stage("Terminal Action Analysis", "Book 3, 10.7", TerminalActionAnalysis::new),
            stage("Card Action Analysis", "Book 3, 10.8", CardActionAnalysis::new),
            stage("Online Processing", "Book 3, 10.9", Transaction::goesOnline, OnlineProcessing::new),
            stage(
                    "Issuer-to-Card Script Processing (71)",
                    "Book 3, 10.10",
                    Transaction::issuerAnswered,
                    IssuerScriptProcessing::beforeFinalGenerateAc),
            stage("Completion", "Book 3, 10.11", Transaction::needsSecondGenerateAc, Completion::new),
            stage(
                    "Issuer-to-Card Script Processing (72)",
                    "Book 3, 10.10",
                    Transaction::issuerAnswered,
                    IssuerScriptProcessing::afterFinalGenerateAc));

    private TransactionFlow() {}

    static List<Stage> stages() {
        return STAGES;
    }

    private static Stage stage(String title, String reference, Supplier<TransactionFunction> function) {
        return new Stage(title, "EMV 4.4 " + reference, transaction -> true, function);
    }

    private static Stage stage(
            String title, String reference, Predicate<Transaction> when, Supplier<TransactionFunction> function) {
        return new Stage(title, "EMV 4.4 " + reference, when, function);
    }
}
