package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tree says of each object beside what the object was made of, in inputs with places of 16 bits and of more. */
final class TlvIndexTest {
    private static final TlvLimits WIDE = new TlvLimits(16, 65_536, 1 << 20);

    /** An object as it is made: its bytes, and what is in it. */
    private record Made(int tag, Bytes encoded, Bytes value, List<Made> children) {
        int objects() {
            return 1 + children.stream().mapToInt(Made::objects).sum();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 255, 4000, 65_535, 65_536, 70_000, 200_000})
    void tree_isWhatItWasMadeOf(int length) throws TlvException {
        for (int seed = 0; seed < (length < 5000 ? 20 : 3); seed++) {
            List<Made> made = madeOf(new Random(seed), length);
            Bytes input = Bytes.concat(made.stream().map(Made::encoded).toArray(Bytes[]::new));
            assertTrue(input.length() >= length, "long enough");
            assertSame(made, Tlv.parseAll(Bytes.fromHex("FF").plus(input).slice(1), WIDE));

            Tlv template = Tlv.of(Tag.of(0x70), Tlv.parseAll(input, WIDE));
            assertSame(made, template.children());
            assertEquals(made.stream().mapToInt(Made::objects).sum(), count(template) - 1);
        }
    }

    /** The last number of 16 bits, and the first of more. */
    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536})
    void object_atTheBound(int length) throws TlvException {
        Bytes value = Bytes.repeat(0xAB, length - 8);
        Bytes input = Bytes.concat(
                Bytes.fromHex("8200"), Bytes.fromHex("9F7F83" + String.format(Locale.ROOT, "%06X", length - 8)), value);
        assertEquals(length, input.length());
        List<Tlv> objects = Tlv.parseAll(input, WIDE);
        assertEquals(2, objects.size());
        assertEquals(Bytes.EMPTY, objects.get(0).value());
        assertEquals(0x9F7F, objects.get(1).tag().value());
        assertEquals(value, objects.get(1).value());
        assertEquals(input.slice(2), objects.get(1).encode());
    }

    /** A template that was cut off ends where its bytes do; what follows the outer one is not in it. */
    @Test
    void truncatedTemplate_endsWithTheOuterOne() {
        LenientTlv read = LenientTlv.parse(Bytes.fromHex("7006 7010 8100 8200 8301AA"));
        assertEquals(2, read.objects().size());
        Tlv inner = read.objects().get(0).children().get(0);
        assertEquals("701081008200", inner.encode().toHex());
        assertEquals("81008200", inner.value().toHex());
        assertEquals(2, inner.children().size());
        assertEquals("AA", read.objects().get(1).value().toHex());
    }

    /** Some cards forget the 81; the header then has one byte of length. */
    @Test
    void lengthWithoutItsFirstByte_isOneByte() {
        Bytes value = Bytes.repeat(0x11, 0x90);
        LenientTlv read = LenientTlv.parse(Bytes.fromHex("5A90").plus(value).plus(Bytes.fromHex("8200")));
        assertEquals(value, read.objects().get(0).value());
        assertEquals(2, read.objects().size());
    }

    private static List<Made> madeOf(Random random, int length) {
        List<Made> made = new ArrayList<>();
        for (int total = 0; total < length; ) {
            Made next = made(random, 4);
            made.add(next);
            total += next.encoded().length();
        }
        return made;
    }

    private static Made made(Random random, int depth) {
        boolean template = depth > 0 && random.nextInt(3) == 0;
        List<Made> children = new ArrayList<>();
        Bytes value;
        if (template) {
            for (int i = random.nextInt(12); i > 0; i--) {
                children.add(made(random, depth - 1));
            }
            value = Bytes.concat(children.stream().map(Made::encoded).toArray(Bytes[]::new));
        } else {
            byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(3000) : random.nextInt(20)];
            random.nextBytes(bytes);
            value = Bytes.of(bytes);
        }
        int[] tags = template ? new int[] {0x70, 0xBF0C, 0xFF8105} : new int[] {0x5A, 0x9F37, 0xDF8129, 0xDF818201};
        int tag = tags[random.nextInt(tags.length)];
        boolean shortForm = value.length() < 0x80 && random.nextInt(4) > 0;
        String length = shortForm ? hex(value.length()).substring(2) : "82" + hex(value.length());
        if (value.length() > 0xFFFF) {
            length = "84" + String.format(Locale.ROOT, "%08X", value.length());
        }
        return new Made(tag, Bytes.fromHex(Integer.toHexString(tag) + length).plus(value), value, children);
    }

    private static String hex(int number) {
        return String.format(Locale.ROOT, "%04X", number);
    }

    private static void assertSame(List<Made> made, List<Tlv> objects) {
        assertEquals(made.size(), objects.size());
        int at = 0;
        for (Tlv object : objects) {
            Made one = made.get(at);
            assertEquals(one.tag(), object.tag().value());
            assertEquals(one.encoded(), object.encode());
            assertEquals(one.value(), object.value());
            assertEquals(object, objects.get(at));
            assertSame(one.children(), object.children());
            at++;
        }
    }

    private static int count(Tlv object) {
        int objects = 1;
        for (Tlv child : object.children()) {
            objects += count(child);
        }
        return objects;
    }
}
