package dev.solvo.emv.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.Outcome;
import dev.solvo.emv.TerminationReason;
import dev.solvo.emv.TransmitApdu;
import dev.solvo.emv.kernel.ContactKernel;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.simulator.trace.Dialogue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One card image, paid with once as it is, and then again with one answer changed.
 *
 * <p>Clock and randomness are the same each time, so both transactions are the same up to the change. As long as the kernel
 * sends the commands that were noted at first, the answers are those noted; a card is only made, and brought to the same
 * point, when it sends another one.
 *
 * <p>Not for several threads at once.
 */
final class WalkedCard {
    private static final long CARD_SEED = 7;
    private static final long KERNEL_SEED = 11;

    private final String name;
    private final Payment payment;
    private final CardImage image;
    private final Random random = new Random();
    private final ContactKernel kernel;
    private final List<Dialogue.Entry> exchanges = new ArrayList<>();
    private final Outcome outcome;

    WalkedCard(String name, Payment payment) {
        this.name = name;
        this.payment = payment;
        this.image = CardImages.named(name);
        this.kernel = new ContactKernel(payment.terminal(), SimulatedPayment.CLOCK, random);
        SimulatedCard card = insert();
        this.outcome = toTheEnd(apdu -> note(apdu, card));
    }

    /** Every payment with every card image, but for those that say and come to nothing else than the purchase. */
    static List<WalkedCard> all() {
        List<WalkedCard> all = new ArrayList<>();
        for (String image : CardImages.names()) {
            WalkedCard purchase = new WalkedCard(image, Payment.PURCHASE);
            all.add(purchase);
            for (Payment payment : EnumSet.complementOf(EnumSet.of(Payment.PURCHASE))) {
                WalkedCard other = new WalkedCard(image, payment);
                if (!other.exchanges.equals(purchase.exchanges) || !other.outcome.equals(purchase.outcome)) {
                    all.add(other);
                }
            }
        }
        return all;
    }

    String name() {
        return name;
    }

    Payment payment() {
        return payment;
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
        return toTheEnd(new ChangedCard(exchange, change));
    }

    /** How it ends if it ends at the changed answer; empty if the kernel sends another command. */
    Optional<Outcome> outcomeAt(int exchange, Change change) {
        ChangedCard changed = new ChangedCard(exchange, change);
        Outcome end = toTheEnd(apdu -> changed.exchange > exchange ? apdu.cancelled() : changed.answer(apdu));
        return end instanceof Outcome.Terminated terminated && terminated.reason() == TerminationReason.CANCELLED
                ? Optional.empty()
                : Optional.of(end);
    }

    private Outcome toTheEnd(SimulatedPayment.CardSide card) {
        random.setSeed(KERNEL_SEED);
        return SimulatedPayment.toTheEnd(kernel.begin(payment.request()), card, payment);
    }

    private SimulatedCard insert() {
        return SimulatedCard.insert(image, CARD_SEED);
    }

    private KernelStep note(TransmitApdu apdu, SimulatedCard card) {
        try {
            ResponseApdu response = card.transmit(apdu.command()).response();
            exchanges.add(new Dialogue.Answered(apdu.command(), response));
            return apdu.resume(response, 0);
        } catch (CardTransportException lost) {
            exchanges.add(new Dialogue.Failed(apdu.command(), lost.kind()));
            return apdu.failed(lost.kind());
        }
    }

    private final class ChangedCard implements SimulatedPayment.CardSide {
        private final int changed;
        private final Change change;
        private int exchange;
        private @Nullable SimulatedCard card;

        ChangedCard(int changed, Change change) {
            this.changed = changed;
            this.change = change;
        }

        @Override
        public KernelStep answer(TransmitApdu apdu) {
            int now = exchange++;
            if (now > changed
                    && change instanceof Change.NoAnswer none
                    && none.kind() == CardTransportException.Kind.CARD_REMOVED) {
                return apdu.failed(CardTransportException.Kind.CARD_REMOVED);
            }
            if (card == null && now < exchanges.size()) {
                Dialogue.Entry noted = exchanges.get(now);
                if (noted.command().equals(apdu.command())) {
                    return now == changed ? change(apdu, noted) : play(apdu, noted);
                }
            }
            if (now <= changed) {
                throw new AssertionError("the transaction does not repeat itself");
            }
            try {
                return apdu.resume(cardAfter(now).transmit(apdu.command()));
            } catch (CardTransportException lost) {
                return apdu.failed(lost.kind());
            }
        }

        private KernelStep play(TransmitApdu apdu, Dialogue.Entry noted) {
            return noted instanceof Dialogue.Answered answered
                    ? apdu.resume(answered.response(), 0)
                    : apdu.failed(((Dialogue.Failed) noted).kind());
        }

        private KernelStep change(TransmitApdu apdu, Dialogue.Entry noted) {
            return change instanceof Change.NoAnswer none
                    ? apdu.failed(none.kind())
                    : apdu.resume(change.of(((Dialogue.Answered) noted).response()), 0);
        }

        private SimulatedCard cardAfter(int commands) {
            SimulatedCard inserted = card;
            if (inserted == null) {
                inserted = insert();
                for (Dialogue.Entry noted : exchanges.subList(0, commands)) {
                    repeat(inserted, noted);
                }
                card = inserted;
            }
            return inserted;
        }

        private void repeat(SimulatedCard inserted, Dialogue.Entry noted) {
            try {
                inserted.transmit(noted.command());
            } catch (CardTransportException again) {
                assertEquals(((Dialogue.Failed) noted).kind(), again.kind());
            }
        }
    }
}
