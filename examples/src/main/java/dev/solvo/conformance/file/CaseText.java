package dev.solvo.conformance.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.JacksonYAMLParseException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The documents of a YAML or JSON text, as values that know where they stand. */
final class CaseText {
    /** Longest text that is read, in characters. */
    static final int LONGEST = 1_000_000;

    private static final int DEEPEST = 40;
    private static final int MOST_DOCUMENTS = 1_000;

    private final String file;
    private final List<CaseFault> faults;
    private final List<CaseNode> documents = new ArrayList<>();

    private CaseText(String file, List<CaseFault> faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The documents up to the first fault of form; JSON where the file's name says so, YAML otherwise. A list at the top holds documents. */
    static List<CaseNode> read(String file, String text, List<CaseFault> faults) {
        CaseText reading = new CaseText(file, faults);
        if (text.length() > LONGEST) {
            reading.fault(1, 1, "longer than " + LONGEST + " characters");
            return List.of();
        }
        reading.read(text);
        return reading.documents;
    }

    private void read(String text) {
        try (JsonParser parser = factory().createParser(text)) {
            while (parser.nextToken() != null) {
                CaseNode document = value(parser);
                if (document.kind() == CaseNode.Kind.LIST) {
                    documents.addAll(document.items());
                } else if (document.kind() != CaseNode.Kind.NULL) {
                    documents.add(document);
                }
                if (documents.size() > MOST_DOCUMENTS) {
                    fault(document.line(), document.column(), "more than " + MOST_DOCUMENTS + " cases in one file");
                    return;
                }
            }
        } catch (JacksonYAMLParseException broken) {
            fault(broken.getLocation(), firstLine(broken.getOriginalMessage()));
        } catch (JsonProcessingException broken) {
            fault(broken.getLocation(), firstLine(broken.getOriginalMessage()));
        } catch (IOException impossible) {
            throw new IllegalStateException("a text in memory", impossible);
        }
    }

    private JsonFactory factory() {
        StreamReadConstraints bounds =
                StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
        if (file.toLowerCase(Locale.ROOT).endsWith(".json")) {
            return JsonFactory.builder()
                    .streamReadConstraints(bounds)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
        }
        return YAMLFactory.builder()
                .streamReadConstraints(bounds)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    private CaseNode value(JsonParser parser) throws IOException {
        JsonLocation place = parser.currentTokenLocation();
        int line = place.getLineNr();
        int column = place.getColumnNr();
        if (parser instanceof YAMLParser yaml && (yaml.isCurrentAlias() || yaml.getObjectId() != null)) {
            throw new Refused(parser, "anchors and aliases are not used in case files; write the value out");
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            CaseNode object = CaseNode.object(line, column);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                JsonLocation name = parser.currentTokenLocation();
                String key = parser.currentName();
                parser.nextToken();
                object.keys().put(key, new CaseNode.Entry(value(parser), name.getLineNr(), name.getColumnNr()));
            }
            return object;
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            CaseNode list = CaseNode.list(line, column);
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.items().add(value(parser));
            }
            return list;
        }
        CaseNode.Kind kind = switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> CaseNode.Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> CaseNode.Kind.TRUTH;
            case VALUE_NULL -> CaseNode.Kind.NULL;
            default -> CaseNode.Kind.TEXT;
        };
        return CaseNode.scalar(
                kind,
                Optional.ofNullable(kind == CaseNode.Kind.NULL ? "" : parser.getText())
                        .orElse(""),
                line,
                column);
    }

    private void fault(JsonLocation place, String message) {
        fault(
                Math.max(1, place == null ? 1 : place.getLineNr()),
                Math.max(1, place == null ? 1 : place.getColumnNr()),
                message);
    }

    private void fault(int line, int column, String message) {
        faults.add(new CaseFault(file, line, column, message));
    }

    /** The parsers' messages go on with a copy of the text. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("cannot be read");
    }

    /** What a parser would have taken and we do not. */
    private static final class Refused extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        Refused(JsonParser parser, String message) {
            super(message, parser.currentTokenLocation());
        }
    }
}
