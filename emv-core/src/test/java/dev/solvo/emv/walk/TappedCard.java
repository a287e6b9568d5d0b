package dev.solvo.emv.walk;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.contactless.EntryPoint;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.trace.Dialogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One contactless card image, held to the reader once as it is, and then again with one answer changed; what {@link WalkedCard} is
 * for the contact kernel. A card or phone that is asked for again is held there again, and a phone is unlocked when it has to be.
 *
 * <p>Not for several threads at once.
 */
final class TappedCard {
    private static final long CARD_SEED = 7;
    private static final long KERNEL_SEED = 11;
    private static final String AMOUNT = "12.34";

    private final String name;
    private final CardImage image;
    private final Random random = new Random();
    private final EntryPoint entryPoint;
    private final List<Happened> all = new ArrayList<>();
    private final List<Dialogue.Entry> exchanges = new ArrayList<>();
    private final Outcome outcome;

    /** What the card went through without a change. */
    private sealed interface Happened {
        record Sent(CommandApdu command, Exchange exchange) implements Happened {}

        record Lost(CommandApdu command, CardTransportException.Kind kind) implements Happened {}

        record PresentedAgain() implements Happened {}

        record Unlocked() implements Happened {}
    }

    TappedCard(String name) {
        this.name = name;
        this.image = CardImages.named(name);
        this.entryPoint = SimulatedTap.entryPoint(SimulatedTap.reader(), random);
        this.outcome = SimulatedTap.toTheEnd(begin(), new Noting()).outcome();
    }

    String name() {
        return name;
    }

    /** What was said without a change. */
    List<Dialogue.Entry> exchanges() {
        return exchanges;
    }

    /** How it ended without a change. */
    Outcome outcome() {
        return outcome;
    }

    /** The first four bytes of a command. */
    String header(int exchange) {
        CommandApdu command = exchanges.get(exchange).command();
        return String.format(Locale.ROOT, "%02X%02X%02X%02X", command.cla(), command.ins(), command.p1(), command.p2());
    }

    /** How it ends with one answer changed. */
    Outcome outcomeWith(int exchange, Change change) {
        return SimulatedTap.toTheEnd(begin(), new Changing(exchange, change)).outcome();
    }

    private KernelStep begin() {
        random.setSeed(KERNEL_SEED);
        return entryPoint.begin(SimulatedTap.purchase(AMOUNT));
    }

    private SimulatedCard card() {
        return SimulatedCard.insert(image, CARD_SEED);
    }

    private final class Noting implements SimulatedTap.CardSide {
        private final SimulatedCard card = card();

        @Override
        public KernelStep answer(TransmitApdu apdu) {
            try {
                Exchange exchange = card.transmit(apdu.command());
                all.add(new Happened.Sent(apdu.command(), exchange));
                exchanges.add(new Dialogue.Answered(apdu.command(), exchange.response()));
                return apdu.resume(exchange);
            } catch (CardTransportException lost) {
                all.add(new Happened.Lost(apdu.command(), lost.kind()));
                exchanges.add(new Dialogue.Failed(apdu.command(), lost.kind()));
                return apdu.failed(lost.kind());
            }
        }

        @Override
        public void presentedAgain() {
            card.reinsert();
            all.add(new Happened.PresentedAgain());
        }

        @Override
        public void unlocked() {
            card.unlockDevice();
            all.add(new Happened.Unlocked());
        }

        @Override
        public boolean asksToBeUnlocked() {
            return card.asksToBeUnlocked();
        }
    }

    /**
     * Answers as noted while everything goes as it did; a real card is made, and brought to the same point, when something else
     * happens. The card has done what it was told where only its answer was changed or lost.
     */
    private final class Changing implements SimulatedTap.CardSide {
        private final int changed;
        private final Change change;
        private int place;
        private int exchange;
        private boolean removed;
        private @Nullable SimulatedCard card;

        Changing(int changed, Change change) {
            this.changed = changed;
            this.change = change;
        }

        @Override
        public KernelStep answer(TransmitApdu apdu) {
            if (removed) {
                return apdu.failed(CardTransportException.Kind.CARD_REMOVED);
            }
            int now = exchange++;
            if (card == null && place < all.size()) {
                Happened noted = all.get(place);
                if (noted instanceof Happened.Sent sent && sent.command().equals(apdu.command())) {
                    place++;
                    return now == changed ? change(apdu, sent.exchange()) : apdu.resume(sent.exchange());
                }
                if (noted instanceof Happened.Lost lost && lost.command().equals(apdu.command())) {
                    place++;
                    return apdu.failed(lost.kind());
                }
            }
            if (now <= changed) {
                throw new AssertionError("the transaction does not repeat itself");
            }
            try {
                return apdu.resume(real().transmit(apdu.command()));
            } catch (CardTransportException lost) {
                return apdu.failed(lost.kind());
            }
        }

        private KernelStep change(TransmitApdu apdu, Exchange noted) {
            if (change instanceof Change.NoAnswer none) {
                removed = none.kind() == CardTransportException.Kind.CARD_REMOVED;
                return apdu.failed(none.kind());
            }
            return apdu.resume(new Exchange(change.of(noted.response()), noted.elapsedNanos()));
        }

        @Override
        public void presentedAgain() {
            removed = false;
            if (card == null && place < all.size() && all.get(place) instanceof Happened.PresentedAgain) {
                place++;
                return;
            }
            real().reinsert();
        }

        @Override
        public void unlocked() {
            if (card == null && place < all.size() && all.get(place) instanceof Happened.Unlocked) {
                place++;
                return;
            }
            real().unlockDevice();
        }

        @Override
        public boolean asksToBeUnlocked() {
            if (card == null && place < all.size() && !(all.get(place) instanceof Happened.Sent)) {
                return all.get(place) instanceof Happened.Unlocked;
            }
            return real().asksToBeUnlocked();
        }

        private SimulatedCard real() {
            SimulatedCard made = card;
            if (made == null) {
                made = card();
                for (Happened happened : all.subList(0, place)) {
                    repeat(made, happened);
                }
                card = made;
            }
            return made;
        }

        private void repeat(SimulatedCard made, Happened happened) {
            if (happened instanceof Happened.PresentedAgain) {
                made.reinsert();
            } else if (happened instanceof Happened.Unlocked) {
                made.unlockDevice();
            } else {
                CommandApdu command =
                        happened instanceof Happened.Sent sent ? sent.command() : ((Happened.Lost) happened).command();
                try {
                    made.transmit(command);
                } catch (CardTransportException again) {
                    if (!(happened instanceof Happened.Lost)) {
                        throw new AssertionError(again);
                    }
                }
            }
        }
    }
}
