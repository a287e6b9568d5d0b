package dev.solvo.cli.wallet;

import dev.solvo.cli.shell.BadInputException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The directory where the command line keeps its records of payments and refunds. */
public final class StoreDirectory {
    private StoreDirectory() {}

    /** Where records are if nothing else is said: {@code ~/.solvo/qr/simulator} or {@code ~/.solvo/qr/merchant}. */
    public static Path standard(boolean simulated) {
        return Path.of(System.getProperty("user.home", "."), ".solvo", "qr", simulated ? "simulator" : "merchant");
    }

    /**
     * Makes sure that the directory is there; what has to be made is for its owner only (0700).
     *
     * @throws BadInputException if it cannot be made
     */
    public static Path create(Path directory) throws BadInputException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
        try {
            return Files.createDirectories(directory, owner).toAbsolutePath();
        } catch (IOException refused) {
            throw new BadInputException("cannot make the directory " + directory, refused);
        }
    }
}
