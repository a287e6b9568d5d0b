package dev.solvo.conformance.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseOrigin;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ExpectationCheck;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A result as a JSON object, in the report and in the journal. */
final class ReportJson {
    /** Longest report or line of a journal that is read, in characters. */
    static final int LONGEST = 400_000_000;

    private static final int LONGEST_TEXT = 4_000_000;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(LONGEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(20)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReportJson() {}

    /**
     * Reads all of it.
     *
     * @throws ReportException if it is no JSON; the message has the line
     */
    static JsonNode tree(Reader in) throws IOException, ReportException {
        try {
            return MAPPER.readTree(in);
        } catch (JsonProcessingException broken) {
            String line = broken.getLocation() == null
                    ? ""
                    : ", line " + broken.getLocation().getLineNr();
            throw new ReportException("not JSON" + line, broken);
        }
    }

    static void write(CaseResult result, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", result.id());
        json.writeStringField("suite", result.suite());
        json.writeStringField("title", result.title());
        writeTexts("clauses", result.clauses(), json);
        json.writeStringField("file", result.origin().file());
        json.writeNumberField("line", result.origin().line());
        json.writeStringField("verdict", result.verdict().name());
        if (result.reason().isPresent()) {
            json.writeStringField("reason", result.reason().get());
        }
        json.writeArrayFieldStart("checks");
        for (ExpectationCheck check : result.checks()) {
            json.writeStartObject();
            json.writeStringField("what", check.what());
            json.writeStringField("expected", check.expected());
            json.writeStringField("actual", check.actual());
            json.writeBooleanField("met", check.met());
            if (check.clause().isPresent()) {
                json.writeStringField("clause", check.clause().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("events");
        for (CaseEvent event : result.events()) {
            write(event, json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(CaseEvent event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (event instanceof CaseEvent.Exchange exchange) {
            json.writeStringField("event", "exchange");
            json.writeStringField("command", exchange.command());
            json.writeStringField("response", exchange.response());
            json.writeStringField("commandText", exchange.commandText());
            writeTexts("responseText", exchange.responseText(), json);
        } else if (event instanceof CaseEvent.NoAnswer unanswered) {
            json.writeStringField("event", "noAnswer");
            json.writeStringField("command", unanswered.command());
            json.writeStringField("commandText", unanswered.commandText());
            json.writeStringField("failure", unanswered.failure());
        } else if (event instanceof CaseEvent.Decision decision) {
            json.writeStringField("event", "decision");
            json.writeStringField("rule", decision.rule());
            json.writeStringField("inputs", decision.inputs());
            json.writeStringField("result", decision.result());
            json.writeStringField("clause", decision.clause());
        } else if (event instanceof CaseEvent.Step step) {
            json.writeStringField("event", "step");
            json.writeStringField("text", step.text());
        }
        json.writeEndObject();
    }

    private static void writeTexts(String name, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static CaseResult result(Place place) throws ReportException {
        List<String> clauses = texts(place.array("clauses"));
        List<ExpectationCheck> checks = new ArrayList<>();
        for (Place check : place.array("checks")) {
            checks.add(new ExpectationCheck(
                    check.text("what"),
                    check.text("expected"),
                    check.text("actual"),
                    check.truth("met"),
                    check.optionalText("clause")));
        }
        List<CaseEvent> events = new ArrayList<>();
        for (Place event : place.array("events")) {
            events.add(event(event));
        }
        return new CaseResult(
                place.text("id"),
                place.text("suite"),
                place.text("title"),
                clauses,
                new CaseOrigin(place.text("file"), place.integer("line")),
                verdict(place),
                place.optionalText("reason"),
                checks,
                events);
    }

    private static Verdict verdict(Place place) throws ReportException {
        String name = place.text("verdict");
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().equals(name)) {
                return verdict;
            }
        }
        throw place.expected("verdict", "one of " + List.of(Verdict.values()));
    }

    private static CaseEvent event(Place place) throws ReportException {
        return switch (place.text("event")) {
            case "exchange" ->
                new CaseEvent.Exchange(
                        place.text("command"),
                        place.text("response"),
                        place.text("commandText"),
                        texts(place.array("responseText")));
            case "noAnswer" ->
                new CaseEvent.NoAnswer(place.text("command"), place.text("commandText"), place.text("failure"));
            case "decision" ->
                new CaseEvent.Decision(
                        place.text("rule"), place.text("inputs"), place.text("result"), place.text("clause"));
            case "step" -> new CaseEvent.Step(place.text("text"));
            default -> throw place.expected("event", "exchange, noAnswer, decision or step");
        };
    }

    private static List<String> texts(List<Place> places) throws ReportException {
        List<String> texts = new ArrayList<>();
        for (Place place : places) {
            if (!place.node().isTextual()) {
                throw new ReportException(place.path() + ": expected a text");
            }
            texts.add(place.node().textValue());
        }
        return texts;
    }

    /** A value with its path from the top of the file, for messages. */
    record Place(String path, JsonNode node) {
        String text(String name) throws ReportException {
            return optionalText(name).orElseThrow(() -> expected(name, "a text"));
        }

        Optional<String> optionalText(String name) throws ReportException {
            JsonNode value = node.path(name);
            if (value.isMissingNode()) {
                return Optional.empty();
            }
            if (!value.isTextual()) {
                throw expected(name, "a text");
            }
            return Optional.of(value.textValue());
        }

        int integer(String name) throws ReportException {
            if (!node.path(name).isIntegralNumber() || !node.path(name).canConvertToInt()) {
                throw expected(name, "a whole number");
            }
            return node.path(name).intValue();
        }

        long number(String name) throws ReportException {
            if (!node.path(name).isIntegralNumber() || !node.path(name).canConvertToLong()) {
                throw expected(name, "a whole number");
            }
            return node.path(name).longValue();
        }

        boolean truth(String name) throws ReportException {
            if (!node.path(name).isBoolean()) {
                throw expected(name, "true or false");
            }
            return node.path(name).booleanValue();
        }

        Place object(String name) throws ReportException {
            if (!node.path(name).isObject()) {
                throw expected(name, "an object");
            }
            return new Place(within(name), node.path(name));
        }

        List<Place> array(String name) throws ReportException {
            if (!node.path(name).isArray()) {
                throw expected(name, "an array");
            }
            List<Place> elements = new ArrayList<>();
            for (JsonNode element : node.path(name)) {
                elements.add(new Place(within(name) + "[" + elements.size() + "]", element));
            }
            return elements;
        }

        ReportException expected(String name, String what) {
            return new ReportException(within(name) + ": expected " + what);
        }

        private String within(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }
}
