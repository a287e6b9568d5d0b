package dev.solvo.emv.kernel;

import java.util.List;

/**
 * The order of functions in one transaction, and the condition under which each is reached. EMV 4.4 Book 3, 8.2 and 10.
 * Branching between functions is decided here and nowhere else.
 *
 * <p>Written without method references: each would cost the first transaction of a process a part of a millisecond.
 */
final class TransactionFlow {
    /** A function, with the specification's name of it and where it stands there. */
    enum Stage {
        APPLICATION_SELECTION("Application Selection", "Book 1, 12"),
        INITIATE_APPLICATION_PROCESSING("Initiate Application Processing", "Book 3, 10.1"),
        READ_APPLICATION_DATA("Read Application Data", "Book 3, 10.2"),
        OFFLINE_DATA_AUTHENTICATION("Offline Data Authentication", "Book 3, 10.3"),
        PROCESSING_RESTRICTIONS("Processing Restrictions", "Book 3, 10.4"),
        CARDHOLDER_VERIFICATION("Cardholder Verification", "Book 3, 10.5"),
        TERMINAL_RISK_MANAGEMENT("Terminal Risk Management", "Book 3, 10.6"),
        TERMINAL_ACTION_ANALYSIS("Terminal Action Analysis", "Book 3, 10.7"),
        CARD_ACTION_ANALYSIS("Card Action Analysis", "Book 3, 10.8"),
        ONLINE_PROCESSING("Online Processing", "Book 3, 10.9"),
        SCRIPTS_BEFORE_FINAL_GENERATE_AC("Issuer-to-Card Script Processing (71)", "Book 3, 10.10"),
        COMPLETION("Completion", "Book 3, 10.11"),
        SCRIPTS_AFTER_FINAL_GENERATE_AC("Issuer-to-Card Script Processing (72)", "Book 3, 10.10");

        private final String title;
        private final String reference;

        Stage(String title, String place) {
            this.title = title;
            this.reference = "EMV 4.4 ".concat(place);
        }

        String title() {
            return title;
        }

        String reference() {
            return reference;
        }

        /** Tells whether the transaction as it stands needs the function. */
        boolean isNeededBy(Transaction transaction) {
            return switch (this) {
                case APPLICATION_SELECTION,
                        INITIATE_APPLICATION_PROCESSING,
                        READ_APPLICATION_DATA,
                        OFFLINE_DATA_AUTHENTICATION,
                        PROCESSING_RESTRICTIONS,
                        TERMINAL_ACTION_ANALYSIS,
                        CARD_ACTION_ANALYSIS -> true;
                case CARDHOLDER_VERIFICATION, TERMINAL_RISK_MANAGEMENT -> transaction.takesMoney();
                case ONLINE_PROCESSING -> transaction.goesOnline();
                case SCRIPTS_BEFORE_FINAL_GENERATE_AC, SCRIPTS_AFTER_FINAL_GENERATE_AC -> transaction.issuerAnswered();
                case COMPLETION -> transaction.needsSecondGenerateAc();
            };
        }

        /** The function's object, for one transaction. */
        TransactionFunction function() {
            return switch (this) {
                case APPLICATION_SELECTION -> new ApplicationSelection();
                case INITIATE_APPLICATION_PROCESSING -> new InitiateApplicationProcessing();
                case READ_APPLICATION_DATA -> new ReadApplicationData();
                case OFFLINE_DATA_AUTHENTICATION -> new OfflineDataAuthentication();
                case PROCESSING_RESTRICTIONS -> new ProcessingRestrictions();
                case CARDHOLDER_VERIFICATION -> new CardholderVerification();
                case TERMINAL_RISK_MANAGEMENT -> new TerminalRiskManagement();
                case TERMINAL_ACTION_ANALYSIS -> new TerminalActionAnalysis();
                case CARD_ACTION_ANALYSIS -> new CardActionAnalysis();
                case ONLINE_PROCESSING -> new OnlineProcessing();
                case SCRIPTS_BEFORE_FINAL_GENERATE_AC -> IssuerScriptProcessing.beforeFinalGenerateAc();
                case COMPLETION -> new Completion();
                case SCRIPTS_AFTER_FINAL_GENERATE_AC -> IssuerScriptProcessing.afterFinalGenerateAc();
            };
        }
    }

    private static final List<Stage> STAGES = List.of(Stage.values());

    private TransactionFlow() {}

    static List<Stage> stages() {
        return STAGES;
    }
}
