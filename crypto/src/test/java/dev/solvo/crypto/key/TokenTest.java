package dev.solvo.crypto.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.tlv.Bytes;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The vectors once more, with keys in SoftHSM (Debian's package {@code softhsm2}).
 *
 * <p>{@code -Dsofthsm.required=true} makes the absence of the token a failure; {@code -Dsofthsm.library=FILE} names its
 * library.
 */
final class TokenTest {
    private static final String PIN = "493817";

    @Test
    void keysInAToken(@TempDir Path directory) throws Exception {
        Optional<Path> library = library();
        if (library.isEmpty()) {
            assertTrue(!Boolean.getBoolean("softhsm.required"), "SoftHSM is required and not installed");
            abort("SoftHSM is not installed: no second implementation of the port was run");
        }
        Path tokens = Files.createDirectory(directory.resolve("tokens"));
        Path settings = directory.resolve("softhsm2.conf");
        Files.writeString(settings, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        run(settings, "softhsm2-util", "--init-token", "--free", "--label", "solvo", "--pin", PIN, "--so-pin", PIN);
        Path provider = directory.resolve("pkcs11.cfg");
        Files.writeString(
                provider,
                "name = Solvo\nlibrary = " + library.get() + "\nslotListIndex = 0\n"
                        + "attributes(*, CKO_SECRET_KEY, *) = {\n"
                        + "  CKA_SENSITIVE = false\n  CKA_EXTRACTABLE = true\n  CKA_ENCRYPT = true\n"
                        + "  CKA_DECRYPT = true\n}\n");
        String output = run(
                settings,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                TokenScenario.class.getName(),
                provider.toString(),
                PIN);
        String last = output.strip().lines().reduce((first, second) -> second).orElse("");
        Map<String, Integer> passed = Arrays.stream(
                        last.substring(1, last.length() - 1).split(", "))
                .map(pair -> pair.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Integer.parseInt(pair[1])));
        assertEquals(58, passed.getOrDefault("deriveWorkingKey", 0));
        assertEquals(26, passed.getOrDefault("deriveTransactionKey", 0));
        assertEquals(45, passed.getOrDefault("unwrap", 0));
        assertEquals(6, passed.getOrDefault("format4Decipher", 0));
        assertEquals(3, passed.getOrDefault("deriveInitialKey", 0));
        assertTrue(passed.getOrDefault("iso9797Alg3", 0) > 5, last);
        assertTrue(passed.getOrDefault("cmac", 0) > 5, last);
    }

    private static Optional<Path> library() {
        return Stream.of(
                        Objects.requireNonNullElse(System.getProperty("softhsm.library"), "none"),
                        "/usr/lib/softhsm/libsofthsm2.so",
                        "/usr/lib64/pkcs11/libsofthsm2.so",
                        "/usr/local/lib/softhsm/libsofthsm2.so")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst();
    }

    private static String run(Path settings, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SOFTHSM2_CONF", settings.toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output);
        return output;
    }

    private static String classPath() throws Exception {
        StringBuilder path = new StringBuilder();
        for (Class<?> type : new Class<?>[] {
            SoftwareKey.class, TokenScenario.class, Bytes.class, ObjectMapper.class, JsonFactory.class, JsonFormat.class
        }) {
            path.append(root(type)).append(File.pathSeparatorChar);
        }
        return path.toString();
    }

    /** Where a class file lies: asked of the file, for test classes belong to the module of what they test. */
    private static String root(Class<?> type) throws Exception {
        String file = type.getName().replace('.', '/') + ".class";
        URL url = Objects.requireNonNull(type.getResource("/" + file));
        String text = url.toString();
        if (text.startsWith("jar:")) {
            text = text.substring("jar:".length(), text.indexOf('!'));
        } else {
            text = text.substring(0, text.length() - file.length());
        }
        return Path.of(URI.create(text)).toString();
    }
}
