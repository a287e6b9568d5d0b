package dev.solvo.benchmarks.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the programs do that are launched, and what they do not load: opening Bouncy Castle's signed jar takes longer than all else. */
final class ColdStartTest {
    @TempDir
    Path directory;

    @Test
    void theFirstCheckFindsTheCardGenuine_withoutBouncyCastle() throws Exception {
        assertTrue(run(FirstOda.class).startsWith("genuine, "));
        assertLoaded("dev.solvo.crypto.oda.RsaOda");
    }

    @Test
    void theFirstPaymentIsApproved_withoutBouncyCastle() throws Exception {
        assertEquals("Approved, CDA", run(FirstTransaction.class));
        assertLoaded("dev.solvo.emv.kernel.ContactKernel");
    }

    @Test
    void theRecordingIsWhatTheSimulatedCardSays() throws Exception {
        try (InputStream file = Recording.class.getResourceAsStream(Recording.RESOURCE)) {
            assertEquals(new String(file.readAllBytes(), StandardCharsets.US_ASCII), Recorder.recorded());
        }
    }

    private void assertLoaded(String own) throws IOException {
        String loaded = Files.readString(directory.resolve("classes.txt"));
        assertTrue(loaded.contains(own));
        for (String other : List.of("org.bouncycastle", "com.fasterxml.jackson", "javax.crypto.Cipher ")) {
            assertFalse(loaded.contains(other), other);
        }
    }

    private String run(Class<?> program) throws IOException, InterruptedException {
        Path classes = directory.resolve("classes.txt");
        Process child = new ProcessBuilder(ColdStart.command(program, List.of("-Xlog:class+load:file=" + classes)))
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), said);
        return said;
    }
}
