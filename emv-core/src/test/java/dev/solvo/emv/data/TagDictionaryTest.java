package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.emv.data.DataElement.Lengths;
import dev.solvo.emv.data.DataElement.Source;
import dev.solvo.tlv.Tag;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dictionary against the collected tag tables, and against EMV 4.4 Book 3, Annex A where those are known to err. */
final class TagDictionaryTest {
    private static final TagDictionary DICTIONARY = TagDictionary.load();
    private static final JsonNode COLLECTED = VectorFile.read("tags.json");

    private static final Map<String, TagScope> SCOPES = Map.of(
            "mastercard", TagScope.MASTERCARD,
            "visa", TagScope.VISA,
            "qvsdc", TagScope.VISA,
            "msd", TagScope.MAGNETIC_STRIPE,
            "upi", TagScope.UNIONPAY,
            "unionpay", TagScope.UNIONPAY,
            "amex", TagScope.AMERICAN_EXPRESS);

    private static final Map<String, String> FORMATS = Map.of(
            "Binary", "b",
            "Numeric", "n",
            "Variable", "var",
            "AlphanumericSpecial", "ans",
            "Alphanumeric", "an",
            "CompressedNumeric", "cn",
            "Alphabetic", "a");

    @Test
    void everyCollectedRecordIsThereByTagScopeAndName() {
        List<String> lacking = new ArrayList<>();
        for (JsonNode record : COLLECTED.get("tags")) {
            Tag tag = tag(record);
            String name = plainName(record.get("name").asText());
            boolean scoped = record.hasNonNull("scope");
            boolean found = DICTIONARY.all(tag).stream()
                    .anyMatch(element -> plainName(element.name()).equals(name)
                            && (!scoped
                                    || element.scope()
                                            == SCOPES.get(record.get("scope").asText())));
            if (!found) {
                lacking.add(tag + " " + name);
            }
        }
        assertEquals(List.of(), lacking);
        assertEquals(224, COLLECTED.get("tags").size());
    }

    @Test
    void everyRecordOfKernel8IsThere() {
        int count = 0;
        for (JsonNode record : COLLECTED.get("kernel8").get("tags")) {
            assertTrue(
                    DICTIONARY.find(tag(record), TagScope.KERNEL_8).isPresent(),
                    record.get("tag").asText());
            count++;
        }
        assertEquals(119, count);
    }

    /** Formats and lengths are those collected, except where the collection is known to be wrong. */
    @Test
    void formatsAndLengthsAreThoseCollected() {
        List<String> different = new ArrayList<>();
        for (JsonNode record : COLLECTED.get("tags")) {
            if (!record.hasNonNull("format")) {
                continue;
            }
            Tag tag = tag(record);
            String name = plainName(record.get("name").asText());
            DataElement element = DICTIONARY.all(tag).stream()
                    .filter(e -> plainName(e.name()).equals(name))
                    .findFirst()
                    .orElseThrow();
            if (!element.format()
                    .symbol()
                    .equals(FORMATS.get(record.get("format").asText()))) {
                different.add(tag + " format");
            }
            JsonNode length = record.get("length");
            boolean fits = length.has("max")
                    ? element.lengths().maximum() == length.get("max").asInt()
                    : !length.has("variable") || element.lengths().equals(Lengths.ANY);
            if (!fits) {
                different.add(tag + " length");
            }
        }
        assertEquals(List.of("9F16 format"), different);
    }

    /** Elements that tag tables often have wrong. */
    @ParameterizedTest
    @CsvSource({
        "9F16, ALPHANUMERIC_SPECIAL, 15",
        "9F1B, BINARY, 4",
        "81, BINARY, 4",
        "9F04, BINARY, 4",
        "9F02, NUMERIC, 6",
        "9F03, NUMERIC, 6",
        "9F41, NUMERIC, 2-4",
        "9F09, BINARY, 2",
        "9F08, BINARY, 2",
        "9F35, NUMERIC, 1",
        "9F1C, ALPHANUMERIC, 8",
        "9F1E, ALPHANUMERIC, 8",
        "5F2D, ALPHANUMERIC, 2-8",
        "5A, COMPRESSED_NUMERIC, 1-10",
        "82, BINARY, 2",
        "9F32, BINARY, '1,3'"
    })
    void oftenMixedUp(String hex, DataFormat format, String lengths) {
        DataElement element = DICTIONARY.find(Tag.of(Integer.parseInt(hex, 16))).orElseThrow();
        assertEquals(format, element.format());
        assertEquals(lengths, element.lengths().toString());
    }

    @Test
    void oneTagHasOneMeaningAScopeUnlessTheScopeItselfIsDivided() {
        DataElement offlineSpending =
                DICTIONARY.find(Tag.of(0x9F5D), TagScope.VISA).orElseThrow();
        assertEquals("Available Offline Spending Amount (AOSA)", offlineSpending.name());
        assertEquals(
                "Application Capabilities Information",
                DICTIONARY
                        .find(Tag.of(0x9F5D), TagScope.MASTERCARD)
                        .orElseThrow()
                        .name());
        assertFalse(DICTIONARY.find(Tag.of(0x9F5D)).isPresent());
        assertEquals(
                "Terminal Transaction Qualifiers (TTQ)",
                DICTIONARY.find(Tag.of(0x9F66), TagScope.VISA).orElseThrow().name());
        assertEquals(
                "PUNATC(Track2)",
                DICTIONARY
                        .find(Tag.of(0x9F66), TagScope.MASTERCARD)
                        .orElseThrow()
                        .name());
    }

    @Test
    void biometricMeaningsDoNotHideEmvOnes() {
        assertEquals(
                "Application Interchange Profile",
                DICTIONARY
                        .find(EmvTag.APPLICATION_INTERCHANGE_PROFILE)
                        .orElseThrow()
                        .name());
        assertEquals(
                "Biometric Subtype",
                DICTIONARY.find(Tag.of(0x82), TagScope.BIOMETRIC).orElseThrow().name());
        assertEquals(
                3,
                DICTIONARY.all(Tag.of(0xDF51)).stream()
                        .filter(element -> element.scope() == TagScope.BIOMETRIC)
                        .map(DataElement::templates)
                        .distinct()
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"5A", "57", "5F20", "9F1F", "56", "9F6B", "9F20", "9F0B", "99", "9F24", "9F46", "5F53"})
    void cardholderDataAreMasked(String hex) {
        assertTrue(DICTIONARY.isMasked(Tag.of(Integer.parseInt(hex, 16))));
    }

    @Test
    void otherDataAreNotMasked() {
        assertFalse(DICTIONARY.isMasked(EmvTag.APPLICATION_EXPIRATION_DATE));
        assertFalse(DICTIONARY.isMasked(Tag.of(0xDF7F)));
    }

    @Test
    void sources() {
        assertEquals(
                Set.of(Source.TERMINAL),
                DICTIONARY.find(EmvTag.TERMINAL_TYPE).orElseThrow().sources());
        assertEquals(
                Set.of(Source.ISSUER, Source.TERMINAL),
                DICTIONARY
                        .find(EmvTag.AUTHORISATION_RESPONSE_CODE)
                        .orElseThrow()
                        .sources());
        assertEquals(
                Set.of(Source.CARD),
                DICTIONARY.find(EmvTag.TRACK_2_EQUIVALENT_DATA).orElseThrow().sources());
    }

    @Test
    void everyConstantIsInTheDictionary() throws IllegalAccessException {
        Set<Tag> seen = new HashSet<>();
        for (Field field : EmvTag.class.getFields()) {
            Tag tag = (Tag) field.get(null);
            assertTrue(seen.add(tag), field.getName());
            assertFalse(DICTIONARY.all(tag).isEmpty(), field.getName());
            assertFalse(DICTIONARY.all(tag).get(0).reference().isBlank() && tag.value() != 0x56, field.getName());
        }
        assertTrue(seen.size() >= 130);
    }

    @Test
    void unknownTag() {
        Tag unknown = Tag.of(0xDF7F);
        assertEquals(List.of(), DICTIONARY.all(unknown));
        assertEquals(DataFormat.BINARY, DICTIONARY.format(unknown));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,false", "3,true", "0,false", "4,false"})
    void alternativeLengths(int length, boolean allowed) {
        assertEquals(allowed, new Lengths(1, 3, List.of(1, 3)).allows(length));
    }

    private static Tag tag(JsonNode record) {
        return Tag.of(Integer.parseUnsignedInt(record.get("tag").asText(), 16));
    }

    private static String plainName(String name) {
        return name.replaceAll("\\. Templates? .*\\.$", "").replace('–', '-').toLowerCase(Locale.ROOT);
    }

    /** EMV 4.4 Book 3, Annex A1, column Source. */
    @ParameterizedTest
    @CsvSource({"9F36, CARD", "9F33, TERMINAL", "91, ISSUER"})
    void sources(String hex, Source source) {
        assertEquals(
                Set.of(source),
                DICTIONARY.find(Tag.of(Integer.parseInt(hex, 16))).orElseThrow().sources());
    }

    @Test
    void tags_areThoseThatHaveAMeaning() {
        Set<Tag> tags = DICTIONARY.tags();
        assertTrue(tags.contains(Tag.of(0x9F36)));
        assertFalse(tags.contains(Tag.of(0xDF7F)));
        tags.forEach(tag -> assertFalse(DICTIONARY.all(tag).isEmpty(), tag::toString));
    }

    /** EMV 4.4 Book 3, Annex A1, columns Format and Length. */
    @ParameterizedTest
    @CsvSource({
        "9F02, NUMERIC, 6, 6",
        "9F37, BINARY, 4, 4",
        "8E, BINARY, 10, 252",
        "5F2D, ALPHANUMERIC, 2, 8",
        "50, ALPHANUMERIC_SPECIAL, 1, 16",
        "5A, COMPRESSED_NUMERIC, 1, 10",
        "9F4A, VARIABLE, 0, 65535"
    })
    void formatAndLength(String hex, DataFormat format, int minimum, int maximum) {
        DataElement element =
                TagDictionary.load().find(Tag.of(Integer.parseInt(hex, 16))).orElseThrow();
        assertEquals(format, element.format());
        assertEquals(new Lengths(minimum, maximum, List.of()), element.lengths());
    }
}
