package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CardImagesTest {
    @ParameterizedTest
    @MethodSource("dev.solvo.simulator.card.CardImages#names")
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
    void unknownName_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> CardImages.named("no-such-card"));
    }
}
