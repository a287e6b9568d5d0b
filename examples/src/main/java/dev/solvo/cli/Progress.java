package dev.solvo.cli;

import dev.solvo.cli.shell.Prompt;
import java.io.PrintWriter;

/** Tells a waiting person what is being waited for; silent where nobody looks. */
final class Progress {
    private final PrintWriter err;
    private final boolean shown;

    Progress(PrintWriter err, boolean wanted) {
        this.err = err;
        this.shown = wanted && Prompt.console().isPresent();
    }

    void waitingFor(String what) {
        if (shown) {
            err.println(what + " ...");
            err.flush();
        }
    }
}
