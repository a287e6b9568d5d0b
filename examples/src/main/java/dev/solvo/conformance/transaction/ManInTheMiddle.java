package dev.solvo.conformance.transaction;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.conformance.CaseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Between terminal and card: does what the case's faults say, and nothing else. Commands are counted over all presentations.
 * Everything that strikes at one command happens, in the case's order.
 */
final class ManInTheMiddle implements CardTransport, AutoCloseable {
    private final CardUnderTest cards;
    private final long seed;
    private final List<CardFault> faults;
    private final int[] seen;
    private final SeenLists lists = new SeenLists();
    private InsertedCard card;
    private boolean removed;

    ManInTheMiddle(CardUnderTest cards, CardDescription first, long seed, List<CardFault> faults)
            throws CaseException, InterruptedException {
        this.cards = cards;
        this.seed = seed;
        this.faults = List.copyOf(faults);
        this.seen = new int[faults.size()];
        this.card = cards.insert(first, seed);
    }

    /** The card is taken away and comes back. */
    void reinsert() {
        removed = false;
        card.reinsert();
    }

    void unlockDevice() {
        card.unlockDevice();
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        if (Thread.currentThread().isInterrupted()) {
            // The run has given the case up; without a card no kernel goes on.
            throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "the case was given up");
        }
        if (removed) {
            throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "the card was removed");
        }
        List<CardFault.Action> actions = actions(command);
        CommandApdu sent = command;
        for (CardFault.Action action : actions) {
            if (action instanceof CardFault.Action.Fail fail) {
                throw failed(fail.kind());
            }
            if (action instanceof CardFault.Action.Swap swap) {
                swapped(swap.other());
            } else if (action instanceof CardFault.Action.Command change) {
                sent = change.change().of(sent, lists);
            }
        }
        Exchange exchange = answer(sent, actions);
        for (CardFault.Action action : actions) {
            if (action instanceof CardFault.Action.LoseAnswer lost) {
                throw failed(lost.kind());
            }
            if (action instanceof CardFault.Action.Rewrite rewrite) {
                exchange = new Exchange(rewrite.change().of(exchange.response()), exchange.elapsedNanos());
            } else if (action instanceof CardFault.Action.Delay delay) {
                exchange = CardFault.later(exchange, delay.nanos());
            }
        }
        return exchange;
    }

    private Exchange answer(CommandApdu sent, List<CardFault.Action> actions) throws CardTransportException {
        for (CardFault.Action action : actions) {
            if (action instanceof CardFault.Action.Swallow swallow) {
                return new Exchange(swallow.answer(), 0);
            }
        }
        Exchange exchange = card.transmit(sent);
        lists.sent(sent);
        lists.saw(exchange.response());
        return exchange;
    }

    private CardTransportException failed(CardTransportException.Kind kind) {
        removed = kind == CardTransportException.Kind.CARD_REMOVED;
        return new CardTransportException(kind, "a fault of the case");
    }

    private void swapped(CardDescription other) throws CardTransportException {
        try {
            InsertedCard next = cards.insert(other, seed);
            card.close();
            card = next;
        } catch (CaseException noSuchCard) {
            throw new IllegalStateException("the other card was read with the case", noSuchCard);
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
            throw new CardTransportException(
                    CardTransportException.Kind.CARD_REMOVED, "the case was given up", givenUp);
        }
    }

    private List<CardFault.Action> actions(CommandApdu command) {
        String hex = command.toBytes().toHex();
        List<CardFault.Action> actions = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            CardFault fault = faults.get(i);
            if (fault.at().matches(hex)) {
                seen[i]++;
                if (fault.nth().isEmpty() || fault.nth().getAsInt() == seen[i]) {
                    actions.add(fault.action());
                }
            }
        }
        return actions;
    }

    /** Which faults never struck, from 1: their case does not do what it says. */
    List<Integer> idle() {
        List<Integer> idle = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            if (seen[i] < faults.get(i).nth().orElse(1)) {
                idle.add(i + 1);
            }
        }
        return idle;
    }

    @Override
    public void close() {
        card.close();
    }
}
