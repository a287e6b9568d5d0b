package dev.solvo.simulator.purse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.simulator.purse.PurseFault.Effect;
import dev.solvo.simulator.purse.PurseFault.Step;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way between reader and card, from the moment the card is in the field. */
final class FaultyField implements CardTransport {
    /** The card behind the way. */
    interface Card {
        /** Acts on a command; spoils the codes in the answer as told. */
        ResponseApdu answer(CommandApdu command, boolean wrongMac, boolean wrongTac);
    }

    private final Card card;
    private final List<PurseFault> faults;
    private final Map<Step, Integer> seen = new EnumMap<>(Step.class);
    private boolean removed;

    FaultyField(Card card, List<PurseFault> faults) {
        this.card = card;
        this.faults = List.copyOf(faults);
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        if (removed) {
            throw gone();
        }
        Optional<Effect> effect = effectOn(command);
        if (effect.equals(Optional.of(Effect.TORN_BEFORE))) {
            removed = true;
            throw gone();
        }
        ResponseApdu answer = card.answer(
                command, effect.equals(Optional.of(Effect.WRONG_MAC)), effect.equals(Optional.of(Effect.WRONG_TAC)));
        if (effect.equals(Optional.of(Effect.TORN_AFTER))) {
            removed = true;
            throw gone();
        }
        return new Exchange(answer, 0);
    }

    private Optional<Effect> effectOn(CommandApdu command) {
        Optional<Step> step = stepOf(command);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        int count = seen.merge(step.get(), 1, Integer::sum);
        return faults.stream()
                .filter(fault -> fault.step() == step.get() && fault.occurrence() == count)
                .map(PurseFault::effect)
                .findFirst();
    }

    private static Optional<Step> stepOf(CommandApdu command) {
        return switch (command.ins()) {
            case 0xA4 -> Optional.of(Step.SELECT);
            case 0xB0, 0xB2, 0xCA -> Optional.of(Step.READ);
            case 0x20 -> Optional.of(Step.VERIFY_PIN);
            case 0x5C -> Optional.of(Step.GET_BALANCE);
            case 0x50, 0x70 -> Optional.of(Step.INITIALIZE);
            case 0xDC -> Optional.of(Step.UPDATE_CACHE);
            case 0x52, 0x54, 0x72 -> Optional.of(Step.COMPLETE);
            case 0x5A -> Optional.of(Step.PROVE);
            default -> Optional.empty();
        };
    }

    private static CardTransportException gone() {
        return new CardTransportException(CardTransportException.Kind.CARD_REMOVED, "the card left the field");
    }
}
