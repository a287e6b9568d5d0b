package dev.solvo.qr.merchant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.testdata.CodeVectors;
import dev.solvo.tlv.Bytes;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MerchantVectorsTest {
    static List<JsonNode> positive() {
        return Stream.concat(
                        CodeVectors.records("emv-mpm.json").stream(),
                        CodeVectors.records("national-profiles.json").stream())
                .toList();
    }

    static List<JsonNode> national() {
        return CodeVectors.records("national-profiles.json");
    }

    static List<JsonNode> negative() {
        return CodeVectors.records("emv-mpm-negative.json");
    }

    static List<JsonNode> checksums() {
        return CodeVectors.records("crc16.json");
    }

    private static Set<String> codes(List<Finding> findings) {
        return new TreeSet<>(findings.stream().map(Finding::code).toList());
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(n -> texts.add(n.asText()));
        return texts;
    }

    @ParameterizedTest
    @MethodSource("positive")
    void readsEveryObjectAndKeepsEveryCharacter(JsonNode vector) throws QrException {
        String payload = vector.get("payload").asText();
        MerchantCode code = MerchantCode.parse(payload);
        assertEquals(payload, code.payload());
        assertEquals(vector.get("crcOk").asBoolean(), code.hasRightCrc());
        assertEquals(texts(vector.get("emvViolations")), codes(code.validate(Profile.EMVCO)));
        assertFields(vector.get("fields"), code.fields());
    }

    private static void assertFields(JsonNode expected, List<MerchantField> actual) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < actual.size(); i++) {
            MerchantField field = actual.get(i);
            assertEquals(expected.get(i).get(0).asText(), field.idText());
            JsonNode value = expected.get(i).get(1);
            assertEquals(value.isArray(), field.template(), field.idText());
            if (value.isArray()) {
                assertFields(value, field.children());
            } else {
                assertEquals(value.asText(), field.value());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("negative")
    void findsWhatEmvcoForbids(JsonNode vector) {
        Set<String> found;
        try {
            found = codes(MerchantCode.parse(vector.get("payload").asText()).validate(Profile.EMVCO));
        } catch (QrException e) {
            assertTrue(e.offset().isPresent());
            found = Set.of(e.code());
        }
        assertTrue(found.contains(vector.get("expect").asText()), found + " for " + vector.get("why"));
        assertEquals(texts(vector.get("allViolations")), found);
    }

    @ParameterizedTest
    @MethodSource("national")
    void aProfileToleratesItsCountrysCodes(JsonNode vector) throws QrException {
        Profile profile = Profile.valueOf(vector.get("profile").asText());
        MerchantCode code = MerchantCode.parse(vector.get("payload").asText(), profile.lengthUnit());
        assertEquals(List.of(), code.validate(profile));
        assertEquals(profile, Profile.detect(code));
    }

    @ParameterizedTest
    @MethodSource("national")
    void aProfileReadsItsCountrysData(JsonNode vector) throws Exception {
        Profile profile = Profile.valueOf(vector.get("profile").asText());
        NationalData data =
                profile.read(MerchantCode.parse(vector.get("payload").asText())).orElseThrow();
        Map<String, String> expected = new TreeMap<>();
        vector.get("expect")
                .properties()
                .forEach(f -> expected.put(f.getKey(), f.getValue().asText()));
        Map<String, String> actual = new TreeMap<>();
        for (RecordComponent component : data.getClass().getRecordComponents()) {
            put(actual, component.getName(), component.getAccessor().invoke(data));
        }
        if (data instanceof PixData pix) {
            put(actual, "kind", pix.kind());
        }
        actual.keySet().retainAll(expected.keySet());
        assertEquals(expected, actual);
    }

    private static void put(Map<String, String> all, String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> put(all, name, present));
        } else if (value instanceof PromptPayData.Type type) {
            all.put(name, camelCase(type.name()));
        } else if (value instanceof Enum<?> constant) {
            all.put(name, constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else {
            all.put(name, value.toString());
        }
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.split("_", -1)) {
            String small = word.toLowerCase(Locale.ROOT);
            text.append(text.length() == 0 ? small : word.charAt(0) + small.substring(1));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("checksums")
    void addsUpAsTheVectorSays(JsonNode vector) {
        byte[] bytes = Bytes.fromHex(vector.get("hex").asText()).toByteArray();
        assertEquals(vector.get("crc").asText(), Crc16.of(bytes));
        if (vector.has("text")) {
            assertEquals(vector.get("crc").asText(), Crc16.of(vector.get("text").asText()));
        }
        List<String> wrong = new ArrayList<>();
        vector.path("notCrc").forEach(n -> wrong.add(n.asText()));
        wrong.forEach(crc -> assertNotEquals(crc, Crc16.of(bytes)));
    }
}
