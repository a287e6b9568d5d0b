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
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The loader and the published schema, on the same files. */
final class TerminalConfigJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(TerminalConfigJson.schema());
    private static final String RID = "A000000999";
    private static final String MODULUS = "C1" + "5A".repeat(63);

    private static Set<ValidationMessage> schemaErrors(String json) throws JsonProcessingException {
        return SCHEMA.validate(MAPPER.readTree(json));
    }

    private static ObjectNode valid() throws JsonProcessingException {
        return (ObjectNode) MAPPER.readTree(TerminalConfigJson.testTerminal());
    }

    private static String checksum() {
        return RsaCaPublicKey.withoutChecksum(Bytes.fromHex(RID), 0x92, Bytes.fromHex(MODULUS), Bytes.fromHex("03"))
                .checksum()
                .toHex();
    }

    @Test
    void testTerminalIsValidAndWhatItsDescriptionSays() throws EmvDataException, JsonProcessingException {
        assertEquals(Set.of(), schemaErrors(TerminalConfigJson.testTerminal()));
        TerminalConfig config = TerminalConfigJson.parse(TerminalConfigJson.testTerminal());
        assertEquals("22", config.terminalType().toBytes().toHex());
        assertEquals("20F9CC", config.terminalCapabilities().toBytes().toHex());
        assertEquals(
                "F000B0F1FF", config.additionalTerminalCapabilities().toBytes().toHex());
        assertEquals(250, config.terminalCountryCode());
        assertEquals("EUR", config.transactionCurrency().orElseThrow().getCode());
        assertEquals("SOLVO001", config.interfaceDeviceSerialNumber().orElseThrow());
        assertEquals("TESTMERCHANT001", config.merchantIdentifier().orElseThrow());
        assertEquals(5999, config.merchantCategoryCode().orElseThrow());
        assertEquals("TEST0001", config.terminalIdentification().orElseThrow());
        assertEquals("00000000001", config.acquirerIdentifier().orElseThrow());
        assertEquals("Solvo test merchant", config.merchantNameAndLocation().orElseThrow());
        assertEquals(5, config.pointOfServiceEntryMode());
        assertEquals(List.of("en", "fr", "de", "es", "zh"), config.languages());
        assertEquals(CdaMode.MODE_1, config.cdaMode());
        assertTrue(config.paymentSystemEnvironmentSupported());
        assertTrue(config.cardholderSelectionSupported());
        assertTrue(config.cardholderConfirmationSupported());
        assertTrue(config.pinBypassAllowed());
        assertTrue(config.subsequentPinBypass());
        assertTrue(config.pinTryCounterRead());
        assertTrue(config.terminalRiskManagementAlways());
        assertTrue(config.exceptionFilePresent());
        assertTrue(config.earlierSalesPresent());
        assertTrue(config.merchantForcedOnlineAllowed());
        assertFalse(config.onlineActionCodesOffline());
        assertEquals(AuthorisationResponseCodes.USUAL, config.authorisationResponseCodes());
        assertEquals(7, config.applications().size());
        ApplicationConfig mastercard =
                config.applicationFor(Bytes.fromHex("A0000000041010")).orElseThrow();
        assertEquals(
                "FE50BCF800", mastercard.terminalActionCodeOnline().toBytes().toHex());
        assertEquals(
                "FE50BCA000", mastercard.terminalActionCodeDefault().toBytes().toHex());
        assertEquals(
                "0000000000", mastercard.terminalActionCodeDenial().toBytes().toHex());
        assertEquals(
                new RandomSelection(20, 50, 2000), mastercard.randomSelection().orElseThrow());
        assertEquals("9F3704", mastercard.defaultDdol().orElseThrow().toHex());
        assertEquals(5000, mastercard.floorLimitMinor());
    }

    @Test
    void smallestFile() throws EmvDataException, JsonProcessingException {
        String json = """
                {"terminal": {"terminalType": "26", "terminalCapabilities": "204848",
                  "additionalTerminalCapabilities": "6000001001", "terminalCountryCode": 826}}
                """;
        assertEquals(Set.of(), schemaErrors(json));
        TerminalConfig config = TerminalConfigJson.parse(json);
        assertEquals(List.of(), config.applications());
        assertEquals(List.of("en"), config.languages());
        assertFalse(config.pinBypassAllowed());
        assertTrue(config.terminalCapabilities().contains(TerminalCapabilities.Bit.CDA));
    }

    @Test
    void everyKeyOfAnApplication() throws EmvDataException, JsonProcessingException {
        ObjectNode file = valid();
        ObjectNode application = file.putArray("applications").addObject();
        application
                .put("aid", "A0000000031010")
                .put("name", "x")
                .put("terminalType", "25")
                .put("terminalCapabilities", "2048C8")
                .put("additionalTerminalCapabilities", "6000001001")
                .put("merchantCategoryCode", 4111)
                .put("defaultTdol", "9F0206")
                .put("applicationVersionNumber", "0096");
        application.putObject("additionalData").put("9F53", "52").put("9F1D", "2C00800000000000");
        assertEquals(Set.of(), schemaErrors(file.toString()));
        ApplicationConfig read =
                TerminalConfigJson.parse(file.toString()).applications().get(0);
        assertFalse(read.partialNameAllowed());
        assertEquals("25", read.terminalType().orElseThrow().toBytes().toHex());
        assertEquals(
                "2048C8", read.terminalCapabilities().orElseThrow().toBytes().toHex());
        assertEquals(
                "6000001001",
                read.additionalTerminalCapabilities().orElseThrow().toBytes().toHex());
        assertEquals(4111, read.merchantCategoryCode().orElseThrow());
        assertEquals("9F0206", read.defaultTdol().orElseThrow().toHex());
        assertEquals(2, read.additionalData().size());
        assertEquals(0, read.floorLimitMinor());
        assertFalse(read.randomSelection().isPresent());
    }

    @Test
    void keysAndRevocations() throws EmvDataException, JsonProcessingException {
        ObjectNode file = valid();
        file.putArray("caPublicKeys").add(rsaKey(MODULUS, checksum()));
        file.putArray("revokedCertificates")
                .addObject()
                .put("rid", RID)
                .put("index", "92")
                .put("serialNumber", "000001");
        assertEquals(Set.of(), schemaErrors(file.toString()));
        TerminalConfig config = TerminalConfigJson.parse(file.toString());
        assertTrue(config.caPublicKeys().findRsa(Bytes.fromHex(RID), 0x92).isPresent());
        assertTrue(config.revocationList()
                .contains(new RevocationList.Entry(Bytes.fromHex(RID), 0x92, Bytes.fromHex("000001"))));
    }

    private static ObjectNode rsaKey(String modulus, String checksum) {
        return MAPPER.createObjectNode()
                .put("rid", RID)
                .put("index", "92")
                .put("modulus", modulus)
                .put("exponent", "03")
                .put("checksum", checksum);
    }

    /** What schema and loader both refuse: where to put what, and the loader's words. */
    static Stream<Arguments> refusedByBoth() {
        return Stream.of(
                Arguments.of("/terminal", "colour", "\"red\"", "/terminal/colour: unknown key"),
                Arguments.of("", "colour", "1", "/colour: unknown key"),
                Arguments.of("/applications/0", "colour", "1", "/applications/0/colour: unknown key"),
                Arguments.of(
                        "/terminal",
                        "terminalType",
                        "\"33\"",
                        "/terminal/terminalType: 9F35: not one of the types 11 to 16, 21 to 26, 34 to 36"),
                Arguments.of("/terminal", "terminalType", "22", "/terminal/terminalType: a text is expected"),
                Arguments.of(
                        "/terminal",
                        "terminalCapabilities",
                        "\"20F9\"",
                        "/terminal/terminalCapabilities: 2 bytes where 3 are expected"),
                Arguments.of(
                        "/terminal",
                        "terminalCapabilities",
                        "\"20F9C\"",
                        "/terminal/terminalCapabilities: odd number of hexadecimal digits"),
                Arguments.of(
                        "/terminal",
                        "terminalCountryCode",
                        "1000",
                        "/terminal/terminalCountryCode: a number from 1 to 999 is expected"),
                Arguments.of(
                        "/terminal",
                        "terminalCountryCode",
                        "1.5",
                        "/terminal/terminalCountryCode: a number from 1 to 999 is expected"),
                Arguments.of("/terminal", "cdaMode", "5", "/terminal/cdaMode: a number from 1 to 4 is expected"),
                Arguments.of(
                        "/terminal", "subsequentPinBypass", "\"no\"", "/terminal/subsequentPinBypass: true or false"),
                Arguments.of("/terminal", "pinBypassAllowed", "\"yes\"", "/terminal/pinBypassAllowed: true or false"),
                Arguments.of("/terminal", "languages", "[]", "/terminal: no language"),
                Arguments.of("/terminal", "languages", "\"en\"", "/terminal/languages: a list is expected"),
                Arguments.of(
                        "/terminal", "languages", "[\"EN\"]", "/terminal: a language has not two small characters"),
                Arguments.of(
                        "/terminal",
                        "merchantIdentifier",
                        "\"short\"",
                        "/terminal: the merchant identifier has not 15 characters"),
                Arguments.of("", "applications", "[1]", "/applications/0: an object is expected"),
                Arguments.of("", "applications", "{}", "/applications: a list is expected"),
                Arguments.of("/applications/0", "aid", "\"A0000000\"", "/applications/0/aid: 4 bytes where 5 to 16"),
                Arguments.of(
                        "/applications/0",
                        "floorLimitMinor",
                        "4294967296",
                        "/applications/0/floorLimitMinor: a number from 0 to 4294967295 is expected"),
                Arguments.of(
                        "/applications/0",
                        "additionalData",
                        "{\"XX\": \"01\"}",
                        "/applications/0/additionalData/XX: no tag in hexadecimal"),
                Arguments.of(
                        "/applications/0",
                        "randomSelection",
                        "{}",
                        "/applications/0/randomSelection/targetPercentage: missing"),
                Arguments.of("", "caPublicKeys", "[{}]", "/caPublicKeys/0/rid: missing"),
                Arguments.of(
                        "", "revokedCertificates", "[{\"rid\": 1}]", "/revokedCertificates/0/rid: a text is expected"),
                Arguments.of(
                        "/terminal",
                        "authorisationResponseCodes",
                        "{\"approved\": [\"000\"]}",
                        "/terminal/authorisationResponseCodes: an authorisation response code has two letters"));
    }

    @ParameterizedTest
    @MethodSource("refusedByBoth")
    void refusedBySchemaAndLoader(String object, String key, String value, String message)
            throws JsonProcessingException {
        ObjectNode file = valid();
        ((ObjectNode) file.at(object)).set(key, MAPPER.readTree(value));
        assertFalse(schemaErrors(file.toString()).isEmpty());
        assertRefused(file, message);
    }

    /** Rules between values, which a schema cannot state. */
    static Stream<Arguments> refusedByTheLoader() {
        String thresholdAtFloor = "{\"targetPercentage\": 1, \"maximumTargetPercentage\": 2, \"thresholdMinor\": 5000}";
        String maximumBelowTarget = "{\"targetPercentage\": 3, \"maximumTargetPercentage\": 2, \"thresholdMinor\": 0}";
        return Stream.of(
                Arguments.of(
                        "/terminal",
                        "terminalCapabilities",
                        "\"20F988\"",
                        "/terminal: terminal capabilities with CDA but without DDA"),
                Arguments.of(
                        "/terminal",
                        "terminalCapabilities",
                        "\"00F9C8\"",
                        "/terminal: terminal capabilities without IC with contacts"),
                Arguments.of("/terminal", "transactionCurrency", "\"XYZ\"", "no ISO 4217 currency"),
                Arguments.of(
                        "/terminal", "terminalType", "\"25\"", "/terminal: PIN bypass at a terminal without attendant"),
                Arguments.of(
                        "/terminal",
                        "terminalType",
                        "\"23\"",
                        "/terminal: merchant forced online at a terminal without attendant or online capability"),
                Arguments.of(
                        "/terminal",
                        "onlineActionCodesOffline",
                        "true",
                        "/terminal: online action codes of an offline-only terminal"),
                Arguments.of(
                        "/applications/0",
                        "randomSelection",
                        thresholdAtFloor,
                        "/applications/0: the threshold for random selection is not below the floor limit"),
                Arguments.of(
                        "/applications/0",
                        "randomSelection",
                        maximumBelowTarget,
                        "/applications/0/randomSelection: the maximum target percentage"),
                Arguments.of(
                        "/applications/0",
                        "defaultDdol",
                        "\"9F0206\"",
                        "/applications/0: default DDOL without the unpredictable number"),
                Arguments.of(
                        "/applications/0",
                        "defaultTdol",
                        "\"9F02\"",
                        "/applications/0: default TDOL that is no data object list"),
                Arguments.of(
                        "/applications/0",
                        "defaultTdol",
                        "\"9F02FF9F0301\"",
                        "/applications/0: default TDOL that asks for more than 255 bytes"),
                Arguments.of(
                        "/applications/0",
                        "terminalCapabilities",
                        "\"20F988\"",
                        "/applications/0: terminal capabilities with CDA but without DDA"),
                Arguments.of(
                        "/applications/0", "aid", "\"A0000000041010\"", "/terminal: application A0000000041010 twice"));
    }

    @ParameterizedTest
    @MethodSource("refusedByTheLoader")
    void refusedByTheLoaderAlone(String object, String key, String value, String message)
            throws JsonProcessingException {
        ObjectNode file = valid();
        ((ObjectNode) file.at(object)).set(key, MAPPER.readTree(value));
        assertEquals(Set.of(), schemaErrors(file.toString()));
        assertRefused(file, message);
    }

    @Test
    void keyWithAnotherChecksum() throws JsonProcessingException {
        ObjectNode file = valid();
        file.putArray("caPublicKeys").add(rsaKey(MODULUS, "00".repeat(20)));
        assertRefused(file, "/caPublicKeys/0: the checksum is not that of CA key");
    }

    @Test
    void twoModuliForOneIndex() throws JsonProcessingException {
        ObjectNode file = valid();
        String other = "C3" + "5A".repeat(63);
        String otherChecksum = RsaCaPublicKey.withoutChecksum(
                        Bytes.fromHex(RID), 0x92, Bytes.fromHex(other), Bytes.fromHex("03"))
                .checksum()
                .toHex();
        file.putArray("caPublicKeys").add(rsaKey(MODULUS, checksum())).add(rsaKey(other, otherChecksum));
        assertRefused(file, "/caPublicKeys: two different CA keys for");
    }

    @Test
    void allErrorsTogether() throws JsonProcessingException {
        ObjectNode file = valid();
        ((ObjectNode) file.at("/terminal")).put("colour", "red").put("cdaMode", 9);
        ((ObjectNode) file.at("/applications/3")).remove("aid");
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> TerminalConfigJson.parse(file.toString()));
        assertEquals(Reason.CONFIGURATION, refused.reason());
        assertEquals(
                List.of(
                        "/terminal/cdaMode: a number from 1 to 4 is expected",
                        "/terminal/colour: unknown key",
                        "/applications/3/aid: missing"),
                String.valueOf(refused.getMessage()).lines().toList());
    }

    private static void assertRefused(JsonNode file, String message) {
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> TerminalConfigJson.parse(file.toString()));
        assertEquals(Reason.CONFIGURATION, refused.reason());
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
    }

    static Stream<String> notJson() {
        return Stream.of("", "{", "[]", "null", "{\"terminal\": {}} 1", "{\"terminal\": {}, \"terminal\": {}}", "{}");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void notAConfiguration(String text) {
        assertThrows(EmvDataException.class, () -> TerminalConfigJson.parse(text));
    }

    @Property(tries = 300)
    void changedFilesAreReadOrRefused(@ForAll @IntRange(max = 6000) int at, @ForAll char replacement) {
        StringBuilder text = new StringBuilder(TerminalConfigJson.testTerminal());
        text.setCharAt(at % text.length(), replacement);
        try {
            TerminalConfigJson.parse(text.toString());
        } catch (EmvDataException refused) {
            assertEquals(Reason.CONFIGURATION, refused.reason());
        }
    }
}
