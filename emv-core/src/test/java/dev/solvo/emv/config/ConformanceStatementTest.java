package dev.solvo.emv.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.solvo.emv.data.EmvDataException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option is declared, what contradicts itself is refused on load, and the terminal keeps to what was declared. */
final class ConformanceStatementTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(ConformanceStatementJson.schema());
    private static final Path PAGE = Path.of("..", "docs", "ics.md");

    /** Makes another statement of the shipped one. */
    private interface Change {
        void accept(ObjectNode json);
    }

    private static ObjectNode shipped() throws JsonProcessingException {
        return (ObjectNode) MAPPER.readTree(ConformanceStatementJson.shipped());
    }

    private static Set<ValidationMessage> schemaErrors(String json) throws JsonProcessingException {
        return SCHEMA.validate(MAPPER.readTree(json));
    }

    private static String error(ObjectNode json) {
        return String.valueOf(
                assertThrows(EmvDataException.class, () -> ConformanceStatementJson.parse(json.toString()))
                        .getMessage());
    }

    private static Change option(String key, boolean value) {
        return json -> ((ObjectNode) json.get("options")).put(key, value);
    }

    private static Change set(String key, String value) {
        return json -> json.put(key, value);
    }

    private static Arguments refused(String problem, Change... changes) {
        return Arguments.of(problem, List.of(changes));
    }

    /** A type without attendant but otherwise coherent. */
    private static Change unattended(String type) {
        return json -> {
            json.put("terminalType", type);
            json.put("terminalCapabilities", "20D9CC");
            for (String key : new String[] {"pinBypass", "merchantForcedOnline", "forcedAcceptance", "referrals"}) {
                ((ObjectNode) json.get("options")).put(key, false);
            }
        };
    }

    /** An offline-only type, otherwise coherent. */
    private static void offlineOnly(ObjectNode json) {
        json.put("terminalType", "23");
        json.put("terminalCapabilities", "20B9CC");
        for (String key : new String[] {"merchantForcedOnline", "referrals"}) {
            ((ObjectNode) json.get("options")).put(key, false);
        }
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                refused("terminal capabilities without IC with contacts", set("terminalCapabilities", "00F9CC")),
                refused("terminal capabilities with CDA but without DDA", set("terminalCapabilities", "20F98C")),
                refused("CDA without a CDA mode", json -> json.remove("cdaMode")),
                refused("a CDA mode without CDA", set("terminalCapabilities", "20F9C4")),
                refused("DDA without a default DDOL", option("defaultDdol", false)),
                refused("PIN bypass without a PIN", set("terminalCapabilities", "2028CC")),
                refused(
                        "signature at a terminal without attendant",
                        unattended("25"),
                        set("terminalCapabilities", "20F9CC")),
                refused(
                        "selection or confirmation by the cardholder without a display",
                        set("additionalTerminalCapabilities", "F000B0C1FF")),
                refused("cashback without goods or services", set("additionalTerminalCapabilities", "9000B0F1FF")),
                refused("pinBypass at a terminal without attendant", unattended("25"), option("pinBypass", true)),
                refused(
                        "merchantForcedOnline at a terminal without attendant",
                        unattended("25"),
                        option("merchantForcedOnline", true)),
                refused(
                        "forcedAcceptance at a terminal without attendant",
                        unattended("25"),
                        option("forcedAcceptance", true)),
                refused("referrals at a terminal without attendant", unattended("25"), option("referrals", true)),
                refused(
                        "merchantForcedOnline at a terminal that is offline only",
                        ConformanceStatementTest::offlineOnly,
                        option("merchantForcedOnline", true)),
                refused(
                        "referrals at a terminal that is offline only",
                        ConformanceStatementTest::offlineOnly,
                        option("referrals", true)),
                refused(
                        "online PIN at a terminal that is offline only",
                        ConformanceStatementTest::offlineOnly,
                        set("terminalCapabilities", "20F9CC")),
                refused(
                        "online data capture at a terminal that is offline only",
                        ConformanceStatementTest::offlineOnly,
                        set("dataCapture", "ONLINE")),
                refused(
                        "onlineActionCodesOffline at a terminal with online capability",
                        option("onlineActionCodesOffline", true)),
                refused(
                        "magneticStripeFallback without a magnetic stripe reader",
                        option("magneticStripeFallback", true)),
                refused(
                        "magneticStripeWithoutApplication without a magnetic stripe reader",
                        option("magneticStripeWithoutApplication", true)),
                refused("issuer scripts of fewer than 128 bytes", json -> json.put("issuerScriptLimitBytes", 127)),
                refused("no language", json -> json.putArray("languages")),
                refused(
                        "a language that has not two small letters",
                        json -> json.putArray("languages").add("EN")),
                refused(
                        "language en twice",
                        json -> json.putArray("languages").add("en").add("en")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void incoherentCombination_isRefusedOnLoad(String problem, List<Change> changes) throws JsonProcessingException {
        ObjectNode json = shipped();
        changes.forEach(change -> change.accept(json));
        assertEquals("the file: " + problem, error(json));
    }

    /** What the schema can say of a single answer, it refuses; what contradicts another answer is the loader's. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("contradictions")
    void contradiction_isNoFaultOfTheForm(String problem, List<Change> changes) throws JsonProcessingException {
        ObjectNode json = shipped();
        changes.forEach(change -> change.accept(json));
        boolean single = problem.endsWith("128 bytes")
                || problem.equals("no language")
                || problem.endsWith("small letters")
                || problem.equals("language en twice");
        assertEquals(single, !schemaErrors(json.toString()).isEmpty(), problem);
    }

    static Stream<Arguments> coherentVariants() {
        return Stream.of(
                refused("unattended", unattended("25")),
                refused("unattended, online only", unattended("24")),
                refused("offline only", ConformanceStatementTest::offlineOnly),
                refused(
                        "offline only that compares online codes",
                        ConformanceStatementTest::offlineOnly,
                        option("onlineActionCodesOffline", true)),
                refused(
                        "magnetic stripe",
                        set("terminalCapabilities", "60F9CC"),
                        option("magneticStripeFallback", true),
                        option("magneticStripeWithoutApplication", true)),
                refused("shortest scripts", json -> json.put("issuerScriptLimitBytes", 128)),
                refused(
                        "SDA only",
                        set("terminalCapabilities", "20F980"),
                        json -> json.remove("cdaMode"),
                        option("defaultDdol", false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("coherentVariants")
    void coherentCombination_isTaken(String name, List<Change> changes)
            throws JsonProcessingException, EmvDataException {
        ObjectNode json = shipped();
        changes.forEach(change -> change.accept(json));
        ConformanceStatement statement = ConformanceStatementJson.parse(json.toString());
        assertEquals(json, MAPPER.readTree(ConformanceStatementJson.write(statement)), name);
        assertEquals(Set.of(), schemaErrors(json.toString()), name);
    }

    @Nested
    final class Form {
        @ParameterizedTest
        @EnumSource
        void everyOptionMustBeAnswered(ConformanceOption option) throws JsonProcessingException {
            ObjectNode json = shipped();
            ((ObjectNode) json.get("options")).remove(option.key());
            assertEquals("/options/" + option.key() + ": missing", error(json));
            assertFalse(schemaErrors(json.toString()).isEmpty());
        }

        @Test
        void theShippedStatement_fitsTheSchema() throws JsonProcessingException, EmvDataException {
            assertEquals(Set.of(), schemaErrors(ConformanceStatementJson.shipped()));
            ObjectNode withSchema = shipped();
            withSchema.put("$schema", "conformance-statement.schema.json");
            assertEquals(Set.of(), schemaErrors(withSchema.toString()));
            ConformanceStatementJson.parse(withSchema.toString());
        }

        /** The schema's options are those of the enumeration, with their questions. */
        @ParameterizedTest
        @EnumSource
        void theSchemaAsksEveryQuestion(ConformanceOption option) throws JsonProcessingException {
            JsonNode options =
                    MAPPER.readTree(ConformanceStatementJson.schema()).at("/properties/options");
            assertEquals(
                    option.reference() + ": " + option.question(),
                    options.at("/properties/" + option.key() + "/description").asText());
            assertEquals(
                    ConformanceOption.values().length,
                    options.path("properties").size());
        }

        static Stream<Arguments> refusedByBoth() {
            return Stream.of(
                    Arguments.of("/configuration", "1"),
                    Arguments.of("/terminalType", "\"33\""),
                    Arguments.of("/terminalType", "22"),
                    Arguments.of("/terminalCapabilities", "\"20F9\""),
                    Arguments.of("/terminalCapabilities", "\"20F9C\""),
                    Arguments.of("/terminalCapabilities", "\"20F9CG\""),
                    Arguments.of("/additionalTerminalCapabilities", "\"F000B0F1FF00\""),
                    Arguments.of("/languages", "\"en\""),
                    Arguments.of("/languages", "[1]"),
                    Arguments.of("/cdaMode", "0"),
                    Arguments.of("/cdaMode", "5"),
                    Arguments.of("/cdaMode", "\"1\""),
                    Arguments.of("/issuerScriptLimitBytes", "65536"),
                    Arguments.of("/issuerScriptLimitBytes", "1.5"),
                    Arguments.of("/dataCapture", "\"BOTH\""),
                    Arguments.of("/options", "[]"),
                    Arguments.of("/options/referrals", "\"yes\""),
                    Arguments.of("/options/unknown", "true"),
                    Arguments.of("/unknown", "true"));
        }

        @ParameterizedTest(name = "{0} = {1}")
        @MethodSource("refusedByBoth")
        void whatTheSchemaRefuses_theLoaderRefusesToo(String place, String value) throws JsonProcessingException {
            ObjectNode json = shipped();
            int slash = place.lastIndexOf('/');
            ((ObjectNode) json.at(place.substring(0, slash))).set(place.substring(slash + 1), MAPPER.readTree(value));
            assertFalse(schemaErrors(json.toString()).isEmpty());
            assertTrue(error(json).startsWith(place), () -> error(json));
        }

        @ParameterizedTest
        @EnumSource
        void everyOptionHasItsReference(ConformanceOption option) {
            assertTrue(option.reference().matches("EMV 4\\.4 Book [1-4], (Annex [A-G]|[0-9.]+)"), option.reference());
            assertTrue(option.question().endsWith("?"), option.question());
        }

        @Test
        void allErrorsComeTogether() throws JsonProcessingException {
            ObjectNode json = shipped();
            json.put("terminalType", "99");
            json.put("dataCapture", "SOMETIMES");
            json.put("unknown", 1);
            json.remove("configuration");
            json.put("cdaMode", 5);
            String errors = error(json);
            assertEquals(5, errors.lines().count(), errors);
        }

        @Test
        void noObject() {
            assertThrows(EmvDataException.class, () -> ConformanceStatementJson.parse("[]"));
            assertThrows(EmvDataException.class, () -> ConformanceStatementJson.parse("{"));
        }
    }

    /** The list of options cannot fall behind the configuration: each switch of the kernel is declared. */
    @Test
    void everySwitchOfTheConfigurationIsAnOption() throws EmvDataException {
        for (Method method : TerminalConfig.class.getMethods()) {
            if (method.getReturnType() == boolean.class && method.getParameterCount() == 0) {
                String name = method.getName().replaceAll("(Supported|Allowed|Present)$", "");
                assertTrue(
                        Stream.of(ConformanceOption.values())
                                .anyMatch(option -> option.key().equals(name)),
                        () -> method.getName() + " is no option of the conformance statement");
            }
        }
    }

    @Nested
    final class Deviations {
        private ConformanceStatement statement() throws EmvDataException {
            return ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
        }

        private TerminalConfigBuilder terminal() throws EmvDataException {
            return TerminalConfigJson.parse(TerminalConfigJson.testTerminal()).toBuilder();
        }

        private void deviation(String expected, UnaryOperator<TerminalConfigBuilder> change) throws EmvDataException {
            assertEquals(
                    List.of(expected),
                    statement().deviations(change.apply(terminal()).build()));
        }

        @Test
        void theTestTerminalKeepsToTheShippedStatement() throws EmvDataException {
            assertEquals(List.of(), statement().deviations(terminal().build()));
            TerminalConfigJson.parse(TerminalConfigJson.testTerminal(), statement());
        }

        @Test
        void parametersThatWereNotDeclared_areRefusedOnLoad() {
            String json = TerminalConfigJson.testTerminal()
                    .replace("\"22\"", "\"21\"")
                    .replace("\"zh\"", "\"it\"")
                    .replace("\"cdaMode\": 1", "\"cdaMode\": 3");
            EmvDataException refused =
                    assertThrows(EmvDataException.class, () -> TerminalConfigJson.parse(json, statement()));
            assertEquals(
                    "terminal type 21 where 22 is declared\nCDA mode 3 where 1 is declared\n"
                            + "language it that is not declared",
                    refused.getMessage());
        }

        @Test
        void eachKind() throws EmvDataException {
            deviation("issuer scripts of 500 bytes where 2048 are declared", one -> one.issuerScriptLimitBytes(500));
            deviation(
                    "option referenceCurrency that is not declared",
                    one -> one.referenceCurrency(
                            new ReferenceCurrency(CurrencyUnit.EUR, Map.of(CurrencyUnit.USD, BigDecimal.ONE))));
            deviation(
                    "option defaultTdol that is not declared",
                    one -> one.applications(List.of(application()
                            .defaultTdol(dev.solvo.tlv.Bytes.fromHex("9F3704"))
                            .build())));
            deviation(
                    "application A000000999 with the capability \"Magnetic stripe\" that is not declared",
                    one -> one.applications(List.of(application()
                            .terminalCapabilities(capabilities("60F9CC"))
                            .build())));
            deviation(
                    "application A000000999 with the additional capability \"Transfer\" that is not declared",
                    one -> one.applications(List.of(application()
                            .additionalTerminalCapabilities(additional("F400B0F1FF"))
                            .build())));
            deviation(
                    "application A000000999 with a terminal type that is not declared",
                    one -> one.applications(
                            List.of(application().terminalType(type("25")).build())));
        }

        @Test
        void whatIsDeclaredNeedNotBeUsed() throws EmvDataException {
            assertEquals(
                    List.of(),
                    statement()
                            .deviations(terminal()
                                    .pinBypassAllowed(false)
                                    .languages(List.of("fr"))
                                    .exceptionFilePresent(false)
                                    .build()));
        }

        private ApplicationConfig.Builder application() {
            return ApplicationConfig.builder(dev.solvo.tlv.Bytes.fromHex("A000000999"));
        }

        private dev.solvo.emv.data.TerminalCapabilities capabilities(String hex) {
            try {
                return dev.solvo.emv.data.TerminalCapabilities.parse(dev.solvo.tlv.Bytes.fromHex(hex));
            } catch (EmvDataException broken) {
                throw new AssertionError(broken);
            }
        }

        private dev.solvo.emv.data.AdditionalTerminalCapabilities additional(String hex) {
            try {
                return dev.solvo.emv.data.AdditionalTerminalCapabilities.parse(dev.solvo.tlv.Bytes.fromHex(hex));
            } catch (EmvDataException broken) {
                throw new AssertionError(broken);
            }
        }

        private dev.solvo.emv.data.TerminalType type(String hex) {
            try {
                return dev.solvo.emv.data.TerminalType.parse(dev.solvo.tlv.Bytes.fromHex(hex));
            } catch (EmvDataException broken) {
                throw new AssertionError(broken);
            }
        }
    }

    /**
     * The page in {@code docs} is the statement's. To write it again: {@code mvn -pl emv-core -am
     * -Dtest=ConformanceStatementTest -Dsurefire.failIfNoSpecifiedTests=false -Dics.write=true test}.
     */
    @Test
    void docsIcsIsUpToDate() throws EmvDataException, IOException {
        String page =
                ConformanceStatementText.markdown(ConformanceStatementJson.parse(ConformanceStatementJson.shipped()));
        if (Boolean.getBoolean("ics.write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page, Files.readString(PAGE), "docs/ics.md is stale");
    }
}
