package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TagTest {
    @ParameterizedTest
    @CsvSource({
        "01,1,false",
        "82,1,false",
        "6F,1,true",
        "9F37,2,false",
        "BF0C,2,true",
        "DF8129,3,false",
        "FF8105,3,true",
        "DF818201,4,false",
        "7F818201,4,true"
    })
    void wellFormedTag(String hex, int size, boolean constructed) {
        Tag tag = Tag.of(Integer.parseUnsignedInt(hex, 16));
        assertEquals(size, tag.size());
        assertEquals(constructed, tag.isConstructed());
        assertEquals(hex, tag.toBytes().toHex());
        assertEquals(hex, tag.toString());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00,
                0x1F,
                0x9F,
                0xFF,
                0x8284,
                0x9F80,
                0x9F3701,
                0x9F81,
                0x9F8080,
                0x9F370101,
                0x9F808080,
                0x5A000000
            })
    void numberThatIsNotOneTag_isRefused(int value) {
        assertThrows(IllegalArgumentException.class, () -> Tag.of(value));
    }

    @Test
    void tagFromEveryNumberOfTwoBytes_isTheSameAsAFreshOne() {
        for (int value = 0; value < 0x1_0000; value++) {
            int number = value;
            Tag fresh;
            try {
                fresh = new Tag(number);
            } catch (IllegalArgumentException e) {
                assertThrows(IllegalArgumentException.class, () -> Tag.of(number), Integer.toHexString(number));
                continue;
            }
            assertEquals(fresh, Tag.of(number));
        }
    }

    @Test
    void order_isUnsigned() {
        assertEquals(
                "[82, 9F37, DF8129, 5F818201, DF818201]",
                Stream.of(0xDF818201, 0x5F818201, 0xDF8129, 0x82, 0x9F37)
                        .map(Tag::of)
                        .sorted()
                        .toList()
                        .toString());
        assertTrue(Tag.of(0x82).compareTo(Tag.of(0x84)) < 0);
    }
}
