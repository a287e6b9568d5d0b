package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.TlvException.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, nothing but {@link TlvException} leaves a parser, and soon. */
@Timeout(60)
final class HostileTlvTest {
    @ParameterizedTest
    @ValueSource(strings = {"pse-fci", "lint-ppse-fci", "issuer-script-71-in-E0", "len-82", "full-de55-like"})
    void cutAtEveryOffset(String id) throws TlvException {
        Bytes whole = Vectors.bytesOf(id);
        int readable = 0;
        for (int length = 0; length < whole.length(); length++) {
            readable += readAllWays(whole.slice(0, length)).isPresent() ? 1 : 0;
        }
        // A list can be cut before each object and each 00 between objects; a template only before its first byte.
        int places = 0;
        TlvReader reader = TlvReader.of(whole);
        for (int end = 0; reader.next(); end = reader.valueOffset() + reader.length()) {
            places += 1 + reader.offset() - end;
        }
        assertEquals(places, readable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pse-fci", "lint-ppse-fci", "issuer-script-72", "len-91-quirk"})
    void everyMutationOfEveryByte(String id) throws TlvException {
        byte[] bytes = Vectors.bytesOf(id).toByteArray();
        int readable = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte original = bytes[i];
            for (int change = 1; change < 256; change++) {
                bytes[i] = (byte) (original ^ change);
                readable += readAllWays(Bytes.of(bytes)).isPresent() ? 1 : 0;
            }
            bytes[i] = original;
        }
        assertTrue(readable > 0, "a changed value is still an object");
    }

    @Test
    void twentyThousandTemplatesInEachOther() {
        Bytes bomb = nested(20_000);
        assertTrue(bomb.length() > 83_000, bomb.toString());
        TlvException strict =
                assertThrows(TlvException.class, () -> Tlv.parseAll(bomb, new TlvLimits(16, 65_536, 100_000)));
        assertEquals(Reason.TOO_DEEP, strict.reason());
        assertEquals(
                Reason.VALUE_TOO_LONG,
                assertThrows(TlvException.class, () -> Tlv.parseAll(bomb)).reason(),
                "with default limits the outermost is too long already");
        assertEquals(1, LenientTlv.parse(bomb).findings().size());
    }

    /** Where limits are lifted, depth costs heap, not the thread's stack. */
    @Test
    void twentyThousandTemplates_canBeReadWhereTheLimitsAllow() throws TlvException {
        Bytes bomb = nested(20_000);
        Tlv tree = Tlv.parse(bomb, new TlvLimits(20_000, 65_536, 100_000));
        assertEquals(Optional.empty(), tree.search(Tag.of(0x84)));
        assertEquals(19_999, tree.searchAll(Tag.of(0x70)).size());
        assertEquals(bomb, tree.encode());
        assertEquals(bomb.hashCode(), tree.hashCode());
        assertTrue(tree.toString().startsWith("70 ("));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "84847FFFFFFF,TRUNCATED_VALUE",
        "8484FFFFFFFF,TRUNCATED_VALUE",
        "8484800000000000,TRUNCATED_VALUE",
        "8483FFFFFF0102030405,TRUNCATED_VALUE",
        "70847FFFFFFF840101,TRUNCATED_VALUE",
        "7084FFFFFFFF840101,TRUNCATED_VALUE",
        "84FFFFFFFFFFFFFFFF,LENGTH_TOO_LONG"
    })
    void lengthsBeyondAnyInput(String hex, Reason reason) {
        Bytes input = Bytes.fromHex(hex);
        TlvException e = assertThrows(TlvException.class, () -> Tlv.parseAll(input));
        assertEquals(reason, e.reason());
        assertEquals(reason, LenientTlv.parse(input).findings().get(0).reason());
    }

    @Test
    void allOf150Siblings() throws TlvException {
        TlvWriter writer = new TlvWriter().begin(Tag.of(0x70));
        for (int i = 0; i < 150; i++) {
            writer.put(Tag.of(0x9F00 | i % 0x80), Bytes.ofUnsigned(i));
        }
        Bytes record = writer.end().toBytes();
        List<Tlv> children = Tlv.parse(record).children();
        assertEquals(150, children.size());
        for (int i = 0; i < 150; i++) {
            assertEquals(i, children.get(i).value().unsigned(0));
        }
        assertEquals(151, TlvReaderTest.walk(TlvReader.of(record)));
        assertEquals(children, LenientTlv.parse(record).objects().get(0).children());
    }

    @Test
    void aMegabyteOfObjects_isRefusedAtTheLimit() {
        Bytes input = Bytes.repeat(0x01, 1 << 20);
        TlvException e = assertThrows(
                TlvException.class, () -> Tlv.parseAll(Bytes.repeat(0x00, 10).plus(pairs(1 << 19))));
        assertEquals(Reason.TOO_MANY_OBJECTS, e.reason());
        assertEquals(10 + 2 * 65_536, e.offset());
        assertSame(Reason.TOO_MANY_OBJECTS, dolFault(input).reason());
    }

    /** Reads in each way there is; gives the objects where strict reading accepts them. */
    static Optional<List<Tlv>> readAllWays(Bytes input) {
        LenientTlv lenient = LenientTlv.parse(input);
        walkToEnd(TlvReader.lenient(input));
        boolean walked = walkToEnd(TlvReader.of(input));
        try {
            Dol.parse(input).split(input);
        } catch (TlvException expected) {
            assertTrue(expected.offset() <= input.length());
        }
        try {
            List<Tlv> objects = Tlv.parseAll(input);
            assertEquals(new LenientTlv(objects, List.of()), lenient);
            assertTrue(walked);
            return Optional.of(objects);
        } catch (TlvException e) {
            assertTrue(e.offset() >= 0 && e.offset() <= input.length(), e.getMessage());
            assertTrue(!lenient.findings().isEmpty(), e.getMessage());
            assertTrue(!walked);
            assertEquals(e.reason(), lenient.findings().get(0).reason());
            assertEquals(e.offset(), lenient.findings().get(0).offset());
            return Optional.empty();
        }
    }

    private static boolean walkToEnd(TlvReader reader) {
        try {
            TlvReaderTest.walk(reader);
            return true;
        } catch (TlvException e) {
            return false;
        }
    }

    private static TlvException dolFault(Bytes list) {
        return assertThrows(TlvException.class, () -> Dol.parse(list));
    }

    private static Bytes pairs(int count) {
        byte[] objects = new byte[2 * count];
        for (int i = 0; i < count; i++) {
            objects[2 * i] = (byte) 0x82;
        }
        return Bytes.of(objects);
    }

    private static Bytes nested(int count) {
        TlvWriter writer = new TlvWriter();
        for (int i = 0; i < count; i++) {
            writer.begin(Tag.of(0x70));
        }
        for (int i = 0; i < count; i++) {
            writer.end();
        }
        return writer.toBytes();
    }
}
