package dev.solvo.conformance.subject;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.InapplicableCaseException;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.CardUnderTest;
import dev.solvo.conformance.transaction.InsertedCard;
import dev.solvo.simulator.card.CardImages;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Real cards in a reader, changed by a person. A case that changes its card image is inapplicable, for no real card lets that
 * happen; so is one whose card the person does not have, and the person is not asked for that card again.
 *
 * <p>One reader holds one card: cases are run one after the other.
 */
public final class CardInReader implements CardUnderTest {
    /** A reader. */
    public interface Reader {
        /**
         * The reader's name.
         *
         * @return as the service has it
         */
        String name();

        /**
         * Connects to the card in the reader, which is reset by that.
         *
         * @return the card
         * @throws CardTransportException if there is none, or it is refused; the message says why
         */
        Connection connect() throws CardTransportException;
    }

    /** A card that is connected. */
    public interface Connection extends CardTransport, AutoCloseable {
        @Override
        void close();
    }

    private final Reader reader;
    private final CardOperator operator;
    private final Set<String> missing = new HashSet<>();
    private Optional<String> present = Optional.empty();

    /**
     * Cards in a reader.
     *
     * @param reader where they are put
     * @param operator who puts them there
     */
    public CardInReader(Reader reader, CardOperator operator) {
        this.reader = reader;
        this.operator = operator;
    }

    @Override
    public String name() {
        return "cards in reader " + reader.name();
    }

    @Override
    public synchronized InsertedCard insert(CardDescription card, long seed) throws InterruptedException {
        boolean known = CardImages.names().contains(card.name())
                || CardImages.contactlessNames().contains(card.name());
        if (!known || !CardImages.text(card.name()).equals(card.image())) {
            throw new InapplicableCaseException(
                    "the case changes the card " + card.name() + ", which only a simulated one lets happen");
        }
        if (missing.contains(card.name())) {
            throw new InapplicableCaseException("there is no card " + card.name() + " at the reader");
        }
        if (present.filter(card.name()::equals).isEmpty()) {
            present = Optional.empty();
            if (!operator.insert(card.name())) {
                missing.add(card.name());
                throw new InapplicableCaseException("there is no card " + card.name() + " at the reader");
            }
            present = Optional.of(card.name());
        }
        return new Present(connect());
    }

    private Connection connect() {
        try {
            return reader.connect();
        } catch (CardTransportException lost) {
            present = Optional.empty();
            throw new RemoteSubjectException("the card in the reader cannot be used: " + lost.getMessage(), lost);
        }
    }

    private final class Present implements InsertedCard {
        private Connection connection;

        Present(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Exchange transmit(CommandApdu command) throws CardTransportException {
            try {
                return connection.transmit(command);
            } catch (CardTransportException lost) {
                if (lost.kind() == CardTransportException.Kind.CARD_REMOVED) {
                    present = Optional.empty();
                }
                throw lost;
            }
        }

        @Override
        public void reinsert() {
            connection.close();
            connection = connect();
        }

        @Override
        public void unlockDevice() {
            try {
                operator.unlock();
            } catch (InterruptedException given) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
