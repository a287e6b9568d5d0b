package dev.solvo.conformance.fuzz;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import java.util.Locale;
import java.util.Optional;

/**
 * One exchange as both sides saw it.
 *
 * @param command what the terminal sent
 * @param sent what the card answered; empty if nothing came
 * @param delivered what the terminal got; empty if nothing came
 */
record Delivery(CommandApdu command, Optional<ResponseApdu> sent, Optional<ResponseApdu> delivered) {
    /** The first four bytes of the command. */
    String header() {
        return String.format(Locale.ROOT, "%02X%02X%02X%02X", command.cla(), command.ins(), command.p1(), command.p2());
    }
}
