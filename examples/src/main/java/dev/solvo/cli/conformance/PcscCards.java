package dev.solvo.cli.conformance;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.cli.card.ReaderChoice;
import dev.solvo.conformance.subject.CardInReader;
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

    @Override
    public CardInReader.Connection connect() throws CardTransportException {
        try {
            return new Connected(ReaderChoice.connect(reader));
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
