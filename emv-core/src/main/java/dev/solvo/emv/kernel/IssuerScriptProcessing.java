package dev.solvo.emv.kernel;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalVerificationResults.Bit;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Passes the issuer's commands on to the card and keeps what came of them. EMV 4.4 Book 3, 10.10 and Annex E; Book 4, 6.3.9
 * and Annex A5.
 *
 * <p>Scripts run in the order received, and one that fails does not keep the next from running. Each leaves five bytes in the
 * Issuer Script Results, tag 9F5B.
 */
final class IssuerScriptProcessing implements TransactionFunction {
    private static final String REFERENCE = "EMV 4.4 Book 3, 10.10";
    private static final int NOT_PERFORMED = 0x00;
    private static final int FAILED = 0x10;
    private static final int SUCCESSFUL = 0x20;
    private static final int LARGEST_SEQUENCE_NUMBER = 0xF;

    private final Tag template;
    private final Bit failure;

    private IssuerScriptProcessing(Tag template, Bit failure) {
        this.template = template;
        this.failure = failure;
    }

    /** Scripts with tag 71, which may change what the second GENERATE AC answers. */
    static IssuerScriptProcessing beforeFinalGenerateAc() {
        return new IssuerScriptProcessing(
                EmvTag.ISSUER_SCRIPT_TEMPLATE_1, Bit.SCRIPT_PROCESSING_FAILED_BEFORE_FINAL_GENERATE_AC);
    }

    /** Scripts with tag 72, which no longer change the transaction's outcome. */
    static IssuerScriptProcessing afterFinalGenerateAc() {
        return new IssuerScriptProcessing(
                EmvTag.ISSUER_SCRIPT_TEMPLATE_2, Bit.SCRIPT_PROCESSING_FAILED_AFTER_FINAL_GENERATE_AC);
    }

    @Override
    public Next begin(Transaction transaction) {
        List<Optional<IssuerScript>> scripts = scripts(transaction);
        if (scripts.isEmpty()) {
            return Next.proceed();
        }
        transaction.set(TransactionStatusInformation.Bit.SCRIPT_PROCESSING_PERFORMED, REFERENCE);
        return run(transaction, scripts, 0);
    }

    /** The scripts with this function's tag; nothing stands for one that cannot be run. */
    private List<Optional<IssuerScript>> scripts(Transaction transaction) {
        List<Optional<IssuerScript>> scripts = new ArrayList<>();
        Optional<AuthorisationResponse> response = transaction.authorisationResponse;
        if (response.isPresent()) {
            int limit = transaction.terminal().issuerScriptLimitBytes();
            long totalLength = 0;
            for (Bytes bytes : response.get().scriptTemplates()) {
                totalLength += bytes.length();
                if (IssuerScript.isTemplate(bytes, template)) {
                    scripts.add(totalLength <= limit ? IssuerScript.parse(bytes) : Optional.empty());
                }
            }
        }
        return scripts;
    }

    private Next run(Transaction transaction, List<Optional<IssuerScript>> scripts, int first) {
        for (int index = first; index < scripts.size(); index++) {
            Optional<IssuerScript> script = scripts.get(index);
            if (!script.isPresent()) {
                record(transaction, IssuerScript.NO_IDENTIFIER, NOT_PERFORMED, "wrongly coded or too long");
            } else if (script.get().commands().isEmpty()) {
                // NOTE: EMV is silent on a script without commands. Nothing in it failed, so that it was successful.
                record(transaction, script.get().identifier(), SUCCESSFUL, "no commands");
            } else {
                int next = index + 1;
                return send(transaction, script.get(), 0, () -> run(transaction, scripts, next));
            }
        }
        return Next.proceed();
    }

    private Next send(Transaction transaction, IssuerScript script, int index, Next.Continuation nextScript) {
        CommandApdu command = script.commands().get(index);
        int failedHere = FAILED | Math.min(index + 1, LARGEST_SEQUENCE_NUMBER);
        return new Next.Send(
                command,
                response -> {
                    StatusWord status = response.statusWord();
                    if (!status.isWarning() && status.sw1() != 0x90) {
                        record(transaction, script.identifier(), failedHere, "command answered with " + status);
                        return nextScript.go();
                    }
                    if (index + 1 < script.commands().size()) {
                        return send(transaction, script, index + 1, nextScript);
                    }
                    record(transaction, script.identifier(), SUCCESSFUL, "all commands done");
                    return nextScript.go();
                },
                kind -> noAnswer(transaction, script, command, failedHere, kind));
    }

    /**
     * Keeps what the issuer will want to know; scripts that follow are not begun. Before the final cryptogram the session ends
     * here. After it the transaction is decided, and a card that is taken out too early does not undo it.
     */
    private Next noAnswer(
            Transaction transaction,
            IssuerScript script,
            CommandApdu command,
            int result,
            CardTransportException.Kind kind) {
        record(transaction, script.identifier(), result, "no answer from the card");
        return template.equals(EmvTag.ISSUER_SCRIPT_TEMPLATE_2) ? Next.proceed() : Next.noAnswer(command, kind);
    }

    private void record(Transaction transaction, Bytes identifier, int result, String why) {
        Bytes entry = Bytes.ofUnsigned(result).plus(identifier);
        transaction.scriptResults.add(entry);
        transaction
                .data()
                .putApplication(
                        EmvTag.ISSUER_SCRIPT_RESULTS, Bytes.concat(transaction.scriptResults.toArray(new Bytes[0])));
        transaction.explain(
                "Issuer script " + template,
                REFERENCE,
                () -> Inputs.of("commands", why),
                "9F5B entry " + entry.toHex());
        if (result != SUCCESSFUL) {
            transaction.set(failure, REFERENCE, () -> Inputs.of("commands", why));
        }
    }
}
