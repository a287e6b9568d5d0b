package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.tlv.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TagMapTest {
    private record Marked(String value, int mark) {}

    /** Values keep their marks while others come, go and make the map grow. */
    @Property(tries = 200)
    void holdsWhatAnOrdinaryMapHolds(@ForAll long seed, @ForAll @IntRange(max = 40) int expected) {
        Random random = new Random(seed);
        TagMap<String> map = new TagMap<>(expected);
        Map<Tag, Marked> model = new HashMap<>();
        for (int step = 0; step < 300; step++) {
            Tag tag = Tag.of((random.nextBoolean() ? 0x9F00 : 0xDF00) | random.nextInt(0x60));
            if (random.nextInt(4) == 0) {
                map.remove(tag);
                model.remove(tag);
            } else {
                int mark = random.nextInt(128);
                map.put(tag, "value " + step, mark);
                model.put(tag, new Marked("value " + step, mark));
            }
        }
        check(model, map);
        check(model, new TagMap<>(map));
    }

    private static void check(Map<Tag, Marked> model, TagMap<String> map) {
        assertEquals(model.size(), map.size());
        for (Map.Entry<Tag, Marked> entry : model.entrySet()) {
            assertEquals(entry.getValue().value(), map.get(entry.getKey()));
            assertEquals(entry.getValue().mark(), map.mark(entry.getKey()));
        }
    }
}
