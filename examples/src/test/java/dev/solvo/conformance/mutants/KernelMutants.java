package dev.solvo.conformance.mutants;

import dev.solvo.conformance.mutants.Mistake.Confuses;
import dev.solvo.conformance.mutants.Mistake.NeverSets;
import dev.solvo.conformance.mutants.Mistake.Returns;
import dev.solvo.conformance.mutants.Mistake.TakesForGranted;
import dev.solvo.conformance.mutants.Mistake.Value;
import java.util.List;

/** The mistakes that the shipped cases are tried on: each a way in which a kernel could be wrong in the field. */
final class KernelMutants {
    private static final String EMV = "dev.solvo.emv.";
    private static final String KERNEL = EMV + "kernel.";
    private static final String DATA = EMV + "data.";
    private static final String CONTACTLESS = EMV + "contactless.";

    private static final Value YES = new Value.Truth(true);
    private static final Value NO = new Value.Truth(false);
    private static final Value NOTHING = new Value.Nothing();
    private static final Value NEXT_FUNCTION = new Value.ResultOf(KERNEL + "Next", "proceed", KERNEL + "Next");

    private KernelMutants() {}

    static List<Mutant> all() {
        return List.of(
                // Application selection. EMV 4.4 Book 1, 12.
                mutant(
                        "A longer name matches where only the exact one may",
                        EMV + "config.ApplicationConfig",
                        new Returns("partialNameAllowed", YES),
                        "contact-selection"),
                mutant(
                        "The cardholder is not asked to confirm",
                        KERNEL + "Candidate",
                        new Returns("confirmationRequired", NO),
                        "contact-selection"),
                mutant(
                        "Priorities are not looked at",
                        KERNEL + "Candidate",
                        new Returns("rank", new Value.SmallNumber(0)),
                        "contact-selection"),
                mutant(
                        "A blocked card is searched for applications",
                        KERNEL + "PaymentSystemEnvironment",
                        new Confuses("afterSelect", "FUNCTION_NOT_SUPPORTED", "SELECTED_FILE_INVALIDATED"),
                        "contact-selection"),
                mutant(
                        "A blocked application is used",
                        KERNEL + "ApplicationSelection",
                        new TakesForGranted("afterFinalSelect", "isSuccess", YES),
                        "contact-selection"),
                mutant(
                        "6985 to GET PROCESSING OPTIONS ends the session",
                        KERNEL + "InitiateApplicationProcessing",
                        new Confuses("answered", "CONDITIONS_NOT_SATISFIED", "FUNCTION_NOT_SUPPORTED"),
                        "contact-initiate",
                        "contact-selection"),
                // Reading. EMV 4.4 Book 3, 10.1 and 10.2.
                mutant(
                        "The unpredictable number is always the same",
                        KERNEL + "InitiateApplicationProcessing",
                        new TakesForGranted("begin", "nextBytes", new Value.Silence()),
                        "contact-initiate",
                        "contact-oda"),
                mutant(
                        "No record counts as signed",
                        DATA + "ApplicationFileLocator$Entry",
                        new Returns("isSigned", NO),
                        "contact-oda"),
                mutant(
                        "Mandatory data may be missing",
                        KERNEL + "ReadApplicationData",
                        new TakesForGranted("allRead", "equals", YES),
                        "contact-read"),
                // Offline data authentication. EMV 4.4 Book 3, 10.3; Book 2.
                mutant(
                        "No card is authenticated offline",
                        KERNEL + "OfflineDataAuthentication",
                        new Returns("select", method("NONE")),
                        "contact-oda"),
                mutant(
                        "DDA is preferred to CDA",
                        KERNEL + "OfflineDataAuthentication",
                        new Confuses("select", "CDA", "DDA"),
                        "contact-oda"),
                mutant("CDA is not verified", KERNEL + "SignedCryptogram", new Returns("checkCda", YES), "contact-oda"),
                mutant(
                        "XDA is not verified",
                        KERNEL + "SignedCryptogram",
                        new Returns("checkXda", YES),
                        "contact-oda-ecc"),
                mutant(
                        "CDA is not asked for with an ARQC",
                        KERNEL + "SignedCryptogram",
                        new TakesForGranted("requestAtFirst", "onArqc", NO),
                        "contact-oda"),
                mutant(
                        "A DDOL without the unpredictable number will do",
                        KERNEL + "OfflineDataAuthentication",
                        new Returns("asksForUnpredictableNumber", YES),
                        "contact-oda"),
                neverSets("SDA_FAILED", "contact-oda"),
                neverSets("DDA_FAILED", "contact-oda"),
                neverSets("CDA_FAILED", "contact-oda"),
                neverSets("ICC_DATA_MISSING", "contact-oda", "contact-read", "contact-cvm"),
                neverSets("XDA_SIGNATURE_VERIFICATION_FAILED", "contact-oda-ecc"),
                // Processing restrictions. EMV 4.4 Book 3, 10.4.
                neverSets("DIFFERENT_APPLICATION_VERSIONS", "contact-restrictions"),
                neverSets("REQUESTED_SERVICE_NOT_ALLOWED", "contact-restrictions"),
                neverSets("APPLICATION_NOT_YET_EFFECTIVE", "contact-restrictions"),
                neverSets("EXPIRED_APPLICATION", "contact-restrictions"),
                mutant(
                        "Cashback is not looked at in the usage control",
                        KERNEL + "ProcessingRestrictions",
                        new Confuses("kindOfService", "PURCHASE_WITH_CASHBACK", "CASH"),
                        "contact-restrictions"),
                mutant(
                        "Every terminal is an ATM",
                        KERNEL + "ProcessingRestrictions",
                        new TakesForGranted("kindOfTerminal", "isAtm", YES),
                        "contact-restrictions"),
                // Cardholder verification. EMV 4.4 Book 3, 10.5.
                mutant(
                        "The cardholder is not verified",
                        KERNEL + "CardholderVerification",
                        new Returns("begin", NEXT_FUNCTION),
                        "contact-cvm"),
                mutant(
                        "The condition of a rule is not looked at",
                        KERNEL + "CvmConditions",
                        new Returns("areSatisfied", YES),
                        "contact-cvm"),
                mutant(
                        "The terminal supports every method",
                        KERNEL + "CvmSupport",
                        new Returns("supports", YES),
                        "contact-cvm"),
                mutant(
                        "An unsuccessful method never ends the walk",
                        KERNEL + "CvmListProcessing",
                        new TakesForGranted("unsuccessful", "appliesNextRuleIfUnsuccessful", YES),
                        "contact-cvm"),
                mutant(
                        "An unsupported method ends the walk",
                        KERNEL + "CvmListProcessing",
                        new TakesForGranted("from", "appliesNextRuleIfUnsuccessful", NO),
                        "contact-cvm"),
                mutant(
                        "A wrong PIN is right",
                        KERNEL + "OfflinePinVerification",
                        new TakesForGranted("afterVerify", "isSuccess", YES),
                        "contact-cvm"),
                mutant(
                        "A signature is a verified cardholder",
                        DATA + "CvmMethod",
                        new Returns("includesSignature", NO),
                        "contact-cvm"),
                neverSets("CARDHOLDER_VERIFICATION_NOT_SUCCESSFUL", "contact-cvm"),
                neverSets("UNRECOGNISED_CVM", "contact-cvm"),
                neverSets("PIN_TRY_LIMIT_EXCEEDED", "contact-cvm"),
                neverSets("PIN_PAD_NOT_PRESENT_OR_NOT_WORKING", "contact-cvm"),
                neverSets("PIN_NOT_ENTERED", "contact-cvm"),
                neverSets("ONLINE_CVM_CAPTURED", "contact-cvm"),
                // Terminal risk management. EMV 4.4 Book 3, 10.6.
                mutant(
                        "No transaction is selected at random",
                        KERNEL + "TerminalRiskManagement",
                        new Returns("targetPercentage", new Value.SmallNumber(0)),
                        "contact-risk"),
                mutant(
                        "Velocity is not checked",
                        KERNEL + "VelocityChecking",
                        new Returns("begin", NEXT_FUNCTION),
                        "contact-risk"),
                neverSets("FLOOR_LIMIT_EXCEEDED", "contact-risk"),
                neverSets("LOWER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED", "contact-risk"),
                neverSets("UPPER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED", "contact-risk"),
                neverSets("NEW_CARD", "contact-risk"),
                neverSets("CARD_ON_EXCEPTION_FILE", "contact-risk"),
                neverSets("MERCHANT_FORCED_TRANSACTION_ONLINE", "contact-risk"),
                // Action analysis. EMV 4.4 Book 3, 10.7 and 10.8.
                mutant(
                        "No action code matches",
                        KERNEL + "TerminalActionAnalysis",
                        new Returns("matches", NO),
                        "contact-action-analysis"),
                mutant(
                        "What could not go online is approved",
                        KERNEL + "TerminalActionAnalysis",
                        new Returns("matchesDefault", NO),
                        "contact-action-analysis",
                        "contact-completion"),
                mutant(
                        "A TC is taken where an ARQC was asked for",
                        KERNEL + "CardActionAnalysis",
                        new Returns("isHigher", NO),
                        "contact-action-analysis"),
                mutant(
                        "An AAC is taken for a TC",
                        KERNEL + "ApplicationCryptogram",
                        new Returns("type", new Value.Constant(DATA + "CryptogramInformationData$Type", "TC")),
                        "contact-action-analysis",
                        "contact-completion"),
                mutant(
                        "A refund is a purchase",
                        KERNEL + "Transaction",
                        new Returns("takesMoney", YES),
                        "contact-types"),
                // Online processing and completion. EMV 4.4 Book 3, 10.9 to 10.11.
                mutant(
                        "The issuer is not authenticated",
                        KERNEL + "OnlineProcessing",
                        new Returns("authenticateIssuer", NEXT_FUNCTION),
                        "contact-completion"),
                mutant(
                        "No reversal is owed after a lost answer",
                        KERNEL + "OnlineProcessing",
                        new Confuses("authorise", "NO_ANSWER", "NOT_ASKED"),
                        "contact-completion"),
                mutant(
                        "An issuer's refusal is an approval",
                        EMV + "AuthorisationResponse$Decision",
                        new Returns("approves", YES),
                        "contact-completion"),
                mutant(
                        "The second signature is not verified",
                        KERNEL + "SignedCryptogram",
                        new Returns("checkSecond", YES),
                        "contact-completion",
                        "contact-oda"),
                neverSets("ISSUER_AUTHENTICATION_FAILED", "contact-completion"),
                mutant(
                        "The issuer's scripts are not run",
                        KERNEL + "IssuerScriptProcessing",
                        new Returns("begin", NEXT_FUNCTION),
                        "contact-scripts"),
                mutant(
                        "A warning fails a script",
                        KERNEL + "IssuerScriptProcessing",
                        new TakesForGranted("send", "isWarning", NO),
                        "contact-scripts"),
                mutant(
                        "Scripts for before the last cryptogram run after it",
                        KERNEL + "IssuerScriptProcessing",
                        new Confuses("beforeFinalGenerateAc", "ISSUER_SCRIPT_TEMPLATE_1", "ISSUER_SCRIPT_TEMPLATE_2"),
                        "contact-scripts"),
                neverSets("SCRIPT_PROCESSING_FAILED_BEFORE_FINAL_GENERATE_AC", "contact-scripts"),
                neverSets("SCRIPT_PROCESSING_FAILED_AFTER_FINAL_GENERATE_AC", "contact-scripts"),
                // Contactless.
                mutant(
                        "No limit of the reader is ever reached",
                        CONTACTLESS + "PreProcessing",
                        new Returns("reaches", NO),
                        "entry-point",
                        "kernel3"),
                mutant(
                        "The floor limit of the reader is never exceeded",
                        CONTACTLESS + "PreProcessing",
                        new Returns("exceeds", NO),
                        "entry-point",
                        "kernel3"),
                mutant(
                        "The priorities of the proximity directory are not looked at",
                        CONTACTLESS + "CombinationSelection",
                        new Returns("rank", new Value.SmallNumber(0)),
                        "entry-point"),
                mutant(
                        "Fast DDA is not verified",
                        CONTACTLESS + "kernel3.FastDynamicDataAuthentication",
                        new Returns("verify", YES),
                        "kernel3",
                        "kernel7"),
                mutant(
                        "The signed copy of the card's qualifiers is not compared",
                        CONTACTLESS + "kernel3.QualifierVerification",
                        new Returns("isCopied", YES),
                        "kernel3"),
                mutant(
                        "The reader's wish for a verified cardholder is not looked at",
                        CONTACTLESS + "kernel3.QualifierVerification",
                        new TakesForGranted("decide", "contains", NO),
                        "kernel3"),
                mutant(
                        "A contactless card never expires",
                        CONTACTLESS + "kernel3.FastTransaction",
                        new Returns("isExpired", NO),
                        "kernel3"),
                mutant(
                        "Track 2 may name another card",
                        CONTACTLESS + "kernel3.FastTransaction",
                        new Returns("samePan", YES),
                        "kernel3",
                        "attacks"),
                mutant(
                        "Kernel 2 does not verify CDA",
                        CONTACTLESS + "kernel2.CdaVerification",
                        new Returns("verify", NOTHING),
                        "kernel2"),
                mutant(
                        "Kernel 2 does not look at the conditions of CVM rules",
                        CONTACTLESS + "kernel2.CvmSelection",
                        new Returns("applies", YES),
                        "kernel2"),
                mutant(
                        "Kernel 2 does not know its transaction limit",
                        CONTACTLESS + "kernel2.Kernel2Transaction",
                        new Returns("exceedsTransactionLimit", NO),
                        "kernel2"),
                mutant(
                        "Kernel 2 finds no matching action code",
                        CONTACTLESS + "kernel2.ActionAnalysis",
                        new Returns("matches", NO),
                        "kernel2"),
                mutant(
                        "Relay resistance data need not be signed",
                        CONTACTLESS + "kernel2.CdaVerification",
                        new Returns("confirmsRelayResistance", YES),
                        "kernel2",
                        "attacks"),
                mutant(
                        "A relayed dialogue is never too slow",
                        CONTACTLESS + "relay.RelayResistance",
                        new Returns("measured", new Value.SmallNumber(0)),
                        "kernel2",
                        "attacks"),
                mutant(
                        "Kernel 8 does not check the card's MAC",
                        CONTACTLESS + "kernel8.LocalAuthentication",
                        new Returns("checkMacs", NOTHING),
                        "kernel8"),
                mutant(
                        "Kernel 8 believes every certificate",
                        CONTACTLESS + "kernel8.LocalAuthentication",
                        new Returns("refusal", NOTHING),
                        "kernel8"),
                mutant(
                        "Kernel 8 allows every verification of the cardholder",
                        CONTACTLESS + "kernel8.VerificationDecision",
                        new Returns("isAllowed", YES),
                        "kernel8"));
    }

    private static Mutant mutant(String name, String className, Mistake mistake, String... suites) {
        return new Mutant(name, className, mistake, List.of(suites));
    }

    private static Mutant neverSets(String bit, String... suites) {
        return mutant(
                "The TVR never says " + bit,
                DATA + "DataStore",
                new NeverSets("raise", "TerminalVerificationResults", bit),
                suites);
    }

    private static Value method(String name) {
        return new Value.Constant(EMV + "TransactionResult$OfflineDataAuthentication$Method", name);
    }
}
