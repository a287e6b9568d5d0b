package dev.solvo.emv.contactless.kernel3;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.TransactionResult.IssuerAuthentication;
import dev.solvo.emv.contactless.ContactlessCommand;
import dev.solvo.emv.contactless.KernelSession;
import dev.solvo.emv.kernel.IssuerScript;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the issuer's answer to a card that was presented again: EXTERNAL AUTHENTICATE with tag 91, then the commands of the
 * scripts. There is no second GENERATE AC, and the issuer's decision stands whatever the card answers.
 *
 * <p>NOTE: no source gives the order of scripts 71 and 72 here; they run as they came. A script that fails does not keep the next
 * from running, as EMV 4.4 Book 3, 10.10 has it for contact cards.
 */
final class IssuerUpdate {
    private static final int MIN_AUTHENTICATION_DATA = 8;
    private static final int MAX_AUTHENTICATION_DATA = 16;
    private static final int NOT_PERFORMED = 0x00;
    private static final int FAILED = 0x10;
    private static final int SUCCESSFUL = 0x20;
    private static final int LARGEST_SEQUENCE_NUMBER = 0xF;

    private final KernelSession session;
    private final String reference;

    IssuerUpdate(KernelSession session, String reference) {
        this.session = session;
        this.reference = reference;
    }

    KernelStep begin() {
        AuthorisationResponse response = session.restart().get().response();
        // A card that is taken away now does not undo what the issuer decided.
        session.onFailure(kind -> end());
        session.onDataError(broken -> end());
        Optional<Bytes> authentication = response.issuerAuthenticationData();
        if (!authentication.isPresent()
                || authentication.get().length() < MIN_AUTHENTICATION_DATA
                || authentication.get().length() > MAX_AUTHENTICATION_DATA) {
            return run(response.scriptTemplates(), 0);
        }
        return session.transmit(ContactlessCommand.externalAuthenticate(authentication.get()), exchange -> {
            StatusWord status = exchange.response().statusWord();
            session.issuerAuthentication(
                    status.isSuccess() ? IssuerAuthentication.SUCCESSFUL : IssuerAuthentication.FAILED);
            session.explain(
                    "Issuer authentication",
                    reference,
                    () -> Map.of("status", status.toString()),
                    status.isSuccess() ? "successful" : "failed");
            return run(response.scriptTemplates(), 0);
        });
    }

    private KernelStep run(List<Bytes> templates, int index) {
        if (index >= templates.size()) {
            return end();
        }
        int limit = session.terminal().issuerScriptLimitBytes();
        long total = 0;
        for (int i = 0; i <= index; i++) {
            total += templates.get(i).length();
        }
        Optional<IssuerScript> script = total <= limit ? IssuerScript.parse(templates.get(index)) : Optional.empty();
        if (!script.isPresent()) {
            note(IssuerScript.NO_IDENTIFIER, NOT_PERFORMED);
            return run(templates, index + 1);
        }
        return send(script.get(), 0, templates, index);
    }

    private KernelStep send(IssuerScript script, int command, List<Bytes> templates, int index) {
        if (command >= script.commands().size()) {
            note(script.identifier(), SUCCESSFUL);
            return run(templates, index + 1);
        }
        int failedHere = FAILED | Math.min(command + 1, LARGEST_SEQUENCE_NUMBER);
        CommandApdu apdu = script.commands().get(command);
        return session.transmit(
                apdu,
                exchange -> {
                    StatusWord status = exchange.response().statusWord();
                    if (!status.isWarning() && status.sw1() != 0x90) {
                        note(script.identifier(), failedHere);
                        return run(templates, index + 1);
                    }
                    return send(script, command + 1, templates, index);
                },
                kind -> {
                    note(script.identifier(), failedHere);
                    return end();
                });
    }

    private void note(Bytes identifier, int result) {
        Bytes entry = Bytes.ofUnsigned(result).plus(identifier);
        session.addScriptResult(entry);
        session.explain("Issuer script", reference, Map::of, "9F5B entry " + entry.toHex());
    }

    private KernelStep end() {
        return session.end(
                ContactlessOutcome.of(ContactlessOutcome.Kind.END_APPLICATION).build());
    }
}
