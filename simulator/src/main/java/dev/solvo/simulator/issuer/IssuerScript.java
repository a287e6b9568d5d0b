package dev.solvo.simulator.issuer;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Commands for the card that travel with the answer. EMV 4.4 Book 3, 10.10.
 *
 * <pre>{@code
 * IssuerScript.afterFinalCryptogram().command(IssuerScriptCommand.pinUnblock())
 * }</pre>
 *
 * <p>Commands are given without protection; the host adds the message authentication codes. Immutable.
 */
public final class IssuerScript {
    private static final Tag BEFORE = Tag.of(0x71);
    private static final Tag AFTER = Tag.of(0x72);
    private static final Tag IDENTIFIER = Tag.of(0x9F18);
    private static final Tag COMMAND = Tag.of(0x86);
    private static final int IDENTIFIER_BYTES = 4;

    private final Tag template;
    private final Bytes identifier;
    private final List<Function<ScriptMessaging, CommandApdu>> commands;

    private IssuerScript(Tag template, Bytes identifier, List<Function<ScriptMessaging, CommandApdu>> commands) {
        this.template = template;
        this.identifier = identifier;
        this.commands = List.copyOf(commands);
    }

    /**
     * A script that the terminal delivers before the second GENERATE AC (tag 71).
     *
     * @return a script without commands
     */
    public static IssuerScript beforeFinalCryptogram() {
        return new IssuerScript(BEFORE, Bytes.EMPTY, List.of());
    }

    /**
     * A script that the terminal delivers after the second GENERATE AC (tag 72).
     *
     * @return a script without commands
     */
    public static IssuerScript afterFinalCryptogram() {
        return new IssuerScript(AFTER, Bytes.EMPTY, List.of());
    }

    /**
     * The same script with an identifier (tag 9F18).
     *
     * @param scriptIdentifier 4 bytes
     * @return the script
     * @throws IllegalArgumentException if there are not 4 bytes
     */
    public IssuerScript identifiedBy(Bytes scriptIdentifier) {
        if (scriptIdentifier.length() != IDENTIFIER_BYTES) {
            throw new IllegalArgumentException("a script identifier has 4 bytes, not " + scriptIdentifier.length());
        }
        return new IssuerScript(template, scriptIdentifier, commands);
    }

    /**
     * The same script with one more command.
     *
     * @param command a command of {@code IssuerScriptCommand}, without protection
     * @return the script
     */
    public IssuerScript command(CommandApdu command) {
        return plus(messaging -> messaging.protect(command));
    }

    /**
     * The same script with a command that no issuer protected: its code is wrong.
     *
     * @param command a command, without protection
     * @return the script
     */
    public IssuerScript commandWithWrongCode(CommandApdu command) {
        return plus(messaging -> {
            CommandApdu right = messaging.protect(command);
            byte[] data = right.data().toByteArray();
            data[data.length - 1] ^= 0x01;
            return CommandApdu.case3(right.cla(), right.ins(), right.p1(), right.p2(), Bytes.of(data));
        });
    }

    /**
     * The same script with one more command, which gives the card a new PIN.
     *
     * @param newPin the PIN; stays the caller's to close, after the answer was made
     * @return the script
     */
    public IssuerScript changePin(Pin newPin) {
        return plus(messaging -> messaging.changePin(newPin));
    }

    boolean isBeforeFinalCryptogram() {
        return template.equals(BEFORE);
    }

    Bytes encode(ScriptMessaging messaging) {
        TlvWriter writer = new TlvWriter().begin(template);
        if (!identifier.isEmpty()) {
            writer.put(IDENTIFIER, identifier);
        }
        for (Function<ScriptMessaging, CommandApdu> command : commands) {
            writer.put(COMMAND, command.apply(messaging).toBytes());
        }
        return writer.end().toBytes();
    }

    private IssuerScript plus(Function<ScriptMessaging, CommandApdu> command) {
        List<Function<ScriptMessaging, CommandApdu>> more = new ArrayList<>(commands);
        more.add(command);
        return new IssuerScript(template, identifier, more);
    }
}
