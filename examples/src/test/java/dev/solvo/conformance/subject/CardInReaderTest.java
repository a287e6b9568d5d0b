package dev.solvo.conformance.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.InapplicableCaseException;
import dev.solvo.conformance.transaction.CardDescription;
import dev.solvo.conformance.transaction.InsertedCard;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A person, a reader and the cards of the cases. */
final class CardInReaderTest {
    private static final CommandApdu SELECT =
            CommandApdu.parse(Bytes.fromHex("00A404000E315041592E5359532E444446303100"));
    private static final CommandApdu READ = CommandApdu.parse(Bytes.fromHex("00B2010C00"));

    private final List<String> asked = new ArrayList<>();
    private Optional<SimulatedCard> inReader = Optional.empty();
    private final CardInReader cards = new CardInReader(new Reader(), new Operator());

    @Test
    void cardIsAskedForOnce_untilAnotherOneIsWanted() throws Exception {
        for (String card : List.of("log", "log", "pdol", "log")) {
            try (InsertedCard inserted = cards.insert(description(card), 1)) {
                assertTrue(inserted.transmit(SELECT).response().statusWord().isSuccess());
            }
        }
        assertEquals(List.of("log", "pdol", "log"), asked);
        assertEquals("cards in reader R", cards.name());
    }

    @Test
    void skippedCard_isNotAskedForAgain() {
        for (int i = 0; i < 2; i++) {
            InapplicableCaseException e =
                    assertThrows(InapplicableCaseException.class, () -> cards.insert(description("silent"), 1));
            assertTrue(String.valueOf(e.getMessage()).contains("no card silent"), e::toString);
        }
        assertEquals(List.of("silent"), asked);
    }

    @Test
    void caseThatChangesItsCard_isInapplicable_withoutAQuestion() {
        CardDescription changed = new CardDescription("log", description("log").image() + "\n# changed\n");
        CardDescription own = new CardDescription("own.card", description("log").image());
        for (CardDescription card : List.of(changed, own)) {
            assertThrows(InapplicableCaseException.class, () -> cards.insert(card, 1));
        }
        assertEquals(List.of(), asked);
    }

    @Test
    void reinserting_resetsTheCard() throws Exception {
        try (InsertedCard card = cards.insert(description("log"), 1)) {
            card.transmit(SELECT);
            assertTrue(card.transmit(READ).response().statusWord().isSuccess());
            card.reinsert();
            assertEquals("6985", card.transmit(READ).response().statusWord().toString());
            card.unlockDevice();
        }
        assertEquals(List.of("log", "unlock"), asked);
    }

    @Test
    void pulledCard_isAskedForAgain_andAnEmptyReaderIsAReason() throws Exception {
        try (InsertedCard card = cards.insert(description("log"), 1)) {
            inReader = Optional.empty();
            assertThrows(CardTransportException.class, () -> card.transmit(SELECT));
        }
        cards.insert(description("log"), 1).close();
        assertEquals(List.of("log", "log"), asked);
        inReader = Optional.empty();
        RemoteSubjectException e =
                assertThrows(RemoteSubjectException.class, () -> cards.insert(description("log"), 1));
        assertTrue(String.valueOf(e.getMessage()).contains("empty"), e::toString);
    }

    private static CardDescription description(String card) {
        return new CardDescription(card, CardImages.named(card).text());
    }

    /** Has all cards but the silent one. */
    private final class Operator implements CardOperator {
        @Override
        public boolean insert(String card) {
            asked.add(card);
            if (card.equals("silent")) {
                return false;
            }
            inReader = Optional.of(SimulatedCard.insert(CardImages.named(card), 1));
            return true;
        }

        @Override
        public void unlock() {
            asked.add("unlock");
        }
    }

    private final class Reader implements CardInReader.Reader {
        @Override
        public String name() {
            return "R";
        }

        @Override
        public CardInReader.Connection connect() throws CardTransportException {
            if (inReader.isEmpty()) {
                throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "the reader is empty");
            }
            inReader.get().reinsert();
            return new Connection();
        }
    }

    private final class Connection implements CardInReader.Connection {
        @Override
        public Exchange transmit(CommandApdu command) throws CardTransportException {
            if (inReader.isEmpty()) {
                throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "pulled");
            }
            return inReader.get().transmit(command);
        }

        @Override
        public void close() {
            // A connection of a test.
        }
    }
}
