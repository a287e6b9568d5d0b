package dev.solvo.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.HostState;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.CvmResults;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.host.Field55Profile;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** A finished payment as JSON. */
public final class PaymentReport {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Outcome outcome;
    private final TransactionResult result;
    private final List<PaymentLog.Event> events;
    private final boolean unmasked;
    private final CardDataMask mask;
    private final JsonNode kernel;

    public PaymentReport(
            Outcome outcome,
            JsonNode kernel,
            List<PaymentLog.Event> events,
            TagDictionary dictionary,
            boolean unmasked) {
        this.outcome = outcome;
        this.kernel = kernel;
        this.result = outcome.result();
        this.events = events;
        this.unmasked = unmasked;
        this.mask = CardDataMask.of(dictionary, result.chipData());
    }

    public ObjectNode toJson() {
        ObjectNode json = JSON.objectNode();
        json.put("outcome", outcomeName(outcome));
        json.set(
                "aid",
                text(result.application()
                        .map(application -> application.dfName().toHex())));
        json.set("label", text(result.application().map(TransactionResult.Application::displayName)));
        json.set("panMasked", text(result.pan().map(Object::toString)));
        json.set("amount", amount(result.request().amount()));
        json.put("odaMethod", result.offlineDataAuthentication().method().name());
        json.put("odaResult", result.offlineDataAuthentication().status().name());
        json.set("cvm", text(result.cvmResults().map(PaymentReport::cvmName)));
        json.set(
                "cvmResults",
                text(result.cvmResults().map(results -> results.toBytes().toHex())));
        json.put("tvr", result.terminalVerificationResults().toBytes().toHex());
        json.put("tsi", result.transactionStatusInformation().toBytes().toHex());
        putCryptogram(json, "firstCryptogram", result.firstCryptogram());
        putCryptogram(json, "finalCryptogram", result.finalCryptogram());
        json.put("online", events.stream().anyMatch(PaymentLog.Event.AskedIssuer.class::isInstance));
        json.set(
                "authorisationResponseCode",
                text(result.authorisationResponseCode().map(PaymentReport::characters)));
        json.put("issuerAuthentication", result.issuerAuthentication().name());
        ArrayNode scripts = json.putArray("scripts");
        result.scriptResults().forEach(script -> scripts.add(script.toHex()));
        json.put("hostState", hostStateName(outcome.hostState()));
        Bytes field55 = Field55Profile.GENERIC.build(result.chipData());
        json.put("field55", unmasked ? field55.toHex() : mask.hex(field55));
        json.set("kernel", kernel);
        json.set("commands", commands());
        json.set("exchanges", exchanges());
        json.set("explanation", explanation());
        if (outcome instanceof Outcome.Terminated end) {
            json.put("terminationReason", end.reason().name());
            json.put("terminationExplanation", end.explanation());
        }
        return json;
    }

    public static String outcomeName(Outcome outcome) {
        if (outcome instanceof Outcome.Approved) {
            return "APPROVED";
        }
        if (outcome instanceof Outcome.Declined) {
            return "DECLINED";
        }
        if (outcome instanceof Outcome.RefundAccepted) {
            return "REFUND_ACCEPTED";
        }
        return outcome instanceof Outcome.Terminated ? "TERMINATED" : "TRY_ANOTHER_INTERFACE";
    }

    public static String hostStateName(HostState state) {
        if (state instanceof HostState.NotAsked) {
            return "NOT_ASKED";
        }
        return state instanceof HostState.Confirmed ? "CONFIRMED" : "REVERSAL_OWED";
    }

    public static String cvmName(CvmResults results) {
        return CvmMethod.find(results.code()).map(CvmMethod::name).orElse("NOT_AVAILABLE");
    }

    public static String characters(Bytes code) {
        return new String(code.toByteArray(), StandardCharsets.US_ASCII);
    }

    static JsonNode text(Optional<String> value) {
        return value.isPresent() ? JSON.textNode(value.get()) : JSON.nullNode();
    }

    static ObjectNode amount(Money amount) {
        ObjectNode json = JSON.objectNode();
        json.put("currency", amount.getCurrencyUnit().getCode());
        json.put("minorUnits", amount.getAmountMinorLong());
        return json;
    }

    /** The type under the key itself, its value beside it. */
    private static void putCryptogram(ObjectNode json, String key, Optional<TransactionResult.Cryptogram> cryptogram) {
        json.set(key, text(cryptogram.map(given -> given.information().type().name())));
        json.set(
                key + "Value",
                text(cryptogram.flatMap(TransactionResult.Cryptogram::value).map(Bytes::toHex)));
    }

    private ArrayNode commands() {
        ArrayNode all = JSON.arrayNode();
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Exchanged exchanged) {
                all.add(hex(exchanged.command()));
            } else if (event instanceof PaymentLog.Event.NotAnswered lost) {
                all.add(hex(lost.command()));
            }
        }
        return all;
    }

    private ArrayNode exchanges() {
        ArrayNode all = JSON.arrayNode();
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Exchanged exchanged) {
                ObjectNode json = all.addObject();
                json.put("command", hex(exchanged.command()));
                json.put(
                        "response",
                        unmasked
                                ? exchanged.exchange().response().data().toHex()
                                : mask.hex(exchanged.exchange().response()));
                json.put(
                        "statusWord",
                        exchanged.exchange().response().statusWord().toString());
            } else if (event instanceof PaymentLog.Event.NotAnswered lost) {
                ObjectNode json = all.addObject();
                json.put("command", hex(lost.command()));
                json.put("failure", lost.kind().name());
            }
        }
        return all;
    }

    /** A PIN stays hidden even where the card's data are shown. */
    private String hex(CommandApdu command) {
        boolean verify = command.ins() == 0x20;
        return unmasked && !verify ? command.toBytes().toHex() : mask.hex(command);
    }

    private ArrayNode explanation() {
        ArrayNode all = JSON.arrayNode();
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Decided decided) {
                Explanation explanation = decided.explanation();
                ObjectNode json = all.addObject();
                json.put("rule", explanation.rule());
                json.put("reference", explanation.reference());
                ObjectNode inputs = json.putObject("inputs");
                explanation.inputs().forEach(inputs::put);
                json.put("result", explanation.result());
            }
        }
        return all;
    }
}
