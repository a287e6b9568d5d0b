package dev.solvo.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class SeededRandomTest {
    @Test
    void bytes_areHashesOfSeedAndCounter() throws Exception {
        byte[] expected = MessageDigest.getInstance("SHA-256")
                .digest(new byte[] {0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0});
        byte[] bytes = new byte[32];
        SeededRandom.of(9).nextBytes(bytes);
        assertArrayEquals(expected, bytes);
    }

    @Test
    void laterSeeds_changeNothing() {
        SecureRandom one = SeededRandom.of(9);
        one.setSeed(1);
        assertEquals(SeededRandom.of(9).nextLong(), one.nextLong());
        assertNotEquals(SeededRandom.of(10).nextLong(), SeededRandom.of(9).nextLong());
        assertEquals(5, Bytes.of(SeededRandom.of(9).generateSeed(5)).length());
    }
}
