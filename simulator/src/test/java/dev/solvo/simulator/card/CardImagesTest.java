package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CardImagesTest {
    @ParameterizedTest
    @MethodSource({"dev.solvo.simulator.card.CardImages#names", "dev.solvo.simulator.card.CardImages#contactlessNames"})
    void everyImage_isReadAndDescribed(String name) {
        CardImage image = CardImages.named(name);
        assertFalse(image.description().isBlank());
        assertFalse(image.aids().isEmpty());
        assertEquals("CardImage[" + image.description() + "]", image.toString());
    }

    @Test
    void names_areSortedAndDistinct() {
        assertEquals(CardImages.names().stream().distinct().sorted().toList(), CardImages.names());
        assertTrue(CardImages.names().contains("offline-cda"));
    }

    @Test
    void accountNumbers_areDistinct() {
        List<String> numbers = allNames()
                .flatMap(name -> CardImages.named(name).text().lines())
                .map(String::strip)
                .filter(line -> line.startsWith("5A "))
                .toList();
        assertEquals(numbers.stream().distinct().toList(), numbers);
        assertTrue(numbers.size() >= CardImages.names().size());
    }

    private static Stream<String> allNames() {
        return Stream.concat(CardImages.names().stream(), CardImages.contactlessNames().stream());
    }

    @Test
    void contactlessNames_areSortedDistinctAndOthers() {
        List<String> all = allNames().toList();
        assertEquals(all.stream().distinct().toList(), all);
        assertEquals(CardImages.contactlessNames().stream().sorted().toList(), CardImages.contactlessNames());
        assertTrue(CardImages.contactlessNames().contains("tap-visa"));
    }

    @Test
    void unknownName_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> CardImages.named("no-such-card"));
    }
}
