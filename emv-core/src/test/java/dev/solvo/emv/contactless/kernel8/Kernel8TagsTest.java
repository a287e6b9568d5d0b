package dev.solvo.emv.contactless.kernel8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.emv.data.DataElement;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.emv.data.TagScope;
import dev.solvo.tlv.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dictionary's tags of kernel 8 against the public list of them. */
final class Kernel8TagsTest {
    private static final TagDictionary DICTIONARY = TagDictionary.load().within(TagScope.KERNEL_8);

    /** The list gives two bytes; another public table, in vectors/tags.json, gives one, and it is a percentage. */
    private static final String MISMATCH_THRESHOLD = "9F8218";

    /** The dictionary has no meaning for them; the list has for two of them neither format nor length. */
    private static final Set<String> LEFT_OUT = Set.of("9F8110", "9F8111", "9F811A");

    private static JsonNode list() {
        try (InputStream file = Kernel8TagsTest.class.getResourceAsStream("/vectors/kernel8/kernel8_tags.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static Stream<JsonNode> tags() {
        return StreamSupport.stream(list().path("tags").spliterator(), false)
                .filter(tag -> !LEFT_OUT.contains(tag.path("tag").asText()));
    }

    private static Tag tag(JsonNode row) {
        return Tag.of(Integer.parseUnsignedInt(row.path("tag").asText(), 16));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void lengthsAndOwners_areThoseOfTheList(JsonNode row) {
        DataElement element = DICTIONARY.find(tag(row)).orElseThrow();
        String lengths = row.path("length").asText();
        for (String length : lengths.replaceAll("[^0-9]+", " ").strip().split(" ", -1)) {
            if (!length.isEmpty() && !row.path("tag").asText().equals(MISMATCH_THRESHOLD)) {
                assertTrue(element.lengths().allows(Integer.parseInt(length)), length);
            }
        }
        if (lengths.matches("[0-9]+") && !row.path("tag").asText().equals(MISMATCH_THRESHOLD)) {
            assertFalse(element.lengths().allows(Integer.parseInt(lengths) + 1), "one byte more");
        }
        boolean ofTheCard = row.path("update").asText().contains("RA");
        assertEquals(ofTheCard, element.sources().contains(DataElement.Source.CARD));
    }

    @Test
    void theListIsWhole() {
        assertEquals(52, tags().count());
    }

    /** Every parameter of a length of its own has the length of the list. */
    @ParameterizedTest
    @MethodSource("tags")
    void parameters_haveTheLengthsOfTheList(JsonNode row) {
        Optional<Kernel8Parameter> parameter = Stream.of(Kernel8Parameter.values())
                .filter(one -> one.tag().equals(tag(row)))
                .findFirst();
        String lengths = row.path("length").asText();
        if (parameter.isPresent()
                && lengths.matches("[0-9]+")
                && !row.path("tag").asText().equals(MISMATCH_THRESHOLD)) {
            assertEquals(Integer.parseInt(lengths), parameter.get().lengthBytes());
        }
    }
}
