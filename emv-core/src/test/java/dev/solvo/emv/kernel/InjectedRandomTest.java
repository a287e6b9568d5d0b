package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.solvo.emv.kernel.TransactionFixture.FixedRandom;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Randomness comes from where the embedder says, and from nowhere else. */
final class InjectedRandomTest {
    @Test
    void secureSource_isTakenAsItIs() {
        SecureRandom source = new SecureRandom();
        assertSame(source, InjectedRandom.of(source));
    }

    @Test
    void otherSource_givesItsOwnBytes() {
        byte[] bytes = new byte[4];
        InjectedRandom.of(new FixedRandom(1)).nextBytes(bytes);
        assertArrayEquals(new byte[] {0, 1, 2, 3}, bytes);
    }

    @Test
    void numbersComeFromTheSourceToo() {
        assertEquals(
                InjectedRandom.of(new Random(5)).nextInt(),
                InjectedRandom.of(new Random(5)).nextInt());
        assertEquals(0x00010203, InjectedRandom.of(new FixedRandom(1)).nextInt());
    }
}
