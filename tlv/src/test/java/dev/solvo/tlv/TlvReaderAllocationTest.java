package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Walking an input must cost no memory per object, so that a terminal's collector has nothing to collect. */
final class TlvReaderAllocationTest {
    private static final int WALKS = 2000;

    @Test
    void walking_allocatesNothing() throws TlvException {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "a JVM that counts");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Bytes record = Vectors.bytesOf("issuer-script-71-in-E0");
        TlvReader reader = TlvReader.of(record);
        assertEquals(13 * WALKS, walk(reader, record), "objects");

        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long between = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        int objects = walk(reader, record);
        long after = threads.getThreadAllocatedBytes(Thread.currentThread().getId());

        long ofMeasuring = between - before;
        assertEquals(13 * WALKS, objects);
        // One byte an object would be 26 000; what the JVM itself may allocate on this thread stays far below.
        assertTrue(after - between - ofMeasuring < objects / 4, () -> after - between + " bytes");
    }

    private static int walk(TlvReader reader, Bytes input) throws TlvException {
        int objects = 0;
        for (int i = 0; i < WALKS; i++) {
            reader.reset(input);
            objects += TlvReaderTest.walk(reader);
        }
        return objects;
    }
}
