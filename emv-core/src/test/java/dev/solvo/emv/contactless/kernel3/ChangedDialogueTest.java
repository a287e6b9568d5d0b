package dev.solvo.emv.contactless.kernel3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.contactless.ContactlessSale;
import dev.solvo.emv.contactless.ScriptedField;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The recorded dialogue of a Visa card, cut at every byte and with one bit of every byte changed: there is always an outcome, and
 * never an offline approval without the proof that the card is genuine.
 */
final class ChangedDialogueTest {
    private static final int BITS = 8;
    private static final int SIGNED_RECORD = 3;
    private static final int ISSUER_RECORD = 4;

    private static List<String> commands() {
        List<String> commands = new ArrayList<>();
        VisaCard.trace()
                .required("steps")
                .forEach(step -> commands.add(step.required("command").textValue()));
        return commands;
    }

    private static Bytes response(int step) {
        return Bytes.fromHex(VisaCard.trace()
                .required("steps")
                .get(step)
                .required("response")
                .textValue());
    }

    /** Answers one command with other data, and 9000. */
    private static Outcome run(int changedStep, Bytes data) {
        ScriptedField field = new ScriptedField();
        int index = 0;
        for (JsonNode step : VisaCard.trace().required("steps")) {
            field.on(
                    step.required("command").textValue(),
                    index == changedStep
                            ? data.toHex() + "9000"
                            : step.required("response").textValue());
            index++;
        }
        return VisaCard.sale().run(field);
    }

    private static void judge(Outcome outcome) {
        if (outcome instanceof Outcome.Approved) {
            assertEquals(Status.OK, outcome.result().offlineDataAuthentication().status());
        }
    }

    @Test
    void everyCutHasAnOutcomeWithoutApproval() {
        int runs = 0;
        for (int step = 0; step < commands().size(); step++) {
            Bytes whole = response(step);
            Bytes data = whole.slice(0, whole.length() - 2);
            for (int length = 0; length < data.length(); length++) {
                Outcome outcome = run(step, data.slice(0, length));
                judge(outcome);
                int at = length;
                int where = step;
                assertTrue(
                        !(outcome instanceof Outcome.Approved) || where < 2,
                        () -> "approved with answer " + where + " cut after " + at);
                runs++;
            }
        }
        assertTrue(runs > 500);
    }

    /**
     * One bit of each byte, a different one from byte to byte. The signed record and the issuer's certificate are covered whole;
     * what fast DDA leaves open are the cryptogram, its counter, the issuer's data but for the decision, and names.
     */
    @Test
    void everyChangedByteHasAnOutcomeAndNoApprovalWithoutProof() {
        List<String> approved = new ArrayList<>();
        for (int step = 0; step < commands().size(); step++) {
            Bytes whole = response(step);
            for (int at = 0; at < whole.length() - 2; at++) {
                byte[] changed = whole.slice(0, whole.length() - 2).toByteArray();
                changed[at] ^= (byte) (1 << at % BITS);
                Outcome outcome = run(step, Bytes.of(changed));
                judge(outcome);
                if (outcome instanceof Outcome.Approved && (step == SIGNED_RECORD || step == ISSUER_RECORD)) {
                    approved.add(step + ":" + at);
                }
            }
        }
        assertEquals(List.of(), approved);
    }

    /** Unexpected status words everywhere. */
    @Test
    void everyStatusWordHasAnOutcome() {
        for (String status : List.of("6283", "6300", "6700", "6984", "6985", "6986", "6A82", "6A83", "9001")) {
            for (String command : commands()) {
                ContactlessSale sale = VisaCard.sale();
                Outcome outcome =
                        sale.run(new VisaCard().answering(command, status).field());
                assertTrue(!(outcome instanceof Outcome.Approved), () -> command + " " + status);
            }
        }
    }
}
