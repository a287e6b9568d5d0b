package dev.solvo.conformance.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.emv.Acquirer;
import dev.solvo.emv.AuthorisationResponse;
import dev.solvo.emv.ContactlessMessage;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.UserInterfaceRequest;
import dev.solvo.emv.data.AccountType;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.TransactionType;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.transcript.HostAnswerJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What travels in the messages, from and to JSON. */
final class WireData {
    private static final int LONGEST_TEXT = 2000;

    private WireData() {}

    static ObjectNode request(TransactionRequest request) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", request.type().code());
        json.put("currency", request.currency().getCode());
        json.put("minorUnits", request.amount().getAmountMinorLong());
        request.cashback().ifPresent(cash -> json.put("cashbackMinorUnits", cash.getAmountMinorLong()));
        json.put("merchantForcesOnline", request.merchantForcesOnline());
        request.sequenceCounter().ifPresent(counter -> json.put("sequenceCounter", counter));
        request.accountType().ifPresent(account -> json.put("accountType", account.code()));
        return json;
    }

    static TransactionRequest request(Message message) {
        JsonNode json = message.object("request");
        Message request = new Message(((ObjectNode) json).deepCopy());
        try {
            CurrencyUnit unit = CurrencyUnit.of(request.text("currency"));
            return new TransactionRequest(
                    new TransactionType(request.number("type", 0, 0xFF)),
                    Money.ofMinor(unit, request.number("minorUnits")),
                    request.has("cashbackMinorUnits")
                            ? Optional.of(Money.ofMinor(unit, request.number("cashbackMinorUnits")))
                            : Optional.empty(),
                    request.flag("merchantForcesOnline"),
                    request.has("sequenceCounter")
                            ? OptionalLong.of(request.number("sequenceCounter"))
                            : OptionalLong.empty(),
                    request.has("accountType")
                            ? Optional.of(new AccountType(request.number("accountType", 0, 0xFF)))
                            : Optional.empty());
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw message.wrong("\"request\" is no transaction");
        }
    }

    static ObjectNode data(ChipData data) {
        return data(data.elements());
    }

    static ObjectNode data(Map<Tag, Bytes> elements) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        elements.forEach((tag, value) -> json.put(tag.toString(), value.toHex()));
        return json;
    }

    static SortedMap<Tag, Bytes> data(Message message, String key) {
        SortedMap<Tag, Bytes> elements = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : message.object(key).properties()) {
            elements.put(tag(message, key, field.getKey()), hex(message, key, field.getValue()));
        }
        return elements;
    }

    static ArrayNode tags(List<Tag> tags) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        tags.forEach(tag -> json.add(tag.toString()));
        return json;
    }

    static List<Tag> tags(Message message, String key) {
        List<Tag> tags = new ArrayList<>();
        for (JsonNode tag : array(message, key)) {
            tags.add(tag(message, key, tag.asText()));
        }
        return tags;
    }

    static ArrayNode array(Message message, String key) {
        if (message.json().path(key) instanceof ArrayNode array) {
            return array;
        }
        throw message.wrong("\"" + key + "\" is missing or no array");
    }

    private static Tag tag(Message message, String key, String digits) {
        try {
            Bytes bytes = Bytes.fromHex(digits);
            if (bytes.length() >= 1 && bytes.length() <= 4) {
                return Tag.of((int) bytes.toUnsignedLong());
            }
        } catch (IllegalArgumentException notATag) {
            // Told below.
        }
        throw message.wrong("\"" + key + "\" holds what is no tag");
    }

    private static Bytes hex(Message message, String key, JsonNode value) {
        try {
            return Bytes.fromHex(value.isTextual() ? value.textValue() : "?");
        } catch (IllegalArgumentException notHex) {
            throw message.wrong("\"" + key + "\" holds what is not hexadecimal");
        }
    }

    static ObjectNode answer(Acquirer.Answer answer) {
        return HostAnswerJson.put(Message.of("authorised"), answer);
    }

    static Acquirer.Answer answer(Message message) {
        switch (message.text("answer")) {
            case "NOT_SENT" -> {
                return new Acquirer.Answer.NotSent();
            }
            case "NO_ANSWER" -> {
                return new Acquirer.Answer.NoAnswer();
            }
            case "ANSWERED" -> {}
            default -> throw message.wrong("\"answer\" has an unknown value");
        }
        List<Bytes> scripts = new ArrayList<>();
        for (JsonNode script : array(message, "scripts")) {
            scripts.add(hex(message, "scripts", script));
        }
        try {
            return new Acquirer.Answer.Answered(new AuthorisationResponse(
                    message.choice("decision", AuthorisationResponse.Decision.class),
                    message.hex("authorisationResponseCode"),
                    message.has("issuerAuthenticationData")
                            ? Optional.of(message.hex("issuerAuthenticationData"))
                            : Optional.empty(),
                    scripts,
                    message.has("authorisationCode")
                            ? Optional.of(message.hex("authorisationCode"))
                            : Optional.empty()));
        } catch (IllegalArgumentException wrong) {
            throw message.wrong("it is no answer of an issuer");
        }
    }

    static ObjectNode display(UserInterfaceRequest request) {
        ObjectNode json = Message.of("display");
        request.message().ifPresent(message -> json.put("message", message.name()));
        json.put("status", request.status().name());
        json.put("holdTimeTenths", request.holdTimeTenths());
        json.put("languagePreference", request.languagePreference().toHex());
        request.value()
                .ifPresent(value -> json.put("currency", value.getCurrencyUnit().getCode())
                        .put("minorUnits", value.getAmountMinorLong()));
        json.put("valueQualifier", request.valueQualifier().name());
        return json;
    }

    static UserInterfaceRequest display(Message message) {
        try {
            return new UserInterfaceRequest(
                    message.has("message")
                            ? Optional.of(message.choice("message", ContactlessMessage.class))
                            : Optional.empty(),
                    message.choice("status", UserInterfaceRequest.Status.class),
                    message.has("holdTimeTenths") ? message.number("holdTimeTenths", 0, 1_000_000) : 0,
                    message.has("languagePreference") ? message.hex("languagePreference") : Bytes.EMPTY,
                    message.has("currency")
                            ? Optional.of(Money.ofMinor(
                                    CurrencyUnit.of(message.text("currency")), message.number("minorUnits")))
                            : Optional.empty(),
                    message.has("valueQualifier")
                            ? message.choice("valueQualifier", UserInterfaceRequest.ValueQualifier.class)
                            : UserInterfaceRequest.ValueQualifier.NONE);
        } catch (IllegalArgumentException | ArithmeticException wrong) {
            throw message.wrong("it is nothing that a reader shows");
        }
    }

    static ObjectNode explanation(Explanation explanation) {
        ObjectNode json = Message.of("explain")
                .put("rule", explanation.rule())
                .put("reference", explanation.reference())
                .put("result", explanation.result());
        ObjectNode inputs = json.putObject("inputs");
        explanation.inputs().forEach(inputs::put);
        return json;
    }

    static Explanation explanation(Message message) {
        Map<String, String> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : message.object("inputs").properties()) {
            inputs.put(line(field.getKey()), line(field.getValue().asText()));
        }
        return new Explanation(
                line(message.text("rule")), line(message.text("reference")), inputs, line(message.text("result")));
    }

    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT);
    }
}
