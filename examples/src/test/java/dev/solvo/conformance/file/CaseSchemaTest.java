package dev.solvo.conformance.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.Verdict;
import dev.solvo.conformance.transaction.CaseRuns;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader say the same of a case, as far as a schema can say it. */
final class CaseSchemaTest {
    private static final String HEAD = """
            id: a
            title: t
            clauses: c
            kind: contact
            card: {image: offline-cda}
            """;

    private static JsonSchema schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                CaseSchemaTest.class.getResourceAsStream("/dev/solvo/conformance/conformance-case.schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
    }

    private static Set<ValidationMessage> validate(String text) throws IOException {
        List<CaseFault> faults = new ArrayList<>();
        List<CaseNode> documents = CaseText.read("a.yaml", text, faults);
        assertEquals(List.of(), faults);
        assertEquals(1, documents.size());
        return schema().validate(documents.get(0).toJson());
    }

    /** Whatever ships is right by both. */
    @Test
    void shippedCasesKeepTheSchema() throws IOException {
        JsonSchema schema = schema();
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (CaseSource source : CaseFiles.shipped()) {
            for (CaseNode document : CaseText.read(source.name(), source.text(), new ArrayList<>())) {
                JsonNode json = document.toJson();
                schema.validate(json)
                        .forEach(message -> wrong.add(source.name() + ":" + document.line() + " " + message));
                seen++;
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen > 0);
    }

    /** A schema's patterns look at texts only, so what could be a number is quoted here. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense: 1\nexpect: {outcome: APPROVED}\n",
                "attack: relay\nexpect: {outcome: APPROVED}\n",
                "transaction: {amuont: 1}\nexpect: {outcome: APPROVED}\n",
                "transaction: [1]\nexpect: {outcome: APPROVED}\n",
                "timeLimit: soon\nexpect: {outcome: APPROVED}\n",
                "terminal: {combinations: []}\nexpect: {outcome: APPROVED}\n",
                "terminal: {nonsense: []}\nexpect: {outcome: APPROVED}\n",
                "cardholder: {pin: [\"12\"]}\nexpect: {outcome: APPROVED}\n",
                "cardholder: {application: [\"0\"]}\nexpect: {outcome: APPROVED}\n",
                "cardholder: {referral: perhaps}\nexpect: {outcome: APPROVED}\n",
                "cardholder: {present: [collision]}\nexpect: {outcome: APPROVED}\n",
                "cardholder: {biometric: [perhaps]}\nexpect: {outcome: APPROVED}\n",
                "host: {answer: yes-please}\nexpect: {outcome: APPROVED}\n",
                "host: {code: \"123\"}\nexpect: {outcome: APPROVED}\n",
                "host: {scripts: [{when: before}]}\nexpect: {outcome: APPROVED}\n",
                "host: {scripts: [{when: before, commands: [pin-unlock]}]}\nexpect: {outcome: APPROVED}\n",
                "host: {exceptionFile: perhaps}\nexpect: {outcome: APPROVED}\n",
                "faults: [{at: 80AE, do: explode}]\nexpect: {outcome: APPROVED}\n",
                "faults: [{do: remove}]\nexpect: {outcome: APPROVED}\n",
                "faults: [{at: 80AE, do: status, status: \"6\"}]\nexpect: {outcome: APPROVED}\n",
                "faults: [{at: 80AE, do: delay, by: long}]\nexpect: {outcome: APPROVED}\n",
                "expect: {outcom: APPROVED}\n",
                "expect: {start: A}\n",
                "expect: {tvr: {set: [b6b1]}}\n",
                "expect: {tsi: {set: [b3b1]}}\n",
                "expect: {tvr: {}}\n",
                "expect: {field55: {nothing: present}}\n",
                "expect: {host: {reversal: perhaps}}\n",
                "expect: {never: [{}]}\n",
                "expect: {never: [{tvr: b9b9}]}\n",
                "expect: {cvmResults: {byte4: 00}}\n",
                "outcome: APPROVED\n"
            })
    void whatTheSchemaRefusesTheReaderRefusesToo(String added) throws IOException {
        assertFalse(validate(HEAD + added).isEmpty(), "the schema takes it");
        CaseResult result = CaseRuns.run(HEAD + added);
        assertEquals(Verdict.BROKEN, result.verdict());
    }
}
