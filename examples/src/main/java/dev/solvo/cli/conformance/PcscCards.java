package dev.solvo.cli.conformance;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.subject.CardInReader;
import dev.solvo.pcsc.ConnectionSettings;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscTransport;
import java.time.Duration;

/** Cards in a PC/SC reader. */
final class PcscCards implements CardInReader.Reader, ConsoleOperator.Slot {
    private final PcscReader reader;

    PcscCards(PcscReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return reader.name();
    }


    @Override
    public boolean awaitCard(Duration limit) throws PcscException, InterruptedException {
        return reader.waitForCardPresent(limit);
    }

    /** As a payment terminal; a card that EMV's rules for contact cards refuse, such as a contactless one, as any program. */
    @Override
    public CardInReader.Connection connect() throws CardTransportException {
        try {
            return new Connected(reader.connect());
        } catch (PcscException refused) {
            if (refused.kind() != PcscException.Kind.CARD_REFUSED) {
                throw lost(refused);
            }
        }
        try {
            return new Connected(reader.connect(ConnectionSettings.anyCard()));
        } catch (PcscException refused) {
            throw lost(refused);
        }
    }

    private static CardTransportException lost(PcscException refused) {
        return new CardTransportException(
                refused.kind() == PcscException.Kind.NO_CARD
                        ? CardTransportException.Kind.CARD_REMOVED
                        : CardTransportException.Kind.TRANSMISSION,
                String.valueOf(refused.getMessage()),
                refused);
    }

    private record Connected(PcscTransport card) implements CardInReader.Connection {
        @Override
        public Exchange transmit(CommandApdu command) throws CardTransportException {
            return card.transmit(command);
        }

        @Override
        public void close() {
            card.close();
        }
    }
}
