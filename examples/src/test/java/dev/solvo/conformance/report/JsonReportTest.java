package dev.solvo.conformance.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.solvo.conformance.ConformanceReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonReportTest {
    @Test
    void isReadBackAsItWas() throws Exception {
        ConformanceReport report = SampleReport.report();
        assertEquals(report, JsonReport.read(new StringReader(written(report))));
    }

    @Test
    void keepsSeedsThatNoFloatingPointNumberHolds() throws Exception {
        for (long seed : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_993L}) {
            ConformanceReport report = new RunIdentity("1", "k", "", "s", seed).report(List.of());
            assertEquals(
                    seed, JsonReport.read(new StringReader(written(report))).seed());
        }
    }

    @Test
    void theSameReportGivesTheSameBytes() throws Exception {
        String first = written(SampleReport.report());
        assertEquals(first, written(JsonReport.read(new StringReader(first))));
        assertFalse(first.contains("\r"), "lines end in the same way on every machine");
        assertTrue(first.endsWith("}\n"));
    }

    @Test
    void fitsItsSchema() throws Exception {
        assertEquals(Set.of(), schema().validate(new ObjectMapper().readTree(written(SampleReport.report()))));
        assertEquals(Set.of(), schema().validate(new ObjectMapper().readTree(written(SampleReport.large(20)))));
    }

    /** Each change makes it no report, for the reader and for the schema. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "formatVersion": 1                  | "formatVersion": 2      | formatVersion: expected 1
                    "format": "solvo-conformance-report"| "format": "other"       | format: expected "solvo-conformance-report": this is no conformance report
                    "seed": 20261130                    | "seed": 1.5             | seed: expected a whole number
                    "seed": 20261130                    | "seed": 9223372036854775808 | seed: expected a whole number
                    "verdict": "TIMED_OUT"              | "verdict": "LATE"       | results[1].verdict: expected one of [PASSED, FAILED, INAPPLICABLE, BROKEN, CRASHED, TIMED_OUT]
                    "event": "noAnswer"                 | "event": "nothing"      | results[1].events[2].event: expected exchange, noAnswer, decision or step
                    "id": "attack-wedge"                | "name": "attack-wedge"  | results[1].id: expected a text
                    "met": false                        | "met": "no"             | results[3].checks[0].met: expected true or false
                    "line": 3                           | "line": "3"             | results[3].line: expected a whole number
                    "clauses": [                        | "clauses": 1, "more": [ | results[0].clauses: expected an array
                    """)
    void saysWhatIsWrong(String from, String to, String message) throws Exception {
        String good = written(SampleReport.report());
        String bad = good.replace(from, to);
        assertNotEquals(good, bad, "nothing was changed");
        assertEquals(
                message,
                assertThrows(ReportException.class, () -> JsonReport.read(new StringReader(bad)))
                        .getMessage());
        assertNotEquals(Set.of(), schema().validate(new ObjectMapper().readTree(bad)));
    }

    @Test
    void refusesWhatNoSchemaSees() throws Exception {
        String good = written(SampleReport.report());
        assertMessage(
                "counts.PASSED: expected 23, for so many results have it",
                good.replace("\"PASSED\": 23", "\"PASSED\": 22"));
        assertMessage("not JSON, line 3", "{\n\"format\": \"solvo-conformance-report\",\n nonsense");
        assertMessage("not JSON, line 1", "{\"format\": \"a\", \"format\": \"b\"}");
        assertMessage("format: expected \"solvo-conformance-report\": this is no conformance report", "");
        assertMessage("format: expected \"solvo-conformance-report\": this is no conformance report", "[]");
    }

    @Test
    void aReportThatWasCutIsNone() throws Exception {
        String good = written(SampleReport.report());
        for (int end = 0; end < good.length() - 2; end += 97) {
            String cut = good.substring(0, end);
            assertThrows(ReportException.class, () -> JsonReport.read(new StringReader(cut)));
        }
    }

    private static void assertMessage(String message, String text) {
        assertEquals(
                message,
                assertThrows(ReportException.class, () -> JsonReport.read(new StringReader(text)))
                        .getMessage());
    }

    private static String written(ConformanceReport report) throws IOException {
        StringWriter out = new StringWriter();
        JsonReport.write(report, out);
        return out.toString();
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(JsonReport.class.getResourceAsStream("conformance-report.schema.json"))) {
            JsonNode schema = new ObjectMapper().readTree(in);
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        }
    }
}
