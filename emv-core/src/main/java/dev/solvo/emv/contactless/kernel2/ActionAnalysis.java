package dev.solvo.emv.contactless.kernel2;

import dev.solvo.emv.data.ActionCode;
import dev.solvo.emv.data.CryptogramInformationData;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.IssuerActionCodes;

/**
 * Decides by the action codes which cryptogram the card is asked for. Book C-2, terminal action analysis; EMV 4.4 Book 3,
 * 10.7.
 *
 * <p>An issuer's code that is absent has every bit set. NOTE: the book may leave the bits of relay resistance out of that; with
 * them a card without codes is asked for an ARQC, or by a terminal without host for an AAC.
 */
final class ActionAnalysis {
    private static final String REFERENCE = "Book C-2, terminal action analysis";

    private final Kernel2Transaction transaction;

    ActionAnalysis(Kernel2Transaction transaction) {
        this.transaction = transaction;
    }

    CryptogramInformationData.Type decide() throws EmvDataException {
        IssuerActionCodes issuer = IssuerActionCodes.of(transaction.data());
        if (matches("Denial", issuer.denial(), Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL)) {
            return CryptogramInformationData.Type.AAC;
        }
        return switch (transaction.terminalType().communication()) {
            case ONLINE_ONLY -> CryptogramInformationData.Type.ARQC;
            case OFFLINE_WITH_ONLINE_CAPABILITY ->
                matches("Online", issuer.online(), Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE)
                        ? CryptogramInformationData.Type.ARQC
                        : CryptogramInformationData.Type.TC;
            case OFFLINE_ONLY ->
                matches("Default", issuer.defaultCode(), Kernel2Parameter.TERMINAL_ACTION_CODE_DEFAULT)
                        ? CryptogramInformationData.Type.AAC
                        : CryptogramInformationData.Type.TC;
        };
    }

    private boolean matches(String name, ActionCode issuer, Kernel2Parameter terminalCode) {
        ActionCode terminal = transaction.configuration().actionCode(terminalCode);
        boolean matches = transaction.tvr().matches(issuer.or(terminal));
        transaction.explain(
                name + " action codes",
                REFERENCE,
                () -> Kernel2Transaction.inputs(
                        "TVR",
                        transaction.tvr().toBytes().toHex(),
                        "IAC-" + name,
                        issuer.toBytes().toHex(),
                        "TAC-" + name,
                        terminal.toBytes().toHex()),
                matches ? "match" : "no match");
        return matches;
    }
}
