package dev.solvo.qr.wallet.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.TransactionId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Values of a saved record; what is missing or of the wrong type is an IllegalArgumentException that names it. */
final class JsonValues {
    // A mapper without modules reads a tree without reflection.
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private JsonValues() {}

    /** Reads a record of that kind, version 1. */
    static <R> R read(String text, String kind, Function<JsonNode, R> record) throws QrException {
        try {
            JsonNode json = MAPPER.readTree(text);
            if (number(json, kind) != 1) {
                throw new QrException("DAMAGED_RECORD", "a version of " + kind + " records that is not known here");
            }
            return record.apply(json);
        } catch (JsonProcessingException e) {
            throw new QrException("DAMAGED_RECORD", "the " + kind + " record is not JSON");
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new QrException("DAMAGED_RECORD", "the " + kind + " record: " + e.getMessage());
        }
    }

    static void put(ObjectNode json, OrderReference order) {
        json.put("number", order.number().text());
        put(json.putObject("amount"), order.amount());
        json.put("submittedAt", order.submittedAt().toString());
        order.transactionId().ifPresent(id -> json.put("transactionId", id.text()));
    }

    static OrderReference order(JsonNode json) {
        return new OrderReference(
                OrderNumber.of(text(json, "number")),
                money(object(json, "amount")),
                Instant.parse(text(json, "submittedAt")),
                optional(json, "transactionId").map(TransactionId::new));
    }

    static void put(ObjectNode json, Money amount) {
        json.put("currency", amount.getCurrencyUnit().getCode()).put("minorUnits", amount.getAmountMinorLong());
    }

    static Money money(JsonNode json) {
        return Money.ofMinor(CurrencyUnit.of(text(json, "currency")), number(json, "minorUnits"));
    }

    static void put(ObjectNode json, Refusal refusal) {
        json.put("walletCode", refusal.walletCode());
        json.put("nextStep", refusal.nextStep().name());
        put(json.putObject("cashier"), refusal.cashier());
        put(json.putObject("customer"), refusal.customer());
    }

    static Refusal refusal(JsonNode json) {
        return new Refusal(
                text(json, "walletCode"),
                Refusal.NextStep.valueOf(text(json, "nextStep")),
                bilingual(object(json, "cashier")),
                bilingual(object(json, "customer")));
    }

    private static void put(ObjectNode json, BilingualText text) {
        json.put("zh", text.chinese()).put("en", text.english());
    }

    private static BilingualText bilingual(JsonNode json) {
        return new BilingualText(text(json, "zh"), text(json, "en"));
    }

    static JsonNode object(JsonNode json, String name) {
        return of(json, name, json.path(name).isObject());
    }

    static String text(JsonNode json, String name) {
        return of(json, name, json.path(name).isTextual()).textValue();
    }

    static long number(JsonNode json, String name) {
        return of(
                        json,
                        name,
                        json.path(name).canConvertToExactIntegral()
                                && json.path(name).canConvertToLong())
                .longValue();
    }

    static boolean flag(JsonNode json, String name) {
        return of(json, name, json.path(name).isBoolean()).booleanValue();
    }

    static Optional<String> optional(JsonNode json, String name) {
        return json.has(name) ? Optional.of(text(json, name)) : Optional.empty();
    }

    private static JsonNode of(JsonNode json, String name, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException("the member " + name + " is missing or of the wrong type");
        }
        return json.path(name);
    }
}
