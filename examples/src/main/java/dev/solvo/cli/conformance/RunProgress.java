package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.RunListener;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows a run while it goes on, and keeps the sessions of its cases. */
final class RunProgress implements RunListener {
    private static final int EVERY = 50;

    private final PrintWriter err;
    private final boolean shown;
    private final Optional<Path> sessions;
    private final boolean live;
    private int kept;
    private @Nullable IOException refused;

    RunProgress(PrintWriter err, boolean shown, Optional<Path> sessions, boolean live) {
        this.err = err;
        this.shown = shown;
        this.sessions = sessions;
        this.live = live;
    }

    @Override
    public void finished(CaseResult result, Optional<String> sessionJson, int done, int all) {
        if (shown && (result.verdict().isFailure() || result.verdict() == Verdict.BROKEN)) {
            err.println(result.verdict() + " " + result.id());
        }
        if (shown && (done % EVERY == 0 || done == all)) {
            err.println(done + " of " + all);
        }
        err.flush();
        if (sessions.isPresent() && sessionJson.isPresent() && refused == null) {
            try {
                write(sessions.get().resolve(result.id() + ".json"), sessionJson.get() + System.lineSeparator());
                kept++;
            } catch (IOException broken) {
                refused = broken;
            } catch (UnsupportedOperationException noPermissions) {
                refused = new IOException("a file that only its owner can read on this file system", noPermissions);
            }
        }
    }

    /** What holds a cardholder's data is its owner's from its creation on. */
    private void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        FileAttribute<?>[] attributes = live
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (WritableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer rest = StandardCharsets.UTF_8.encode(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    /** How many sessions were kept; to be asked when the run is over. */
    int sessionsKept() throws BadInputException {
        if (refused != null) {
            throw new BadInputException("--sessions: cannot write " + refused.getMessage(), refused);
        }
        return kept;
    }
}
