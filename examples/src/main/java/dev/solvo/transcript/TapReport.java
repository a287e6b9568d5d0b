package dev.solvo.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.emv.ContactlessOutcome;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransactionResult;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a contactless transaction has to tell beside what every payment has: kernel, outcome parameters, relay resistance. */
public final class TapReport {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int EXCHANGE_RELAY_RESISTANCE_DATA = 0xEA;
    private static final int RELAY_ANSWER_BYTES = 12;
    private static final int NANOS_A_MICRO = 1_000;

    /** Byte 5 of tag 95 in kernel 2: relay resistance. */
    private static final int TIME_LIMITS_EXCEEDED = 0x04;

    private static final int THRESHOLD_EXCEEDED = 0x08;
    private static final int PERFORMED = 0x02;

    private final Outcome outcome;
    private final TransactionResult result;
    private final Optional<KernelIdentifier> kernel;
    private final List<PaymentLog.Event> events;
    private final boolean unmasked;

    public TapReport(
            Outcome outcome, Optional<KernelIdentifier> kernel, List<PaymentLog.Event> events, boolean unmasked) {
        this.outcome = outcome;
        this.result = outcome.result();
        this.kernel = kernel;
        this.events = events;
        this.unmasked = unmasked;
    }

    /** Everything that {@code solvo pay} has, and more. */
    public ObjectNode toJson(TagDictionary dictionary) {
        CardDataMask mask = CardDataMask.of(dictionary, result.chipData());
        ObjectNode json = new PaymentReport(
                        outcome,
                        PaymentReport.text(kernel.map(KernelIdentifier::toString)),
                        events,
                        dictionary,
                        unmasked)
                .toJson();
        json.set("cvm", PaymentReport.text(cardholderVerification()));
        Optional<ContactlessOutcome> told = result.contactless();
        json.set(
                "start",
                PaymentReport.text(told.flatMap(ContactlessOutcome::start).map(Enum::name)));
        json.set("uiRequest", request(told.flatMap(ContactlessOutcome::userInterfaceOnOutcome)));
        json.set("outcomeParameters", told.isPresent() ? parameters(told.get(), mask) : JSON.nullNode());
        json.set("relayResistance", relayResistance());
        ArrayNode display = json.putArray("display");
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Displayed displayed) {
                display.add(request(Optional.of(displayed.request())));
            }
        }
        json.put(
                "presentations",
                events.stream()
                        .filter(PaymentLog.Event.Presented.class::isInstance)
                        .count());
        return json;
    }

    /**
     * How the cardholder was verified, by the outcome: the words of {@code solvo pay} where there are any. The code in 9F34 does not
     * tell a confirmation on the cardholder's device from a PIN that the card compares, and not every kernel has 9F34.
     */
    public Optional<String> cardholderVerification() {
        return result.contactless().flatMap(told -> switch (told.cvm()) {
            case NO_CVM -> Optional.of(CvmMethod.NO_CVM_REQUIRED.name());
            case ONLINE_PIN -> Optional.of(CvmMethod.ENCIPHERED_PIN_ONLINE.name());
            case SIGNATURE -> Optional.of(CvmMethod.SIGNATURE.name());
            case CONFIRMATION_CODE_VERIFIED -> Optional.of(told.cvm().name());
            case NOT_APPLICABLE -> Optional.empty();
        });
    }

    /** For people: names and values. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        kernel.ifPresent(used -> lines.put("kernel", used.toString()));
        if (result.contactless().isPresent()) {
            ContactlessOutcome told = result.contactless().get();
            told.start().ifPresent(start -> lines.put("start", start.name()));
            told.userInterfaceOnOutcome().ifPresent(request -> lines.put("reader shows", describe(request)));
            told.alternateInterfacePreference().ifPresent(other -> lines.put("other interface", words(other)));
            lines.put("receipt", told.receipt() ? "yes" : "no");
        }
        if (relayExchanges() > 0) {
            lines.put("relay resistance", relayWords());
        }
        return lines;
    }

    /** A request to the user interface in words. */
    public static String describe(UserInterfaceRequest request) {
        StringBuilder text = new StringBuilder();
        request.message().ifPresent(message -> text.append(message.name().replace('_', ' ')));
        if (request.status() != UserInterfaceRequest.Status.NOT_APPLICABLE) {
            text.append(text.length() == 0 ? "" : ", ")
                    .append(request.status().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        request.value()
                .ifPresent(value -> text.append(", ")
                        .append(request.valueQualifier().name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(value));
        return text.toString();
    }

    private String relayWords() {
        int results = relayResults();
        String words = relayExchanges() + (relayExchanges() == 1 ? " exchange" : " exchanges");
        words += (results & PERFORMED) != 0 ? ", performed" : "";
        words += (results & TIME_LIMITS_EXCEEDED) != 0 ? ", time limits exceeded" : "";
        return words + ((results & THRESHOLD_EXCEEDED) != 0 ? ", threshold exceeded" : "");
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private ObjectNode parameters(ContactlessOutcome told, CardDataMask mask) {
        ObjectNode json = JSON.objectNode();
        json.put("outcome", told.kind().name());
        json.put("onlineResponseData", told.onlineResponseData().name());
        json.put("cvm", told.cvm().name());
        json.set("uiRequestOnRestart", request(told.userInterfaceOnRestart()));
        json.set("dataRecord", data(told.dataRecord(), mask));
        json.set("discretionaryData", data(told.discretionaryData(), mask));
        json.set(
                "alternateInterfacePreference",
                PaymentReport.text(told.alternateInterfacePreference().map(Enum::name)));
        json.put("receipt", told.receipt());
        json.set("fieldOffRequest", number(told.fieldOffRequestTenths()));
        json.set("removalTimeout", number(told.removalTimeoutTenths()));
        return json;
    }

    private static JsonNode number(OptionalInt value) {
        return value.isPresent() ? JSON.numberNode(value.getAsInt()) : JSON.nullNode();
    }

    private JsonNode data(Optional<ChipData> data, CardDataMask mask) {
        if (data.isEmpty()) {
            return JSON.nullNode();
        }
        TlvWriter objects = new TlvWriter();
        for (Map.Entry<Tag, Bytes> element : data.get().elements().entrySet()) {
            objects.put(element.getKey(), element.getValue());
        }
        return JSON.textNode(unmasked ? objects.toBytes().toHex() : mask.hex(objects.toBytes()));
    }

    private static JsonNode request(Optional<UserInterfaceRequest> shown) {
        if (shown.isEmpty()) {
            return JSON.nullNode();
        }
        UserInterfaceRequest request = shown.get();
        ObjectNode json = JSON.objectNode();
        json.set(
                "messageId",
                PaymentReport.text(
                        request.message().map(message -> String.format(Locale.ROOT, "%02X", message.identifier()))));
        json.set("message", PaymentReport.text(request.message().map(Enum::name)));
        json.put("status", request.status().name());
        json.put("holdTime", request.holdTimeTenths());
        json.put("languagePreference", request.languagePreference().toHex());
        json.put("valueQualifier", request.valueQualifier().name());
        json.set(
                "value",
                request.value().isPresent()
                        ? PaymentReport.amount(request.value().get())
                        : JSON.nullNode());
        return json;
    }

    private JsonNode relayResistance() {
        if (relayExchanges() == 0) {
            return JSON.nullNode();
        }
        ObjectNode json = JSON.objectNode();
        json.put("performed", (relayResults() & PERFORMED) != 0);
        json.put("timeLimitsExceeded", (relayResults() & TIME_LIMITS_EXCEEDED) != 0);
        json.put("thresholdExceeded", (relayResults() & THRESHOLD_EXCEEDED) != 0);
        ArrayNode exchanges = json.putArray("exchanges");
        for (PaymentLog.Event event : events) {
            if (event instanceof PaymentLog.Event.Exchanged exchanged
                    && exchanged.command().ins() == EXCHANGE_RELAY_RESISTANCE_DATA) {
                ObjectNode one = exchanges.addObject();
                one.put("elapsedMicros", exchanged.exchange().elapsedNanos() / NANOS_A_MICRO);
                Bytes answer = exchanged.exchange().response().data();
                if (answer.length() == RELAY_ANSWER_BYTES) {
                    one.put("minimum", answer.slice(6, 8).toUnsignedLong());
                    one.put("maximum", answer.slice(8, 10).toUnsignedLong());
                    one.put("estimate", answer.slice(10, 12).toUnsignedLong());
                }
            }
        }
        return json;
    }

    private long relayExchanges() {
        return events.stream()
                .filter(event -> event instanceof PaymentLog.Event.Exchanged exchanged
                        && exchanged.command().ins() == EXCHANGE_RELAY_RESISTANCE_DATA)
                .count();
    }

    private int relayResults() {
        Bytes results = result.terminalVerificationResults().toBytes();
        return results.unsigned(results.length() - 1);
    }
}
