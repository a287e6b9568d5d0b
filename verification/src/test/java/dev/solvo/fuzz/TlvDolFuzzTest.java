package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.TlvException;
import java.util.Iterator;
import java.util.List;

/** Any bytes as a data object list: read or refused, and a list that was read joins what it splits. */
final class TlvDolFuzzTest {
    @FuzzTest
    void list(byte[] data) throws TlvException {
        Dol dol;
        try {
            dol = Dol.parse(Bytes.of(data));
        } catch (TlvException e) {
            assertTrue(e.offset() >= 0 && e.offset() < data.length);
            return;
        }
        Bytes entries = dol.entries().stream()
                .map(entry -> entry.tag().toBytes().plus(Bytes.ofUnsigned(entry.length())))
                .reduce(Bytes.EMPTY, Bytes::plus);
        assertEquals(Bytes.of(data), entries);
        Bytes values = Bytes.repeat(0x5A, dol.totalLength());
        List<Bytes> split = dol.split(values);
        Iterator<Bytes> parts = split.iterator();
        assertEquals(values, dol.join(entry -> parts.next()));
    }
}
