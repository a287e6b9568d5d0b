package dev.solvo.cli;

import dev.solvo.cli.shell.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A new file that only its owner can read, for one session. It exists before the card is touched, so that a recording
 * that cannot be kept is refused before anything is paid; without a session it is removed again.
 */
final class SessionFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private boolean written;

    private SessionFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes the file.
     *
     * @throws BadInputException if there is something of this name, or no private file can be made there
     */
    static SessionFile create(Path path) throws BadInputException {
        try {
            // The permissions belong to the creation itself, and nothing that exists is opened, a symbolic link
            // neither.
            return new SessionFile(
                    path,
                    FileChannel.open(
                            path,
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
        } catch (FileAlreadyExistsException exists) {
            throw new BadInputException(path + " exists; a recording never overwrites a file", exists);
        } catch (UnsupportedOperationException noPermissions) {
            throw new BadInputException(path + ": this file system cannot keep a recording private", noPermissions);
        } catch (IOException refused) {
            throw new BadInputException("cannot create " + path, refused);
        }
    }

    void write(Session session) throws BadInputException {
        try {
            ByteBuffer text =
                    StandardCharsets.UTF_8.encode(SessionJson.write(session).toPrettyString() + System.lineSeparator());
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
            written = true;
        } catch (IOException refused) {
            throw new BadInputException("cannot write " + path, refused);
        }
    }

    @Override
    public void close() throws BadInputException {
        try {
            channel.close();
            if (!written) {
                Files.deleteIfExists(path);
            }
        } catch (IOException refused) {
            throw new BadInputException("cannot close " + path, refused);
        }
    }
}
