package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.file.CaseNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A value of a report. Texts may have {@code *} for any number of characters and {@code ?} for one; {@code present} and {@code
 * absent} ask only whether there is something. Of objects the named keys are looked at; where the report has data objects in
 * hexadecimal, the keys are tags. Lists are compared item by item, {@code ...} stands for any number of items.
 */
final class ValueExpectation {
    private final CaseNode expected;
    private final Optional<Pattern> pattern;
    private final List<ValueExpectation> items = new ArrayList<>();
    private final Map<String, ValueExpectation> keys = new LinkedHashMap<>();

    private ValueExpectation(CaseNode expected) {
        this.expected = expected;
        this.pattern = expected.isScalar() ? Optional.of(pattern(expected.text())) : Optional.empty();
    }

    static ValueExpectation of(CaseNode expected) {
        ValueExpectation expectation = new ValueExpectation(expected);
        expected.items().forEach(item -> expectation.items.add(of(item)));
        expected.keys().forEach((key, entry) -> expectation.keys.put(key, of(entry.value())));
        return expectation;
    }

    private static Pattern pattern(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            regex.append(character == '*' ? ".*" : character == '?' ? "." : Pattern.quote(String.valueOf(character)));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Adds a check for each text that is compared. */
    void check(String what, JsonNode actual, List<ExpectationCheck> checks) {
        if (expected.kind() == CaseNode.Kind.OBJECT) {
            checkKeys(what, actual, checks);
        } else {
            checks.add(new ExpectationCheck(what, expectedText(), text(actual), holds(actual), Optional.empty()));
        }
    }

    private void checkKeys(String what, JsonNode actual, List<ExpectationCheck> checks) {
        if (actual.isTextual()) {
            Optional<Map<String, String>> objects = HexObjects.read(actual.asText());
            if (objects.isPresent()) {
                keys.forEach((tag, value) -> {
                    String name = tag.toUpperCase(Locale.ROOT);
                    String found = objects.get().get(name);
                    value.check(
                            what + "." + name, found == null ? MissingNode.getInstance() : new TextNode(found), checks);
                });
                return;
            }
        }
        keys.forEach((key, value) -> value.check(what + "." + key, actual.path(key), checks));
    }

    /** Whether the value is what is expected. */
    boolean holds(JsonNode actual) {
        boolean nothing = actual.isMissingNode() || actual.isNull();
        return switch (expected.kind()) {
            case NULL -> nothing;
            case OBJECT -> {
                List<ExpectationCheck> below = new ArrayList<>();
                checkKeys("", actual, below);
                yield below.stream().allMatch(ExpectationCheck::met);
            }
            case LIST -> actual.isArray() && listHolds(actual);
            case TEXT, NUMBER, TRUTH -> scalarHolds(actual, nothing);
        };
    }

    private boolean scalarHolds(JsonNode actual, boolean nothing) {
        if (expected.text().equals("present")) {
            return !nothing;
        }
        if (expected.text().equals("absent")) {
            return nothing;
        }
        return !nothing
                && actual.isValueNode()
                && pattern.orElseThrow().matcher(actual.asText()).matches();
    }

    private boolean listHolds(JsonNode actual) {
        List<Optional<Predicate<JsonNode>>> patterns = new ArrayList<>();
        for (ValueExpectation item : items) {
            patterns.add(
                    item.expected.isScalar() && item.expected.text().equals(HexPattern.ANY_NUMBER)
                            ? Optional.empty()
                            : Optional.of(item::holds));
        }
        List<JsonNode> values = new ArrayList<>();
        actual.forEach(values::add);
        return HexPattern.sequence(patterns, values);
    }

    private String expectedText() {
        return expected.isScalar() ? expected.text() : expected.toJson().toString();
    }

    static String text(JsonNode actual) {
        if (actual.isMissingNode() || actual.isNull()) {
            return "absent";
        }
        return actual.isTextual() ? actual.asText() : actual.toString();
    }
}
