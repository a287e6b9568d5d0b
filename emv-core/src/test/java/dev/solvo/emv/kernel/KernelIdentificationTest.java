package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.emv.data.EmvDataException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Name, version and checksum at run time, from directories and from jars. */
final class KernelIdentificationTest {
    @TempDir
    Path folder;

    private static ConformanceStatement statement() throws EmvDataException {
        return ConformanceStatementJson.parse(ConformanceStatementJson.shipped());
    }

    private static Map<String, String> twoFiles() {
        Map<String, String> files = new TreeMap<>();
        files.put("dev/solvo/emv/kernel/A.class", "code");
        files.put("dev/solvo/crypto/B.class", "other code");
        files.put("META-INF/MANIFEST.MF", "not the kernel's");
        files.put("dev/solvo/emvx/C.class", "not the kernel's either");
        return files;
    }

    private Path directory(String name, Map<String, String> files) throws IOException {
        Path root = folder.resolve(name);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return root;
    }

    private Path jar(String name, Map<String, String> files, int level) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream file = Files.newOutputStream(path);
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.setLevel(level);
            jar.putNextEntry(new ZipEntry("dev/"));
            for (Map.Entry<String, String> entry : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return path;
    }

    private String checksum(Path... code) throws EmvDataException {
        return KernelIdentification.of(statement(), List.of(code)).checksum().toHex();
    }

    @Test
    void theRunningKernel() throws EmvDataException, IOException {
        KernelIdentification identification = KernelIdentification.of(statement());
        assertEquals("Solvo contact kernel", identification.name());
        assertTrue(
                Files.readString(Path.of("pom.xml")).contains("<version>" + identification.version() + "</version>"),
                identification.version());
        assertEquals(32, identification.checksum().length());
        assertEquals(identification, KernelIdentification.of(statement()));
        assertTrue(identification.toString().contains(identification.checksum().toHex()));
        assertTrue(KernelCode.files(List.of(KernelCode.locationOf(ContactKernel.class)))
                .containsKey("dev/solvo/emv/kernel/ContactKernel.class"));
    }

    @Test
    void directoryAndJarsGiveTheSame_howeverTheyArePacked() throws EmvDataException, IOException {
        String expected = checksum(directory("classes", twoFiles()));
        assertEquals(expected, checksum(jar("packed.jar", twoFiles(), 9)));
        assertEquals(expected, checksum(jar("stored.jar", twoFiles(), 0)));
        Map<String, String> emv = twoFiles();
        emv.remove("dev/solvo/crypto/B.class");
        Map<String, String> crypto = twoFiles();
        crypto.remove("dev/solvo/emv/kernel/A.class");
        assertEquals(expected, checksum(jar("crypto.jar", crypto, 9), directory("emv", emv)));
    }

    @Test
    void theKernelsOwnClasses_fromAJarOfThem() throws EmvDataException, IOException {
        Path classes = KernelCode.locationOf(ContactKernel.class);
        Path jar = folder.resolve("kernel.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry :
                    KernelCode.files(List.of(classes)).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        assertEquals(checksum(classes), checksum(jar));
    }

    @Test
    void anyChangeOfCode_showsItself() throws EmvDataException, IOException {
        String expected = checksum(directory("classes", twoFiles()));
        Map<String, String> changed = twoFiles();
        changed.put("dev/solvo/emv/kernel/A.class", "codf");
        assertNotEquals(expected, checksum(directory("changed", changed)));
        Map<String, String> renamed = twoFiles();
        renamed.put("dev/solvo/emv/kernel/AA.class", renamed.remove("dev/solvo/emv/kernel/A.class"));
        assertNotEquals(expected, checksum(directory("renamed", renamed)));
        Map<String, String> more = twoFiles();
        more.put("dev/solvo/tlv/D.class", "");
        assertNotEquals(expected, checksum(directory("more", more)));
        Map<String, String> elsewhere = twoFiles();
        elsewhere.put("META-INF/MANIFEST.MF", "changed");
        assertEquals(expected, checksum(directory("elsewhere", elsewhere)));
    }

    @Test
    void anyChangeOfTheStatement_showsItself() throws EmvDataException, IOException {
        Path code = directory("classes", twoFiles());
        ConformanceStatement changed = ConformanceStatementJson.parse(
                ConformanceStatementJson.shipped().replace("\"exceptionFile\": true", "\"exceptionFile\": false"));
        assertNotEquals(
                KernelIdentification.of(statement(), List.of(code)).checksum(),
                KernelIdentification.of(changed, List.of(code)).checksum());
    }

    @Test
    void classesThatLieNowhere_areAnError() {
        assertThrows(IllegalStateException.class, () -> KernelCode.locationOf(String.class));
        List<Path> missing = List.of(folder.resolve("missing.jar"));
        assertThrows(UncheckedIOException.class, () -> KernelCode.files(missing));
    }
}
