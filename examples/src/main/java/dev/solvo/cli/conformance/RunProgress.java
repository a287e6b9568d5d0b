package dev.solvo.cli.conformance;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.conformance.CaseResult;
import dev.solvo.conformance.RunListener;
import dev.solvo.conformance.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows a run while it goes on, and keeps the sessions of its cases. */
final class RunProgress implements RunListener {
    private static final int EVERY = 50;

    private final PrintWriter err;
    private final boolean shown;
    private final Optional<Path> sessions;
    private int kept;
    private @Nullable IOException refused;

    RunProgress(PrintWriter err, boolean shown, Optional<Path> sessions) {
        this.err = err;
        this.shown = shown;
        this.sessions = sessions;
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
                Files.writeString(
                        sessions.get().resolve(result.id() + ".json"), sessionJson.get() + System.lineSeparator());
                kept++;
            } catch (IOException broken) {
                refused = broken;
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
