package dev.solvo.simulator.card;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.simulator.SeededRandom;
import dev.solvo.simulator.trace.MutatingCard;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;

/**
 * A card in software, inserted into a reader or held to it: the card's side of a transaction with real cryptography.
 *
 * <p>Two cards of one image and one seed answer the same bytes to the same commands. Counters, the PIN, blockings and
 * updated data outlive {@link #reinsert()}; nothing outlives the object. Answers take no time, {@code elapsedNanos} is
 * 0, but for those to EXCHANGE RELAY RESISTANCE DATA, which take the time that the image says, without anybody waiting.
 * Commands and answers are those of T=1; a reader's GET RESPONSE is not needed and not known.
 *
 * <p>Not safe for use by several threads at once. A card for tests: no attention is paid to side channels.
 */
public final class SimulatedCard implements CardTransport {
    private final CardImage image;
    private final Map<Bytes, ApplicationMemory> memories = new HashMap<>();
    private final CardMemory card;
    private final SecureRandom random;
    private CardTransport session;
    private int presentations;

    private SimulatedCard(CardImage image, SecureRandom random) {
        this.image = image;
        this.random = random;
        this.card = new CardMemory(image.blocked());
        this.session = newSession();
    }

    /**
     * A new card, with all that it throws dice for derived from a number: dynamic numbers, challenges, signature nonces.
     *
     * @param image what the card is
     * @param seed any number
     * @return the card, just powered
     */
    public static SimulatedCard insert(CardImage image, long seed) {
        return insert(image, SeededRandom.of(seed));
    }

    /**
     * A new card.
     *
     * @param image what the card is
     * @param random source of dynamic numbers, challenges and signature nonces
     * @return the card, just powered
     */
    public static SimulatedCard insert(CardImage image, SecureRandom random) {
        return new SimulatedCard(image, random);
    }

    /** Takes the card out and puts it in again, or off the reader and on it again: nothing is selected, faults count from the first command. */
    public void reinsert() {
        session = newSession();
    }

    /**
     * What the card sends when it is powered.
     *
     * @return answer to reset
     */
    public Bytes answerToReset() {
        return image.answerToReset();
    }

    @Override
    public Exchange transmit(CommandApdu command) throws CardTransportException {
        return session.transmit(command);
    }

    /**
     * The cardholder unlocks the phone, by finger, face or code, for the next payment. A card that is no phone does not
     * care.
     */
    public void unlockDevice() {
        card.unlocked = true;
    }

    /**
     * What a phone shows its holder: for kernel 8, where the reader does not tell what to do, a phone that was tapped while it was
     * locked asks to be unlocked itself.
     *
     * @return whether it asks for {@link #unlockDevice()}
     */
    public boolean asksToBeUnlocked() {
        return card.askedToBeUnlocked && !card.unlocked;
    }

    private CardTransport newSession() {
        presentations++;
        CardSession powered = new CardSession(image, memories, card, random);
        return new MutatingCard(powered::exchange, image.faults(presentations));
    }
}
