package dev.solvo.emv.kernel;

import dev.solvo.emv.config.TransactionHandling;
import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.IssuerActionCodes;
import dev.solvo.emv.data.TerminalType;
import dev.solvo.tlv.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides, by the issuer's and the acquirer's action codes, which cryptogram the card is asked for. EMV 4.4 Book 3, 10.7;
 * Book 4, 6.3.6.
 */
final class TerminalActionAnalysis implements TransactionFunction {
    static final Bytes OFFLINE_APPROVED = Bytes.ofUnsigned('Y', '1');
    static final Bytes OFFLINE_DECLINED = Bytes.ofUnsigned('Z', '1');
    static final Bytes UNABLE_TO_GO_ONLINE_APPROVED = Bytes.ofUnsigned('Y', '3');
    static final Bytes UNABLE_TO_GO_ONLINE_DECLINED = Bytes.ofUnsigned('Z', '3');

    private static final String REFERENCE = "EMV 4.4 Book 3, 10.7";

    @Override
    public Next begin(Transaction transaction) throws EmvDataException {
        CryptogramInformationData.Type request = transaction.takesMoney() ? decide(transaction) : refund(transaction);
        transaction.requestedCryptogram = Optional.of(request);
        if (request == CryptogramInformationData.Type.TC) {
            transaction.data().putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, OFFLINE_APPROVED);
        } else if (request == CryptogramInformationData.Type.AAC) {
            transaction.data().putApplication(EmvTag.AUTHORISATION_RESPONSE_CODE, OFFLINE_DECLINED);
        }
        return Next.proceed();
    }

    private static CryptogramInformationData.Type refund(Transaction transaction) {
        transaction.cvmResults = Optional.of(CvmResults.NOT_PERFORMED);
        transaction
                .data()
                .putApplication(EmvTag.CARDHOLDER_VERIFICATION_METHOD_RESULTS, CvmResults.NOT_PERFORMED.toBytes());
        transaction.explain(
                "A refund needs the card's data only, so the card is asked for an AAC",
                REFERENCE,
                () -> Inputs.of(
                        "transaction type 9C",
                        transaction.request().type().toBytes().toHex()),
                "AAC");
        return CryptogramInformationData.Type.AAC;
    }

    private static CryptogramInformationData.Type decide(Transaction transaction) throws EmvDataException {
        IssuerActionCodes issuer = IssuerActionCodes.of(transaction.data());
        if (matches(
                transaction,
                "Denial",
                issuer.denial(),
                transaction.application().terminalActionCodeDenial(),
                "AAC")) {
            return CryptogramInformationData.Type.AAC;
        }
        if (transaction.handling() == TransactionHandling.ONLINE_REQUIRED) {
            return onlineRequired(transaction);
        }
        TerminalType.Communication communication = transaction.terminalType().communication();
        return switch (communication) {
            case ONLINE_ONLY -> {
                transaction.explain(
                        "An online-only terminal asks for an ARQC whatever is not denied",
                        REFERENCE,
                        () -> Inputs.of(
                                "terminal type 9F35",
                                transaction.terminalType().toBytes().toHex()),
                        "ARQC");
                yield CryptogramInformationData.Type.ARQC;
            }
            case OFFLINE_WITH_ONLINE_CAPABILITY ->
                matchesOnline(transaction, issuer)
                        ? CryptogramInformationData.Type.ARQC
                        : CryptogramInformationData.Type.TC;
            case OFFLINE_ONLY ->
                transaction.terminal().onlineActionCodesOffline() && matchesOnline(transaction, issuer)
                        ? CryptogramInformationData.Type.ARQC
                        : matchesDefaultCodes(transaction, issuer)
                                ? CryptogramInformationData.Type.AAC
                                : CryptogramInformationData.Type.TC;
        };
    }

    /** NOTE: the payment system's wish, not the Books'; the TVR tells nothing of it, for the merchant forced nothing. */
    private static CryptogramInformationData.Type onlineRequired(Transaction transaction) {
        CryptogramInformationData.Type type = transaction.terminalType().isOnlineCapable()
                ? CryptogramInformationData.Type.ARQC
                : CryptogramInformationData.Type.AAC;
        transaction.explain(
                "Transactions of this type are for the issuer only, says the payment system's configuration",
                REFERENCE,
                () -> Map.of("9C", transaction.request().type().toString()),
                type.toString());
        return type;
    }

    private static boolean matchesOnline(Transaction transaction, IssuerActionCodes issuer) {
        return matches(
                transaction,
                "Online",
                issuer.online(),
                transaction.application().terminalActionCodeOnline(),
                "ARQC");
    }

    private static boolean matchesDefaultCodes(Transaction transaction, IssuerActionCodes issuer) {
        return matches(
                transaction,
                "Default",
                issuer.defaultCode(),
                transaction.application().terminalActionCodeDefault(),
                "AAC");
    }

    /**
     * Whether a transaction is declined whose issuer could not be asked: by the default codes, and always once XDA has
     * failed. EMV 4.4 Book 3, 10.7; Book 4, 6.3.2.2.4 and 6.3.8.
     *
     * <p>NOTE: for XDA that is the reading of the one other implementation known; the text was not at hand.
     */
    static boolean matchesDefault(Transaction transaction) throws EmvDataException {
        if (transaction.cardAuthentication.xdaHasFailed()) {
            transaction.explain(
                    "After XDA has failed nothing but the issuer can approve",
                    "EMV 4.4 Book 4, 6.3.2.2.4",
                    transaction.cardAuthentication::inputs,
                    "AAC");
            return true;
        }
        return matchesDefaultCodes(transaction, IssuerActionCodes.of(transaction.data()));
    }

    /** The denial codes alone, for an XDA failure found with the first cryptogram. EMV 4.4 Book 4, 6.3.2.2.4. */
    static boolean matchesDenial(Transaction transaction) throws EmvDataException {
        IssuerActionCodes issuer = IssuerActionCodes.of(transaction.data());
        return matches(
                transaction,
                "Denial",
                issuer.denial(),
                transaction.application().terminalActionCodeDenial(),
                "decline");
    }

    private static boolean matches(
            Transaction transaction, String name, ActionCode issuer, ActionCode terminal, String consequence) {
        boolean matches = transaction.tvr().matches(issuer.or(terminal));
        transaction.explain(
                name + " action codes",
                REFERENCE,
                () -> {
                    Map<String, String> inputs = new LinkedHashMap<>();
                    inputs.put("TVR", transaction.tvr().toBytes().toHex());
                    inputs.put("IAC-" + name, issuer.toBytes().toHex());
                    inputs.put("TAC-" + name, terminal.toBytes().toHex());
                    inputs.put(
                            "bits in common",
                            transaction.tvr().and(issuer.or(terminal)).toString());
                    return inputs;
                },
                matches ? "match: " + consequence : "no match");
        return matches;
    }
}
