package dev.solvo.simulator.trace;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * A card behind a reader that spoils some exchanges.
 *
 * <p>A command answered with a wrong status word or not at all never reaches the card; a changed answer or
 * a lost one comes from a card that did what it was told. Of several faults at one command the first counts.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class MutatingCard implements CardTransport {
    private final CardTransport card;
    private final List<Fault> faults;
    private final int[] seenByInstruction = new int[0x100];
    private int seen;
    private boolean removed;

    /**
     * A card before its first command.
     *
     * @param card the card that answers
     * @param faults what goes wrong
     */
    public MutatingCard(CardTransport card, List<Fault> faults) {
        this.card = card;
        this.faults = List.copyOf(faults);
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        if (removed) {
            throw new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "the card was removed");
        }
        seen++;
        seenByInstruction[command.ins()]++;
        Optional<Fault.Effect> effect = effectOn(command);
        if (effect.isEmpty()) {
            return card.transmit(command);
        }
        if (effect.get() instanceof Fault.WrongStatus wrong) {
            return new Exchange(new ResponseApdu(Bytes.EMPTY, wrong.statusWord()), 0);
        }
        if (effect.get() instanceof Fault.NoAnswer none) {
            removed = none.kind() == CardTransportException.Kind.CARD_REMOVED;
            throw new CardTransportException(none.kind(), "a fault was asked for at command " + seen);
        }
        Exchange exchange = card.transmit(command);
        if (effect.get() instanceof Fault.LostAnswer lost) {
            removed = lost.kind() == CardTransportException.Kind.CARD_REMOVED;
            throw new CardTransportException(lost.kind(), "a fault lost the answer to command " + seen);
        }
        ResponseApdu response = exchange.response();
        return new Exchange(
                new ResponseApdu(changed(effect.get(), response.data()), response.statusWord()),
                exchange.elapsedNanos());
    }

    private Optional<Fault.Effect> effectOn(CommandApdu command) {
        for (Fault fault : faults) {
            boolean struck = false;
            if (fault.trigger() instanceof Fault.NthCommand nth) {
                struck = nth.number() == seen;
            } else if (fault.trigger() instanceof Fault.NthInstruction nth) {
                struck = nth.ins() == command.ins() && nth.number() == seenByInstruction[command.ins()];
            }
            if (struck) {
                return Optional.of(fault.effect());
            }
        }
        return Optional.empty();
    }

    private static Bytes changed(Fault.Effect effect, Bytes data) {
        if (effect instanceof Fault.Truncated truncated) {
            return data.slice(0, Math.min(truncated.length(), data.length()));
        }
        if (effect instanceof Fault.FlippedBit flipped && !data.isEmpty()) {
            byte[] bytes = data.toByteArray();
            int bit = flipped.bit() % (bytes.length * 8);
            bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
            return Bytes.of(bytes);
        }
        return data;
    }
}
