package dev.solvo.conformance.transaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.CaseException;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.file.CaseNode;
import dev.solvo.conformance.file.CaseObject;
import dev.solvo.emv.Explanation;
import dev.solvo.emv.StandardMessage;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.emv.data.TransactionStatusInformation;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The key {@code expect}: what must come, and what must not. One object, or several, each with a clause of its own. */
final class ExpectReading {
    /** What reports have, and is compared as it is. */
    private static final Set<String> CONTACT = new TreeSet<>(Set.of(
            "outcome",
            "aid",
            "label",
            "panMasked",
            "amount",
            "odaMethod",
            "odaResult",
            "cvm",
            "firstCryptogram",
            "firstCryptogramValue",
            "finalCryptogram",
            "finalCryptogramValue",
            "online",
            "authorisationResponseCode",
            "issuerAuthentication",
            "scripts",
            "hostState",
            "kernel",
            "terminationReason",
            "terminationExplanation"));

    private static final Set<String> CONTACTLESS = new TreeSet<>(
            Set.of("start", "uiRequest", "outcomeParameters", "relayResistance", "display", "presentations"));

    private static final Map<String, String> CVM_RESULTS = Map.of("unknown", "00", "failed", "01", "successful", "02");

    private static final String FIELD_55 = "field55";
    private static final String MESSAGES = "messages";

    private final CaseObject expect;
    private final List<Expectation> expectations = new ArrayList<>();

    private ExpectReading(CaseObject expect) {
        this.expect = expect;
    }

    static List<Expectation> read(CaseObject file, boolean contactless) {
        List<Expectation> all = new ArrayList<>();
        boolean nothing = true;
        for (CaseNode item : file.items("expect")) {
            nothing &= item.keys().isEmpty();
            Optional<CaseObject> object = file.object(item, "expect");
            if (object.isPresent()) {
                all.addAll(new ExpectReading(object.get()).read(contactless));
            }
        }
        if (nothing) {
            file.fault("expected the key expect with at least one expectation");
        }
        return all;
    }

    private List<Expectation> read(boolean contactless) {
        Optional<String> clause = expect.text("clause");
        for (String key : names(contactless)) {
            expect.value(key).ifPresent(node -> value(key, ValueExpectation.of(node)));
        }
        BitsExpectation.read(expect, "tvr", 5, List.of(TerminalVerificationResults.Bit.values()))
                .ifPresent(expectations::add);
        BitsExpectation.read(expect, "tsi", 2, List.of(TransactionStatusInformation.Bit.values()))
                .ifPresent(expectations::add);
        cvmResults();
        CommandsExpectation.read(expect).ifPresent(expectations::add);
        field55();
        host();
        explanation();
        messages();
        never(contactless);
        expect.close();
        if (clause.isEmpty()) {
            return expectations;
        }
        List<Expectation> withClause = new ArrayList<>();
        for (Expectation one : expectations) {
            withClause.add((seen, checks) -> {
                List<ExpectationCheck> own = new ArrayList<>();
                one.check(seen, own);
                own.forEach(check -> checks.add(
                        new ExpectationCheck(check.what(), check.expected(), check.actual(), check.met(), clause)));
            });
        }
        return withClause;
    }

    private static Set<String> names(boolean contactless) {
        Set<String> names = new TreeSet<>(CONTACT);
        if (contactless) {
            names.addAll(CONTACTLESS);
        }
        return names;
    }

    private void value(String key, ValueExpectation expectation) {
        expectations.add((seen, checks) -> expectation.check(key, seen.report().path(key), checks));
    }

    private void cvmResults() {
        Optional<CaseNode> given = expect.value("cvmResults");
        if (given.isEmpty()) {
            return;
        }
        if (given.get().kind() != CaseNode.Kind.OBJECT) {
            value("cvmResults", ValueExpectation.of(given.get()));
            return;
        }
        Optional<CaseObject> object = expect.object("cvmResults");
        if (object.isEmpty()) {
            return;
        }
        for (int number = 1; number <= 3; number++) {
            int from = 2 * (number - 1);
            String key = "byte" + number;
            object.get()
                    .read(
                            key,
                            node -> HexPattern.parse(
                                    key.equals("byte3")
                                            ? CVM_RESULTS.getOrDefault(node.text(), node.text())
                                            : node.text()))
                    .ifPresent(pattern -> expectations.add((seen, checks) -> {
                        String hex = seen.report().path("cvmResults").asText("");
                        String actual = hex.length() == 6 ? hex.substring(from, from + 2) : "absent";
                        checks.add(new ExpectationCheck(
                                "cvmResults." + key,
                                pattern.toString(),
                                actual,
                                pattern.matches(actual),
                                Optional.empty()));
                    }));
        }
        object.get().close();
    }

    private void field55() {
        objects(expect, FIELD_55)
                .ifPresent(expectation -> expectations.add((seen, checks) ->
                        expectation.check(FIELD_55, seen.report().path(FIELD_55), checks)));
    }

    private static Optional<ValueExpectation> objects(CaseObject object, String key) {
        Optional<CaseObject> tags = object.object(key);
        if (tags.isEmpty()) {
            return Optional.empty();
        }
        CaseNode node = tags.get().node();
        for (Map.Entry<String, CaseNode.Entry> entry : node.keys().entrySet()) {
            try {
                Tags.parse(entry.getKey());
            } catch (CaseException wrong) {
                object.fault(entry.getValue().value(), key, String.valueOf(wrong.getMessage()));
            }
        }
        return Optional.of(ValueExpectation.of(node));
    }

    private void host() {
        Optional<CaseObject> given = expect.object("host");
        if (given.isEmpty()) {
            return;
        }
        CaseObject host = given.get();
        if (host.has("asked")) {
            boolean asked = host.flag("asked", true);
            expectations.add((seen, checks) -> add(
                    checks,
                    "host.asked",
                    String.valueOf(asked),
                    String.valueOf(!seen.requests().isEmpty())));
        }
        Optional<String> reversal = host.word("reversal", Set.of("owed", "none"));
        reversal.ifPresent(word -> expectations.add((seen, checks) -> add(
                checks,
                "host.reversal",
                word,
                seen.report().path("hostState").asText().equals("REVERSAL_OWED") ? "owed" : "none")));
        objects(host, "request")
                .ifPresent(expectation -> expectations.add((seen, checks) -> expectation.check(
                        "host.request",
                        seen.requests().isEmpty()
                                ? MissingNode.getInstance()
                                : new TextNode(seen.mask()
                                        .hex(seen.requests().get(seen.requests().size() - 1))),
                        checks)));
        host.close();
    }

    private static void add(List<ExpectationCheck> checks, String what, String expected, String actual) {
        checks.add(new ExpectationCheck(what, expected, actual, expected.equals(actual), Optional.empty()));
    }

    private void explanation() {
        for (CaseNode item : expect.items("explanation")) {
            Predicate<Explanation> wanted = explained(expect, item);
            String text = item.isScalar() ? item.text() : item.toJson().toString();
            expectations.add((seen, checks) -> {
                if (seen.explained()) {
                    boolean met = seen.explanations().stream().anyMatch(wanted);
                    checks.add(new ExpectationCheck(
                            "explanation", text, met ? text : "no such decision", met, Optional.empty()));
                }
            });
        }
    }

    /** A text that stands in a decision's line, or an object of its parts. */
    private static Predicate<Explanation> explained(CaseObject object, CaseNode item) {
        if (item.isScalar()) {
            return one -> line(one).contains(item.text());
        }
        Optional<CaseObject> given = object.object(item, "explanation");
        if (given.isEmpty()) {
            return one -> false;
        }
        Map<String, Optional<ValueExpectation>> parts = new LinkedHashMap<>();
        for (String key : List.of("rule", "result", "reference", "inputs")) {
            parts.put(key, given.get().value(key).map(ValueExpectation::of));
        }
        given.get().close();
        return one -> {
            JsonNode json = json(one);
            return parts.entrySet().stream()
                    .allMatch(part ->
                            part.getValue().isEmpty() || part.getValue().get().holds(json.path(part.getKey())));
        };
    }

    private static JsonNode json(Explanation one) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("rule", one.rule());
        json.put("result", one.result());
        json.put("reference", one.reference());
        var inputs = json.putObject("inputs");
        one.inputs().forEach(inputs::put);
        return json;
    }

    static String line(Explanation one) {
        StringBuilder line = new StringBuilder(one.rule() + ": " + one.result() + " (" + one.reference() + ")");
        one.inputs()
                .forEach((name, value) ->
                        line.append(", ").append(name).append(" = ").append(value));
        return line.toString();
    }

    private void messages() {
        if (!expect.has(MESSAGES)) {
            return;
        }
        List<Optional<Predicate<String>>> patterns = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (CaseNode item : expect.items(MESSAGES)) {
            texts.add(item.text());
            if (item.text().equals(HexPattern.ANY_NUMBER)) {
                patterns.add(Optional.empty());
            } else {
                String name = message(expect, item);
                patterns.add(Optional.of(name::equals));
            }
        }
        expectations.add((seen, checks) -> checks.add(new ExpectationCheck(
                MESSAGES,
                String.join(", ", texts),
                String.join(", ", seen.messages()),
                HexPattern.sequence(patterns, seen.messages()),
                Optional.empty())));
    }

    private static String message(CaseObject object, CaseNode item) {
        String name = item.text().toUpperCase(Locale.ROOT).replace('_', ' ');
        Set<String> known = new TreeSet<>();
        for (StandardMessage one : StandardMessage.values()) {
            known.add(one.name().replace('_', ' '));
        }
        if (!known.contains(name)) {
            object.fault(item, MESSAGES, "expected one of " + String.join(", ", known));
        }
        return name;
    }

    private void never(boolean contactless) {
        for (CaseNode item : expect.items("never")) {
            expect.object(item, "never").ifPresent(object -> never(object, contactless));
        }
    }

    private void never(CaseObject object, boolean contactless) {
        object.read("command", node -> HexPattern.parse(node.text()))
                .ifPresent(pattern -> expectations.add((seen, checks) -> {
                    Optional<CommandApdu> sent = seen.commands().stream()
                            .filter(command -> pattern.matches(command.toBytes().toHex()))
                            .findFirst();
                    avoided(checks, "command", pattern.toString(), sent.map(seen.mask()::hex));
                }));
        object.value("message")
                .map(node -> message(object, node))
                .ifPresent(name -> expectations.add((seen, checks) -> avoided(
                        checks,
                        "message",
                        name,
                        seen.messages().stream().filter(name::equals).findFirst())));
        object.value("explanation").ifPresent(node -> {
            Predicate<Explanation> unwanted = explained(object, node);
            expectations.add((seen, checks) -> {
                if (seen.explained()) {
                    avoided(
                            checks,
                            "explanation",
                            node.isScalar() ? node.text() : node.toJson().toString(),
                            seen.explanations().stream()
                                    .filter(unwanted)
                                    .findFirst()
                                    .map(ExpectReading::line));
                }
            });
        });
        bit(object, "tvr", 5);
        bit(object, "tsi", 2);
        for (String key : names(contactless)) {
            object.value(key)
                    .map(ValueExpectation::of)
                    .ifPresent(unwanted -> expectations.add((seen, checks) -> {
                        JsonNode actual = seen.report().path(key);
                        avoided(
                                checks,
                                key,
                                object.text(key).orElse("this value"),
                                unwanted.holds(actual) ? Optional.of(ValueExpectation.text(actual)) : Optional.empty());
                    }));
        }
        object.close();
        if (object.node().keys().isEmpty()) {
            object.fault("never: expected command, message, explanation, tvr, tsi or a key of the report");
        }
    }

    private void bit(CaseObject object, String key, int length) {
        object.read(key, node -> BitsExpectation.Bit.parse(node.text(), length))
                .ifPresent(bit -> expectations.add((seen, checks) -> {
                    String hex = seen.report().path(key).asText("");
                    boolean isSet = hex.matches("([0-9A-Fa-f]{2})*") && bit.isSet(Bytes.fromHex(hex));
                    avoided(checks, key, bit.toString(), isSet ? Optional.of(hex) : Optional.empty());
                }));
    }

    private static void avoided(List<ExpectationCheck> checks, String what, String unwanted, Optional<String> seen) {
        checks.add(new ExpectationCheck(
                "never " + what, "not " + unwanted, seen.orElse("not seen"), seen.isEmpty(), Optional.empty()));
    }
}
