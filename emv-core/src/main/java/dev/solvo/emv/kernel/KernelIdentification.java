package dev.solvo.emv.kernel;

import dev.solvo.crypto.CryptoException;
import dev.solvo.emv.config.ConformanceStatement;
import dev.solvo.emv.config.ConformanceStatementJson;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Which kernel this is: its name, its version, and a checksum over its code and over the conformance statement of the
 * terminal it runs in. EMV 4.4 Book 4, 10 asks that a terminal's software can be told apart; the form is this library's.
 *
 * <p>The checksum is SHA-256 over the class files and resources of {@code dev.solvo.emv}, {@code dev.solvo.crypto}, {@code
 * dev.solvo.tlv} and {@code dev.solvo.apdu} as they lie in their jars or directories, in the order of their names, and over
 * the statement. It does not depend on how the jars are packed: directories, single jars and one jar for all give the same.
 * It tells versions apart and shows accidents; it does not protect against someone who can change the code, for he can change
 * this class too.
 *
 * <p>On Android there are no class files at run time. Compute the identification where the application is built, with {@link
 * #of(ConformanceStatement, List)} over the jars that go into it, and ship its text.
 *
 * @param name the kernel's name
 * @param version the library's version
 * @param configuration the name of the statement's configuration
 * @param checksum 32 bytes
 */
public record KernelIdentification(String name, String version, String configuration, Bytes checksum) {
    /** The contact kernel's name. */
    public static final String NAME = "Solvo contact kernel";

    private static final String VERSION = "version.txt";

    /**
     * Identifies the kernel that is running. Reads its code anew each time.
     *
     * @param statement what was declared of the terminal
     * @return the identification
     * @throws IllegalStateException if the class files cannot be found, as on Android
     * @throws UncheckedIOException if they cannot be read
     */
    public static KernelIdentification of(ConformanceStatement statement) {
        return of(
                statement,
                List.of(
                        KernelCode.locationOf(KernelIdentification.class),
                        KernelCode.locationOf(CryptoException.class),
                        KernelCode.locationOf(Bytes.class)));
    }

    /**
     * Identifies the kernel whose code lies in given places.
     *
     * @param statement what was declared of the terminal
     * @param code jars or directories of class files, in any order
     * @return the identification; its version is that of the class that runs now
     * @throws UncheckedIOException if they cannot be read
     */
    public static KernelIdentification of(ConformanceStatement statement, List<Path> code) {
        SortedMap<String, byte[]> files = KernelCode.files(code);
        MessageDigest digest = sha256();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            update(digest, file.getKey().getBytes(StandardCharsets.UTF_8));
            update(digest, file.getValue());
        }
        update(digest, ConformanceStatementJson.write(statement).getBytes(StandardCharsets.UTF_8));
        return new KernelIdentification(NAME, libraryVersion(), statement.configuration(), Bytes.of(digest.digest()));
    }

    /** A length before each part keeps the border between parts in the hash. */
    private static void update(MessageDigest digest, byte[] part) {
        digest.update(new byte[] {
            (byte) (part.length >> 24), (byte) (part.length >> 16), (byte) (part.length >> 8), (byte) part.length
        });
        digest.update(part);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    private static String libraryVersion() {
        try (InputStream file = KernelIdentification.class.getResourceAsStream(VERSION)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + VERSION + " is missing from the module");
            }
            return new String(KernelCode.bytes(file), StandardCharsets.UTF_8).trim();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Name, version and checksum in hexadecimal. */
    @Override
    public String toString() {
        return name + " " + version + ", " + configuration + ", checksum " + checksum.toHex();
    }
}
