package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.emv.data.DataStore.Origin;
import dev.solvo.tlv.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class TagMapTest {
    private record Marked(String value, Origin origin) {}

    /** Values keep their origins while others come, go and make the map grow. */
    @Property(tries = 200)
    void holdsWhatAnOrdinaryMapHolds(@ForAll long seed, @ForAll @IntRange(max = 40) int expected) {
        List<Origin> origins = List.of(Origin.values());
        Random random = new Random(seed);
        TagMap<String> map = new TagMap<>(expected);
        Map<Tag, Marked> model = new HashMap<>();
        for (int step = 0; step < 300; step++) {
            Tag tag = Tag.of((random.nextBoolean() ? 0x9F00 : 0xDF00) | random.nextInt(0x60));
            if (random.nextInt(4) == 0) {
                map.remove(tag);
                model.remove(tag);
            } else {
                Origin origin = origins.get(random.nextInt(origins.size()));
                map.put(tag, "value " + step, origin);
                model.put(tag, new Marked("value " + step, origin));
            }
        }
        check(model, map);
        check(model, new TagMap<>(map));
    }

    private static void check(Map<Tag, Marked> model, TagMap<String> map) {
        assertEquals(model.size(), map.size());
        for (Map.Entry<Tag, Marked> entry : model.entrySet()) {
            assertEquals(entry.getValue().value(), map.get(entry.getKey()));
            assertEquals(entry.getValue().origin(), map.origin(entry.getKey()));
        }
    }
}
