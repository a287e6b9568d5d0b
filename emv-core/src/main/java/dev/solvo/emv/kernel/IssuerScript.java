package dev.solvo.emv.kernel;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One issuer script: commands that the issuer sends to his card through the terminal. EMV 4.4 Book 3, 10.10 and Annex E.
 *
 * @param identifier tag 9F18, 4 bytes, all zero where the script has none
 * @param commands the commands in their order; the terminal neither reads nor repairs them
 */
public record IssuerScript(Bytes identifier, List<CommandApdu> commands) {
    /** The identifier of a script that has none, or whose identifier cannot be read. */
    public static final Bytes NO_IDENTIFIER = Bytes.repeat(0x00, 4);

    private static final int IDENTIFIER_LENGTH = 4;

    /** Copies the list. */
    public IssuerScript {
        commands = List.copyOf(commands);
    }

    /** Tells by its first byte whether bytes are a template of a kind, be the rest broken or not. */
    static boolean isTemplate(Bytes template, Tag tag) {
        return !template.isEmpty() && template.unsigned(0) == tag.value();
    }

    /**
     * Reads a whole template; a script of which any part is broken is not run at all.
     *
     * @param template tag 71 or 72 with length and content
     * @return nothing if the TLV structure, the identifier or one of the commands is not well formed
     */
    public static Optional<IssuerScript> parse(Bytes template) {
        Bytes identifier = NO_IDENTIFIER;
        List<CommandApdu> commands = new ArrayList<>();
        try {
            TlvReader reader = TlvReader.of(template);
            if (!reader.next()) {
                return Optional.empty();
            }
            Bytes content = reader.value();
            if (reader.next()) {
                return Optional.empty();
            }
            reader.reset(content);
            while (reader.next()) {
                if (reader.tag() == EmvTag.ISSUER_SCRIPT_IDENTIFIER.value()) {
                    identifier = reader.value();
                } else if (reader.tag() == EmvTag.ISSUER_SCRIPT_COMMAND.value()) {
                    commands.add(CommandApdu.parse(reader.value()));
                }
                // Elements without a meaning here are skipped.
            }
        } catch (TlvException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
        // NOTE: EMV does not say what a script identifier of another length does; here it is a wrongly coded script.
        return identifier.length() == IDENTIFIER_LENGTH
                ? Optional.of(new IssuerScript(identifier, commands))
                : Optional.empty();
    }
}
