package dev.solvo.verification;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What a till has to carry of ours for QR payments. */
final class JarSizeTest {
    private static final long MOST_BYTES = 500_000;

    @Test
    void qrPaymentsAreLessThan500Kilobytes() throws IOException {
        Path module = ModulePath.ofClassPath().location("dev.solvo.qr");
        // Before the phase package there is no jar yet: as large as it will be.
        long bytes = Files.isDirectory(module) ? packed(module) : Files.size(module);
        assertTrue(bytes > 100_000 && bytes < MOST_BYTES, () -> module + " is of " + bytes + " bytes");
    }

    private static long packed(Path classes) throws IOException {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar);
                Stream<Path> found = Files.walk(classes)) {
            List<Path> files = found.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return jar.size();
    }
}
