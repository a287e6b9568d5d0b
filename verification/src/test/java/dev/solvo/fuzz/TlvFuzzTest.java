package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.LenientTlv;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import dev.solvo.tlv.TlvWriter;
import java.util.List;

/**
 * Any bytes as TLV objects: the reader, the strict tree and the lenient tree agree on what is an object, only
 * {@link TlvException} leaves them, and what was read can be written again.
 */
final class TlvFuzzTest {
    @FuzzTest
    void objects(byte[] data) {
        Bytes input = Bytes.of(data);
        LenientTlv lenient = LenientTlv.parse(input);
        lenient.findings().forEach(finding -> assertTrue(finding.offset() >= 0 && finding.offset() <= data.length));
        walk(TlvReader.lenient(input));
        boolean walked = walk(TlvReader.of(input));
        try {
            List<Tlv> objects = Tlv.parseAll(input);
            assertTrue(walked);
            assertEquals(new LenientTlv(objects, List.of()), lenient);
            writeAndReadAgain(objects);
        } catch (TlvException e) {
            assertFalse(walked);
            assertEquals(e.reason(), lenient.findings().get(0).reason());
            assertEquals(e.offset(), lenient.findings().get(0).offset());
        }
    }

    private static boolean walk(TlvReader reader) {
        try {
            while (true) {
                if (reader.next()) {
                    assertEquals(reader.length(), reader.value().length());
                    if (reader.isConstructed()) {
                        reader.enter();
                    }
                } else if (reader.depth() == 0) {
                    return true;
                } else {
                    reader.leave();
                }
            }
        } catch (TlvException e) {
            return false;
        }
    }

    private static void writeAndReadAgain(List<Tlv> objects) throws TlvException {
        TlvWriter writer = new TlvWriter();
        objects.forEach(object -> writer.raw(object.encode()));
        assertEquals(objects, Tlv.parseAll(writer.toBytes()));
        for (Tlv object : objects) {
            Tlv minimal =
                    Tlv.parse(new TlvWriter().put(object.tag(), object.value()).toBytes());
            assertEquals(object.tag(), minimal.tag());
            assertEquals(object.value(), minimal.value());
            assertEquals(object.children(), minimal.children());
        }
    }
}
