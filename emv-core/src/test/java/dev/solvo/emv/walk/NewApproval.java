package dev.solvo.emv.walk;

import java.util.Comparator;

/**
 * One change of one answer that turned a transaction into an approval it was not before.
 *
 * @param image card image
 * @param payment what was paid with it
 * @param exchange which command was answered, from 1
 * @param command the command's first four bytes
 * @param change {@link Change#name()}
 * @param at for a flipped bit its index in the body, for a truncated body what is left of it in bytes, else 0
 */
record NewApproval(String image, Payment payment, int exchange, String command, String change, int at)
        implements Comparable<NewApproval> {
    private static final Comparator<NewApproval> ORDER = Comparator.comparing(NewApproval::image)
            .thenComparing(NewApproval::payment)
            .thenComparing(NewApproval::exchange)
            .thenComparing(NewApproval::command)
            .thenComparing(NewApproval::change)
            .thenComparing(NewApproval::at);

    static NewApproval of(WalkedCard card, int exchange, Change change) {
        return of(card.name(), card.payment(), card.header(exchange), exchange, change);
    }

    static NewApproval of(String image, Payment payment, String command, int exchange, Change change) {
        int at = 0;
        if (change instanceof Change.FlippedBit flipped) {
            at = flipped.index();
        } else if (change instanceof Change.CutBody cut) {
            at = cut.length();
        }
        return new NewApproval(image, payment, exchange + 1, command, change.name(), at);
    }

    @Override
    public int compareTo(NewApproval other) {
        return ORDER.compare(this, other);
    }

    /** Place and change, for people. */
    @Override
    public String toString() {
        String place = image + ", " + payment + ", exchange " + exchange + " (" + command + "), " + change;
        return switch (change) {
            case "flipped bit" -> place + ", byte " + (at / 8 + 1) + " bit " + (8 - at % 8);
            case "truncated body" -> place + " to " + at + " bytes";
            default -> place;
        };
    }
}
