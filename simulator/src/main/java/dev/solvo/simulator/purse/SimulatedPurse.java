package dev.solvo.simulator.purse;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.SimulatorTextException;
import java.security.SecureRandom;
import java.util.List;

/**
 * A card with a PBOC electronic purse in the field of a reader: the card's side with real cryptography.
 *
 * <p>Money, counters, log, PIN tries and blocks outlive {@link #reinsert}; a transaction that was begun does not.
 * Commands and answers are those of T=1. Overdraft, unload, grey lock and algorithms other than triple DES are not
 * played.
 *
 * <p>Not safe for use by several threads at once. A card for tests: no attention is paid to side channels.
 */
public final class SimulatedPurse implements CardTransport {
    private final PurseMemory memory;
    private final SecureRandom random;
    private CardTransport field;

    private SimulatedPurse(PurseMemory memory, SecureRandom random, List<PurseFault> faults) {
        this.memory = memory;
        this.random = random;
        this.field = powered(faults);
    }

    /**
     * A card in the field.
     *
     * @param image what the card is
     * @param random source of its challenges
     * @param faults what goes wrong until {@link #reinsert}
     * @return the card, just powered
     */
    public static SimulatedPurse insert(PurseImage image, SecureRandom random, List<PurseFault> faults) {
        try {
            return new SimulatedPurse(PurseText.read(image.text()), random, faults);
        } catch (SimulatorTextException e) {
            throw new IllegalStateException("an image was read before and is not readable now", e);
        }
    }

    /**
     * A card in the field, whose challenges are derived from a number.
     *
     * @param image what the card is
     * @param seed any number
     * @return the card, just powered
     */
    public static SimulatedPurse insert(PurseImage image, long seed) {
        return insert(image, SeededRandom.of(seed), List.of());
    }

    /** Takes the card out of the field and brings it back: nothing is selected, no PIN was entered, nothing goes wrong. */
    public void reinsert() {
        reinsert(List.of());
    }

    /**
     * Takes the card out of the field and brings it back with new faults.
     *
     * @param faults what goes wrong from now on; commands are counted from here
     */
    public void reinsert(List<PurseFault> faults) {
        field = powered(faults);
    }

    /**
     * The card as it is now. A transaction that was begun is not a part of it.
     *
     * @return the image
     */
    public PurseImage image() {
        String text = PurseText.write(memory);
        try {
            return PurseImage.parse(text);
        } catch (SimulatorTextException e) {
            throw new IllegalStateException("a memory cannot be written", e);
        }
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        return field.transmit(command);
    }

    private CardTransport powered(List<PurseFault> faults) {
        return new FaultyField(new PurseSession(memory, random), faults);
    }
}
