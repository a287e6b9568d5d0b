package dev.solvo.cli.card;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import java.io.PrintWriter;

/** Tells, line by line and from any thread, what is done to an offered card. Commands without their data, and no answers' data. */
final class OfferLog {
    private final PrintWriter out;

    OfferLog(PrintWriter out) {
        this.out = out;
    }

    synchronized void says(String line) {
        out.println(line);
        out.flush();
    }

    void exchanged(CommandApdu command, ResponseApdu response) {
        says("-> " + command + "  " + response.statusWord()
                + (response.data().isEmpty() ? "" : ", " + response.data()));
    }

    void notAnswered(CommandApdu command, CardTransportException.Kind kind) {
        says("-> " + command + "  no answer: " + kind);
    }
}
