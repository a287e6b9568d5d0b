package dev.solvo.conformance.fuzz;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.ContactlessReader;
import dev.solvo.emv.PresentCard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Between terminal and card: changes some answers, and notes all. */
class MutatingCard implements CardTransport {
    /** Neither the kernels nor Entry Point need as many; a transaction that does goes round in circles. */
    static final int MOST_COMMANDS = 2_000;

    private final CardTransport card;
    private final List<Mutation> mutations;
    private final List<Delivery> deliveries = Collections.synchronizedList(new ArrayList<>());
    private boolean removed;

    private MutatingCard(CardTransport card, List<Mutation> mutations) {
        this.card = card;
        this.mutations = List.copyOf(mutations);
    }

    /** In front of a card, or of a contactless reader. */
    static MutatingCard before(CardTransport card, List<Mutation> mutations) {
        return card instanceof ContactlessReader reader
                ? new Reader(reader, mutations)
                : new MutatingCard(card, mutations);
    }

    /** What was said so far, in order; may be asked while the transaction goes on. */
    List<Delivery> deliveries() {
        synchronized (deliveries) {
            return List.copyOf(deliveries);
        }
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        if (Thread.currentThread().isInterrupted() || deliveries.size() >= MOST_COMMANDS) {
            throw new EndlessTransactionException(deliveries.size() + " commands and no end");
        }
        if (removed) {
            deliveries.add(new Delivery(command, Optional.empty(), Optional.empty()));
            throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "the card was removed");
        }
        Exchange sent;
        try {
            sent = card.transmit(command);
        } catch (CardTransportException lost) {
            deliveries.add(new Delivery(command, Optional.empty(), Optional.empty()));
            throw lost;
        }
        ResponseApdu delivered = sent.response();
        for (Mutation mutation : mutations) {
            if (mutation.exchange() == deliveries.size() + 1) {
                if (mutation.change() instanceof AnswerChange.NoAnswer none) {
                    removed = none.kind() == CardTransportException.Kind.CARD_REMOVED;
                    deliveries.add(new Delivery(command, Optional.of(sent.response()), Optional.empty()));
                    throw new CardTransportException(none.kind(), "a mutation");
                }
                delivered = mutation.change().of(delivered);
            }
        }
        deliveries.add(new Delivery(command, Optional.of(sent.response()), Optional.of(delivered)));
        return new Exchange(delivered, sent.elapsedNanos());
    }

    /** The same in a contactless reader, where a card that was away may come back. */
    private static final class Reader extends MutatingCard implements ContactlessReader {
        private final ContactlessReader reader;

        Reader(ContactlessReader reader, List<Mutation> mutations) {
            super(reader, mutations);
            this.reader = reader;
        }

        @Override
        public PresentCard.Answer awaitCard() {
            PresentCard.Answer answer = reader.awaitCard();
            super.removed &= answer != PresentCard.Answer.PRESENTED;
            return answer;
        }

        @Override
        public void fieldOff(Duration duration) {
            reader.fieldOff(duration);
        }
    }
}
