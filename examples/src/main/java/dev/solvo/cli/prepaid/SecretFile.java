package dev.solvo.cli.prepaid;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** Writes a JSON file that only its owner can read (0600), so that it is there wholly after a power failure, or not at all. */
final class SecretFile {
    private SecretFile() {}

    /** Makes a file that is not there yet. */
    static void create(Path target, ObjectNode content) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        byte[] bytes = new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
        try (FileChannel channel =
                FileChannel.open(target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        forceName(target, posix);
    }

    /** Makes a file, or another one in the place of it. */
    static void replace(Path target, ObjectNode content) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".new");
        Files.deleteIfExists(part);
        create(part, content);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceName(target, FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    }

    /** Whether others than its owner can read it; false where the file system has no such permissions. */
    static boolean isOpenToOthers(Path path) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static void forceName(Path target, boolean posix) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (posix && directory != null) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
