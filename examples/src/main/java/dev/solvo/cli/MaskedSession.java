package dev.solvo.cli;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.transcript.CardDataMask;
import java.util.List;

/** Words for commands and answers of a dialogue, with everything masked that the card's answers show to be secret. */
final class MaskedSession {
    private static final TagDictionary DICTIONARY = TagDictionary.load();

    private final CardDataMask mask;

    private MaskedSession(CardDataMask mask) {
        this.mask = mask;
    }

    /** Knows the card from all that it answered. */
    static MaskedSession of(List<ResponseApdu> answers) {
        return new MaskedSession(CardDataMask.of(DICTIONARY, answers));
    }

    static MaskedSession of(Session session) {
        return of(session.events().stream()
                .filter(SessionEvent.Answered.class::isInstance)
                .map(event -> ((SessionEvent.Answered) event).response())
                .toList());
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
        if (event instanceof SessionEvent.Waited) {
            return "a wait for a card";
        }
        if (event instanceof SessionEvent.TornTransaction) {
            return "a look-up of a torn transaction";
        }
        if (event instanceof SessionEvent.Supplied) {
            return "a request for data";
        }
        return event instanceof SessionEvent.EarlierSales
                ? "a look-up of earlier sales"
                : "a look-up in the exception file";
    }
}
