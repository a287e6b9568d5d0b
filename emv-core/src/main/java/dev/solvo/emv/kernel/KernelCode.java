package dev.solvo.emv.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The kernel's class files and resources, from where they lie. */
final class KernelCode {
    private static final List<String> FOLDERS =
            List.of("dev/solvo/emv/", "dev/solvo/crypto/", "dev/solvo/tlv/", "dev/solvo/apdu/");

    private static final int MAX_DEPTH = 16;
    private static final int BUFFER_LENGTH = 8192;

    private KernelCode() {}

    /** The jar or directory from which a class was loaded. */
    static Path locationOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IllegalStateException("this platform does not tell where the kernel's class files are");
        }
        try {
            return Paths.get(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException unknown) {
            throw new IllegalStateException(
                    "the kernel's class files lie neither in a jar nor in a directory", unknown);
        }
    }

    /** All files of the kernel in some jars and directories, by name with forward slashes. */
    static SortedMap<String, byte[]> files(List<Path> locations) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try {
            for (Path location : locations) {
                if (Files.isDirectory(location)) {
                    directory(location, files);
                } else {
                    jar(location, files);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files;
    }

    private static void directory(Path root, SortedMap<String, byte[]> files) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root, MAX_DEPTH)) {
            all = walk.filter(Files::isRegularFile).collect(Collectors.toList());
        }
        for (Path file : all) {
            String name = root.relativize(file).toString().replace('\\', '/');
            if (isKernel(name)) {
                files.put(name, Files.readAllBytes(file));
            }
        }
    }

    private static void jar(Path path, SortedMap<String, byte[]> files) throws IOException {
        try (ZipFile jar = new ZipFile(path.toFile())) {
            Enumeration<? extends ZipEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && isKernel(entry.getName())) {
                    try (InputStream content = jar.getInputStream(entry)) {
                        files.put(entry.getName(), bytes(content));
                    }
                }
            }
        }
    }

    private static boolean isKernel(String name) {
        return FOLDERS.stream().anyMatch(name::startsWith);
    }

    static byte[] bytes(InputStream content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[BUFFER_LENGTH];
        for (int n = content.read(part); n >= 0; n = content.read(part)) {
            bytes.write(part, 0, n);
        }
        return bytes.toByteArray();
    }
}
