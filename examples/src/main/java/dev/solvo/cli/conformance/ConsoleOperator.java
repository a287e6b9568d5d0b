package dev.solvo.cli.conformance;

import dev.solvo.conformance.subject.CardOperator;
import dev.solvo.pcsc.PcscException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The person at the prompt, asked on standard error and answering on standard input, who changes the cards. */
final class ConsoleOperator implements CardOperator {
    /** Sees cards. */
    interface Slot {
        String name();

        boolean awaitCard(Duration limit) throws PcscException, InterruptedException;
    }

    private static final Duration TIME_TO_SEE = Duration.ofSeconds(10);

    private final Slot slot;
    private final PrintWriter err;
    private final BufferedReader answers;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private boolean listening;

    ConsoleOperator(Slot slot, PrintWriter err, BufferedReader answers) {
        this.slot = slot;
        this.err = err;
        this.answers = answers;
    }

    @Override
    public boolean insert(String card) throws InterruptedException {
        String question =
                "Put the card " + card + " into " + slot.name() + " and press Enter; 'skip' if there is none: ";
        while (asked(question)) {
            try {
                if (slot.awaitCard(TIME_TO_SEE)) {
                    return true;
                }
                say("The reader sees no card.\n");
            } catch (PcscException failed) {
                say(failed.getMessage() + "\n");
            }
        }
        return false;
    }

    @Override
    public void unlock() throws InterruptedException {
        boolean unusedHere = asked("Unlock the phone and press Enter: ");
    }

    /** Whether the person goes on; an end of the input is a no. */
    private boolean asked(String question) throws InterruptedException {
        say(question);
        listen();
        Optional<String> line = lines.take();
        if (line.isEmpty()) {
            lines.add(line);
        }
        return line.filter(text -> !text.strip().equalsIgnoreCase("skip")).isPresent();
    }

    /** A line is waited for on a thread of its own, for nothing can interrupt that; the case that asks can be given up. */
    private synchronized void listen() {
        if (!listening) {
            listening = true;
            Thread thread = new Thread(this::hear, "operator");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void hear() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException gone) {
            // As an end of the input.
        }
        lines.add(Optional.empty());
    }

    private void say(String text) {
        err.print(text);
        err.flush();
    }
}
