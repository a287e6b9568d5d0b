package dev.solvo.simulator.trace;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands and answers in order, with a form as text that people can read and change.
 *
 * <pre>
 * # select the payment system environment
 * &gt; 00A404000E315041592E5359532E444446303100
 * &lt; 6A82
 * &gt; 00A4040006A0000009990100
 * ! CARD_REMOVED
 * </pre>
 *
 * <p>{@code >} is a command, {@code <} the answer with its status word, {@code !} a failure by the name of its {@link
 * CardTransportException.Kind}; {@code #} starts a comment line; blanks between bytes are free.
 *
 * <p>Nothing is masked: a dialogue with a real card holds its card data, and a dialogue with a PIN holds the PIN.
 *
 * @param exchanges what passed, in order
 */
public record Dialogue(List<Entry> exchanges) {
    /** Commands a text may hold. */
    public static final int MAX_EXCHANGES = 10_000;

    /** What came back for one command. */
    public sealed interface Entry {
        /**
         * The command.
         *
         * @return what was sent
         */
        CommandApdu command();
    }

    /**
     * A command that was answered.
     *
     * @param command what was sent
     * @param response what came back
     */
    public record Answered(CommandApdu command, ResponseApdu response) implements Entry {}

    /**
     * A command to which no answer came.
     *
     * @param command what was sent
     * @param kind what failed
     */
    public record Failed(CommandApdu command, CardTransportException.Kind kind) implements Entry {}

    /** Copies the list. */
    public Dialogue {
        exchanges = List.copyOf(exchanges);
    }

    /**
     * Reads a text.
     *
     * @param text lines as described above
     * @return the dialogue
     * @throws SimulatorTextException if a line is none of the forms above, or answers and commands do not alternate
     */
    public static Dialogue parse(String text) throws SimulatorTextException {
        List<Entry> entries = new ArrayList<>();
        Optional<CommandApdu> open = Optional.empty();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String rest = line.substring(1).strip();
            if (line.charAt(0) == '>') {
                if (open.isPresent()) {
                    throw new SimulatorTextException(number, "a command follows a command without an answer");
                }
                open = Optional.of(command(number, rest));
            } else if (open.isEmpty()) {
                throw new SimulatorTextException(number, "expected a command, '>' and bytes");
            } else {
                entries.add(answer(number, open.get(), line.charAt(0), rest));
                open = Optional.empty();
            }
            if (entries.size() > MAX_EXCHANGES) {
                throw new SimulatorTextException(number, "more than " + MAX_EXCHANGES + " exchanges");
            }
        }
        if (open.isPresent()) {
            throw new SimulatorTextException(number, "the last command has no answer");
        }
        return new Dialogue(entries);
    }

    /**
     * The form that {@link #parse} reads.
     *
     * @return lines, each ended by a line feed
     */
    public String toText() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : exchanges) {
            text.append("> ").append(entry.command().toBytes().toHex()).append('\n');
            if (entry instanceof Answered answered) {
                text.append("< ").append(answered.response().toBytes().toHex()).append('\n');
            } else if (entry instanceof Failed failed) {
                text.append("! ").append(failed.kind()).append('\n');
            }
        }
        return text.toString();
    }

    private static CommandApdu command(int number, String hex) throws SimulatorTextException {
        try {
            return CommandApdu.parse(Bytes.fromHex(hex));
        } catch (IllegalArgumentException e) {
            throw new SimulatorTextException(number, "not the bytes of one command: " + e.getMessage());
        }
    }

    private static Entry answer(int number, CommandApdu command, char mark, String rest) throws SimulatorTextException {
        try {
            if (mark == '<') {
                Bytes bytes = Bytes.fromHex(rest);
                if (bytes.length() < 2) {
                    throw new SimulatorTextException(number, "an answer of " + bytes + " has no status word");
                }
                int body = bytes.length() - 2;
                StatusWord status = new StatusWord(bytes.unsigned(body) << 8 | bytes.unsigned(body + 1));
                return new Answered(command, new ResponseApdu(bytes.slice(0, body), status));
            }
            if (mark == '!') {
                return new Failed(command, CardTransportException.Kind.valueOf(rest));
            }
        } catch (IllegalArgumentException e) {
            throw new SimulatorTextException(number, "neither the bytes of an answer nor the name of a failure");
        }
        throw new SimulatorTextException(number, "expected an answer, '<' and bytes, or a failure, '!' and its name");
    }
}
