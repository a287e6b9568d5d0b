package dev.solvo.cli;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words for commands and answers of a dialogue, with everything masked that the card's answers show to be secret. */
final class MaskedSession {
    private final CardDataMask mask;

    private MaskedSession(CardDataMask mask) {
        this.mask = mask;
    }

    /** Knows the card from all that it answered. */
    static MaskedSession of(List<ResponseApdu> answers) {
        TagDictionary dictionary = TagDictionary.load();
        Map<Tag, Bytes> secrets = new HashMap<>();
        for (ResponseApdu answer : answers) {
            try {
                collect(TlvReader.lenient(answer.data(), TlvLimits.DEFAULT), dictionary, secrets);
            } catch (TlvException notObjects) {
                // What could be read is known; the rest is masked where its tag stands.
            }
        }
        return new MaskedSession(CardDataMask.of(dictionary, ChipData.of(secrets)));
    }

    static MaskedSession of(Session session) {
        return of(session.events().stream()
                .filter(SessionEvent.Answered.class::isInstance)
                .map(event -> ((SessionEvent.Answered) event).response())
                .toList());
    }

    private static void collect(TlvReader reader, TagDictionary dictionary, Map<Tag, Bytes> secrets)
            throws TlvException {
        int entered = 0;
        while (true) {
            if (!reader.next()) {
                if (entered == 0) {
                    return;
                }
                reader.leave();
                entered--;
            } else if (reader.isConstructed()) {
                reader.enter();
                entered++;
            } else if (dictionary.isMasked(Tag.of(reader.tag()))) {
                secrets.put(Tag.of(reader.tag()), reader.value());
            }
        }
    }

    /** The command in hexadecimal; of VERIFY only header and length. */
    String command(Bytes command) {
        if (command.length() > SessionEvent.HEADER_AND_LC && command.unsigned(1) == SessionEvent.VERIFY) {
            return command.slice(0, SessionEvent.HEADER_AND_LC).toHex()
                    + "*".repeat(2 * (command.length() - SessionEvent.HEADER_AND_LC));
        }
        return mask.hex(command);
    }

    String response(ResponseApdu response) {
        return mask.hex(response) + " " + response.statusWord();
    }

    String value(Bytes value) {
        return mask.hex(value);
    }

    String describe(SessionEvent event) {
        if (event instanceof SessionEvent.Exchange exchange) {
            return command(exchange.command());
        }
        if (event instanceof SessionEvent.Chosen) {
            return "a choice of application";
        }
        if (event instanceof SessionEvent.PinAnswer) {
            return "a PIN entry";
        }
        if (event instanceof SessionEvent.BiometricAnswer) {
            return "a biometric verification";
        }
        if (event instanceof SessionEvent.Referred) {
            return "a call to the issuer";
        }
        if (event instanceof SessionEvent.Authorised) {
            return "a request to the host";
        }
        return event instanceof SessionEvent.EarlierSales
                ? "a look-up of earlier sales"
                : "a look-up in the exception file";
    }
}
