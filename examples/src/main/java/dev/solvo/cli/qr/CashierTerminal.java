package dev.solvo.cli.qr;

import dev.solvo.cli.shell.Prompt;
import java.io.PrintWriter;

/**
 * What a cashier looks at.
 *
 * @param lines where each decision goes
 * @param codes where codes to scan are drawn
 * @param lightBackground whether its letters are dark on light
 * @param live whether somebody looks at it while time passes
 */
record CashierTerminal(PrintWriter lines, PrintWriter codes, boolean lightBackground, boolean live) {
    /** Standard output for people; it is live if it is a terminal and waiting takes time. */
    static CashierTerminal of(PrintWriter out, boolean lightBackground, boolean realTime) {
        return new CashierTerminal(
                out, out, lightBackground, realTime && Prompt.console().isPresent());
    }

    /** For a program, which reads one object in the end: only codes to scan are drawn, on standard error. */
    static CashierTerminal silent(PrintWriter err, boolean lightBackground) {
        return new CashierTerminal(new PrintWriter(PrintWriter.nullWriter()), err, lightBackground, false);
    }
}
