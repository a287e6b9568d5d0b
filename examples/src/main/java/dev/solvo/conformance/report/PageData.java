package dev.solvo.conformance.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.solvo.conformance.CaseEvent;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.ConformanceReport;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page's script shows when a case is opened. Cases of a suite exchange much the same with much the same cards, so each text
 * and each event stands here once, and a case is a list of numbers: a thousand cases make a page of a few megabytes.
 */
final class PageData {
    private final Map<String, Integer> texts = new LinkedHashMap<>();
    private final Map<List<Object>, Integer> events = new LinkedHashMap<>();
    private final List<List<Integer>> cases = new ArrayList<>();
    private final List<List<Integer>> clauses = new ArrayList<>();

    PageData(ConformanceReport report) {
        for (CaseResult result : report.results()) {
            List<Integer> numbers = new ArrayList<>();
            for (CaseEvent event : result.events()) {
                List<Object> parts = parts(event);
                Integer known = events.get(parts);
                int number = known == null ? events.size() : known;
                events.putIfAbsent(parts, number);
                numbers.add(number);
            }
            cases.add(numbers);
            clauses.add(result.clauses().stream().map(this::text).toList());
        }
    }

    private List<Object> parts(CaseEvent event) {
        if (event instanceof CaseEvent.Exchange exchange) {
            return List.of(
                    "x",
                    text(exchange.commandText()),
                    text(exchange.command()),
                    text(exchange.response()),
                    exchange.responseText().stream().map(this::text).toList());
        }
        if (event instanceof CaseEvent.NoAnswer unanswered) {
            return List.of("n", text(unanswered.commandText()), text(unanswered.command()), text(unanswered.failure()));
        }
        if (event instanceof CaseEvent.Decision decision) {
            return List.of(
                    "d",
                    text(decision.rule()),
                    text(decision.inputs()),
                    text(decision.result()),
                    text(decision.clause()));
        }
        return List.of("s", text(((CaseEvent.Step) event).text()));
    }

    private int text(String text) {
        Integer known = texts.get(PrintableText.of(text));
        int number = known == null ? texts.size() : known;
        texts.putIfAbsent(PrintableText.of(text), number);
        return number;
    }

    /** As JSON that no browser takes for the end of its element. */
    String toJson(Map<String, Map<String, String>> languages) throws IOException {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = ReportJson.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeObjectFieldStart("languages");
            for (Map.Entry<String, Map<String, String>> language : languages.entrySet()) {
                json.writeObjectFieldStart(language.getKey());
                for (Map.Entry<String, String> text : language.getValue().entrySet()) {
                    json.writeStringField(text.getKey(), text.getValue());
                }
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeArrayFieldStart("texts");
            for (String text : texts.keySet()) {
                json.writeString(text);
            }
            json.writeEndArray();
            json.writeFieldName("events");
            write(List.copyOf(events.keySet()), json);
            json.writeFieldName("cases");
            write(cases, json);
            json.writeFieldName("clauses");
            write(clauses, json);
            json.writeEndObject();
        }
        return out.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static void write(Object value, JsonGenerator json) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else {
            json.writeString(value.toString());
        }
    }
}
