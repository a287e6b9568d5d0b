package dev.solvo.simulator.trace;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Locale;

/**
 * A card that knows one dialogue and stops at the first unexpected byte.
 *
 * <p>Commands are compared without Le, which the protocol may add or drop; everything before it must agree.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ScriptedCard implements CardTransport {
    private final List<Dialogue.Entry> script;
    private int next;

    /**
     * A card before its first command.
     *
     * @param dialogue what is expected and answered
     */
    public ScriptedCard(Dialogue dialogue) {
        script = dialogue.exchanges();
    }

    /**
     * Answers as the script says.
     *
     * @throws UnexpectedCommandException if the command is not the one that comes next; the card then still waits for
     *     that one
     */
    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        if (next == script.size()) {
            throw new UnexpectedCommandException(next, 0, "the script ends here, got " + describe(command));
        }
        Dialogue.Entry entry = script.get(next);
        compare(entry.command(), command);
        next++;
        if (entry instanceof Dialogue.Answered answered) {
            return new Exchange(answered.response(), 0);
        }
        CardTransportException.Kind kind = ((Dialogue.Failed) entry).kind();
        throw new CardTransportException(kind, "the script lets command " + next + " fail");
    }

    /**
     * Tells whether the whole script was played.
     *
     * @return whether no command is left
     */
    public boolean isFinished() {
        return next == script.size();
    }

    /**
     * Progress in the script.
     *
     * @return number of commands not yet sent
     */
    public int remaining() {
        return script.size() - next;
    }

    private void compare(CommandApdu expected, CommandApdu actual) {
        Bytes wanted = expected.withLe(CommandApdu.NO_LE).toBytes();
        Bytes got = actual.withLe(CommandApdu.NO_LE).toBytes();
        if (wanted.equals(got)) {
            return;
        }
        int offset = 0;
        while (offset < wanted.length() && offset < got.length() && wanted.get(offset) == got.get(offset)) {
            offset++;
        }
        throw new UnexpectedCommandException(
                next,
                offset,
                "expected " + describe(expected) + ", got " + describe(actual) + "; they part at byte " + offset);
    }

    private static String describe(CommandApdu command) {
        return String.format(Locale.ROOT, "%02X%02X%02X%02X", command.cla(), command.ins(), command.p1(), command.p2())
                + " with " + command.data() + " of data";
    }
}
