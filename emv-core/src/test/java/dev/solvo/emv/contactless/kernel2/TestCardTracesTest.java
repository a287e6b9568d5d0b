package dev.solvo.emv.contactless.kernel2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.ContactlessOutcome.Cvm;
import dev.solvo.emv.ContactlessOutcome.Kind;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Method;
import dev.solvo.emv.TransactionResult.OfflineDataAuthentication.Status;
import dev.solvo.emv.contactless.KernelResult;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dialogues of the payment system's test cards, recorded with another kernel and replayed byte for byte. */
final class TestCardTracesTest {
    private static final int BEFORE_KERNEL = 2;

    @Test
    void offlineTransaction_endsApprovedWithItsSignatureVerified() {
        JsonNode trace = trace("hu-mock-msc-offline");
        Kernel2Run run = run(trace)
                .terminalType("26")
                .amount(1)
                .at(LocalDateTime.of(2019, 8, 19, 0, 0))
                .unpredictableNumber(Bytes.fromHex("33BCA47D"));

        KernelResult result = replay(run, trace);

        assertEquals(Kind.APPROVED, result.outcome().kind());
        assertEquals(Cvm.NO_CVM, result.outcome().cvm());
        verified(result, trace);
    }

    @Test
    void onlineTransaction_isForTheIssuerWithItsSignatureVerified() {
        JsonNode trace = trace("hu-mock-msc-online");
        Kernel2Run run = run(trace)
                .terminalType("22")
                .currency("USD")
                // The recorded terminal went online for what it had found, which is only that a PIN was asked for.
                .parameter(Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE, "0000040000")
                .amount(9000)
                .at(LocalDateTime.of(2020, 3, 16, 0, 0))
                .unpredictableNumber(Bytes.fromHex("ABABABAB"));

        KernelResult result = replay(run, trace);

        assertEquals(Kind.ONLINE_REQUEST, result.outcome().kind());
        assertEquals(Cvm.ONLINE_PIN, result.outcome().cvm());
        assertEquals(
                "0000040001",
                result.chipData()
                        .get(EmvTag.TERMINAL_VERIFICATION_RESULTS)
                        .get()
                        .toHex());
        verified(result, trace);
    }

    /**
     * The recorded kernel sent 08680000 as unpredictable number where the digits belong to the right; the card's answer does not
     * depend on it here, so that the rest of the dialogue is compared.
     */
    @Test
    void magStripeTransaction_goesOnlineWithItsTrackFilled() {
        JsonNode trace = trace("hu-mock-msc-ms-mode");
        Kernel2Run run = new Kernel2Run()
                .fci(response(trace, 1).data())
                .parameter(Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM, "000000999999")
                .parameter(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, "000000999999")
                .amount(1500);
        List<JsonNode> steps = steps(trace);

        KernelResult result = run.run(new Replay(steps, true));

        assertEquals(Kind.ONLINE_REQUEST, result.outcome().kind());
        assertEquals(
                "5413339000001513D49121019017998686683F",
                result.outcome()
                        .dataRecord()
                        .get()
                        .get(Kernel2Tag.TRACK_2_DATA)
                        .get()
                        .toHex());
        assertEquals(
                "802A8E800F00000868000000000015000978005600", run.commands().get(2));
        assertEquals(steps.size() - BEFORE_KERNEL, run.commands().size());
    }

    private static void verified(KernelResult result, JsonNode trace) {
        ContactlessOutcome outcome = result.outcome();
        assertEquals(new OfflineDataAuthentication(Method.CDA, Status.OK), result.offlineDataAuthentication());
        JsonNode expected = trace.required("oda").required("verified");
        assertEquals(
                expected.required("ac").asText(),
                outcome.dataRecord()
                        .get()
                        .get(EmvTag.APPLICATION_CRYPTOGRAM)
                        .get()
                        .toHex());
        assertEquals(
                expected.required("cid").asText(),
                result.chipData().get(EmvTag.CRYPTOGRAM_INFORMATION_DATA).get().toHex());
    }

    private static Kernel2Run run(JsonNode trace) {
        JsonNode key = trace.required("oda").required("caKey");
        return new Kernel2Run()
                .fci(response(trace, 1).data())
                .keys(RsaCaPublicKey.withoutChecksum(
                        Bytes.fromHex(key.required("rid").asText()),
                        Integer.parseInt(key.required("index").asText(), 16),
                        Bytes.fromHex(key.required("modulus").asText()),
                        Bytes.fromHex("03")))
                .parameter(Kernel2Parameter.SECURITY_CAPABILITY, "08")
                .parameter(Kernel2Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "08")
                .parameter(Kernel2Parameter.CVM_CAPABILITY_CVM_REQUIRED, "40")
                .parameter(Kernel2Parameter.READER_CONTACTLESS_FLOOR_LIMIT, "000000999999")
                .parameter(Kernel2Parameter.READER_CVM_REQUIRED_LIMIT, "000000001000")
                .parameter(Kernel2Parameter.READER_CONTACTLESS_TRANSACTION_LIMIT_NO_ON_DEVICE_CVM, "000000999999");
    }

    private static KernelResult replay(Kernel2Run run, JsonNode trace) {
        Replay card = new Replay(steps(trace), false);
        KernelResult result = run.run(card);
        assertTrue(card.isFinished(), "the dialogue was cut short: " + result.outcome());
        return result;
    }

    private static JsonNode trace(String id) {
        return VectorFile.cases("traces_test_cards.json", "traces").stream()
                .filter(trace -> trace.required("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> steps(JsonNode trace) {
        List<JsonNode> steps = new ArrayList<>();
        trace.required("steps").forEach(steps::add);
        return steps;
    }

    private static ResponseApdu response(JsonNode trace, int step) {
        return Kernel2Run.response(
                trace.required("steps").get(step).required("response").asText());
    }

    private static final class Replay implements Kernel2Run.Card {
        private final List<JsonNode> steps;
        private final boolean otherNumberInChecksum;
        private int next = BEFORE_KERNEL;

        Replay(List<JsonNode> steps, boolean otherNumberInChecksum) {
            this.steps = steps;
            this.otherNumberInChecksum = otherNumberInChecksum;
        }

        @Override
        public ResponseApdu answer(CommandApdu command) {
            JsonNode step = steps.get(next++);
            String hex = command.toBytes().toHex();
            if (!otherNumberInChecksum || !hex.startsWith("802A")) {
                assertEquals(step.required("command").asText(), hex);
            }
            return Kernel2Run.response(step.required("response").asText());
        }

        boolean isFinished() {
            return next == steps.size();
        }
    }
}
