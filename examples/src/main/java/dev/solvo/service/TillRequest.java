package dev.solvo.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.account.BatchLine;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.ledger.OperationKind;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;

/**
 * A till's request: one JSON object, every member of which is known. A member is looked at when the operation wants it.
 *
 * <pre>{"key": "…", "card": "…", "pin": "1234", "amount": {"currency": "CNY", "minorUnits": 1250}}</pre>
 */
public final class TillRequest {
    /** The longest request, in bytes. */
    public static final int LONGEST = 8_192;

    private static final int DEEPEST = 4;
    private static final int LONGEST_TEXT = 256;
    private static final int LONGEST_NUMBER = 20;
    private static final int MOST_TOTALS = 100;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final Set<String> MEMBERS = Set.of(
            "key",
            "card",
            "pin",
            "newPin",
            "to",
            "amount",
            "original",
            "orLess",
            "holdSeconds",
            "keepRest",
            "batch",
            "totals",
            "spent",
            "sequence");

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(LONGEST)
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNameLength(LONGEST_TEXT)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private TillRequest(JsonNode object) {
        this.object = object;
    }

    /**
     * Reads a request.
     *
     * @throws TillRequestException if it is too long, no JSON object, or has a member that is not known
     */
    public static TillRequest parse(byte[] body) throws TillRequestException {
        if (body.length > LONGEST) {
            throw new TillRequestException("a request has at most " + LONGEST + " bytes");
        }
        JsonNode read;
        try {
            read = MAPPER.readTree(body);
        } catch (JsonProcessingException broken) {
            // The parser's own message quotes the request.
            throw new TillRequestException("the request is not JSON, or not in bounds");
        } catch (IOException broken) {
            throw new TillRequestException("the request is not UTF-8");
        }
        if (read == null || !read.isObject()) {
            throw new TillRequestException("the request is no JSON object");
        }
        for (var member : read.properties()) {
            if (!MEMBERS.contains(member.getKey())) {
                throw new TillRequestException("the request has a member that is not known");
            }
        }
        return new TillRequest(read);
    }

    /** The operation's key, which every one but a question for a balance has. */
    public OperationKey key() throws TillRequestException {
        return key("key");
    }

    /** The key of the operation that this one refers to. */
    public OperationKey original() throws TillRequestException {
        return key("original");
    }

    /** The card's code; the caller closes it. */
    public CardCode card() throws TillRequestException {
        return code("card");
    }

    /** The other card's code; the caller closes it. */
    public CardCode to() throws TillRequestException {
        return code("to");
    }

    /** The PIN, if one was entered; the caller closes it. */
    public Optional<Pin> pin() throws TillRequestException {
        return object.has("pin") ? Optional.of(pin("pin")) : Optional.empty();
    }

    /** The PIN that is wanted from now on; the caller closes it. */
    public Pin newPin() throws TillRequestException {
        return pin("newPin");
    }

    /** How much; more than 0. */
    public Money amount() throws TillRequestException {
        Money amount = money("amount", object.path("amount"));
        if (!amount.isPositive()) {
            throw new TillRequestException("amount is more than 0");
        }
        return amount;
    }

    /** Whether less will do. */
    public boolean isOrLess() throws TillRequestException {
        return flag("orLess");
    }

    /** Whether what a capture leaves stays held. */
    public boolean keepsRest() throws TillRequestException {
        return flag("keepRest");
    }

    /** How long to hold it, if that was said. */
    public Optional<Duration> hold() throws TillRequestException {
        if (!object.has("holdSeconds")) {
            return Optional.empty();
        }
        long seconds = number("holdSeconds", object.path("holdSeconds"), 1, 1L << 32);
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /** The till's batch; 1 if it was not said. */
    public int batch() throws TillRequestException {
        return object.has("batch") ? (int) number("batch", object.path("batch"), 1, Integer.MAX_VALUE) : 1;
    }

    /** The number of the till's record of what was spent offline. */
    public long sequence() throws TillRequestException {
        return number("sequence", object.path("sequence"), 0, Long.MAX_VALUE);
    }

    /** When it was spent offline. */
    public Instant spent() throws TillRequestException {
        try {
            Instant spent = Instant.parse(text("spent"));
            if (spent.isBefore(Instant.EPOCH) || spent.isAfter(LAST)) {
                throw new TillRequestException("spent is not between 1970 and 9999");
            }
            return spent;
        } catch (DateTimeException wrong) {
            throw new TillRequestException("spent is no time such as 2026-11-30T08:00:00Z");
        }
    }

    /** What the till counted. */
    public List<BatchLine> totals() throws TillRequestException {
        JsonNode array = object.path("totals");
        if (!array.isArray() || array.size() > MOST_TOTALS) {
            throw new TillRequestException("totals is an array of at most " + MOST_TOTALS + " lines");
        }
        List<BatchLine> lines = new ArrayList<>();
        for (JsonNode line : array) {
            OperationKind kind;
            try {
                kind = OperationKind.valueOf(line.path("operation").asText());
            } catch (IllegalArgumentException unknown) {
                throw new TillRequestException("a line of the totals has no operation");
            }
            long count = number("count", line.path("count"), 0, Integer.MAX_VALUE);
            try {
                lines.add(new BatchLine(kind, count, money("amount", line.path("amount"))));
            } catch (IllegalArgumentException refused) {
                throw new TillRequestException("a batch has no totals of this operation");
            }
        }
        return lines;
    }

    /** Its members' names only. */
    @Override
    public String toString() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return "TillRequest" + names;
    }

    private OperationKey key(String name) throws TillRequestException {
        try {
            return OperationKey.of(text(name));
        } catch (IllegalArgumentException wrong) {
            throw new TillRequestException(name + " is 1 to 64 printable ASCII characters without space and tilde");
        }
    }

    private CardCode code(String name) throws TillRequestException {
        try {
            return CardCode.of(text(name));
        } catch (IllegalArgumentException wrong) {
            throw new TillRequestException(name + " is no card's code");
        }
    }

    private Pin pin(String name) throws TillRequestException {
        try {
            return Pin.of(text(name));
        } catch (IllegalArgumentException wrong) {
            throw new TillRequestException(name + " is 4 to 12 digits");
        }
    }

    private static Money money(String name, JsonNode node) throws TillRequestException {
        if (!node.isObject() || node.size() != 2) {
            throw new TillRequestException(name + " is {\"currency\":\"CNY\",\"minorUnits\":1250}");
        }
        long minor = number("minorUnits", node.path("minorUnits"), 0, Long.MAX_VALUE);
        try {
            return Money.ofMinor(CurrencyUnit.of(node.path("currency").asText()), minor);
        } catch (IllegalCurrencyException unknown) {
            throw new TillRequestException("currency is no ISO 4217 code");
        }
    }

    private static long number(String name, JsonNode node, long least, long most) throws TillRequestException {
        if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < least
                || node.longValue() > most) {
            throw new TillRequestException(name + " is a whole number from " + least + " on");
        }
        return node.longValue();
    }

    private boolean flag(String name) throws TillRequestException {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new TillRequestException(name + " is true or false");
        }
        return value.asBoolean(false);
    }

    private String text(String name) throws TillRequestException {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new TillRequestException(name + (value.isMissingNode() ? " is missing" : " is no text"));
        }
        return value.textValue();
    }
}
