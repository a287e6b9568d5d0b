package dev.solvo.simulator.trace;

import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.StatusWord;

/**
 * What goes wrong, and at which command.
 *
 * @param trigger the command it happens at
 * @param effect what happens
 */
public record Fault(Trigger trigger, Effect effect) {
    /** Which command is struck. */
    public sealed interface Trigger {}

    /**
     * The nth command since the card was inserted, whatever it is.
     *
     * @param number 1 for the first
     */
    public record NthCommand(int number) implements Trigger {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is below 1
         */
        public NthCommand {
            requirePositive(number);
        }
    }

    /**
     * The nth command with an instruction byte since the card was inserted.
     *
     * @param ins instruction byte, 0 to 255
     * @param number 1 for the first
     */
    public record NthInstruction(int ins, int number) implements Trigger {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if the number is below 1 or INS does not fit a byte
         */
        public NthInstruction {
            requirePositive(number);
            if (ins < 0 || ins > 0xFF) {
                throw new IllegalArgumentException("INS does not fit a byte");
            }
        }
    }

    /** What happens. */
    public sealed interface Effect {}

    /**
     * The card does nothing and answers a status word without data.
     *
     * @param statusWord the answer
     */
    public record WrongStatus(StatusWord statusWord) implements Effect {}

    /**
     * The answer's data lose their end; the status word stays.
     *
     * @param length bytes kept; more than there are changes nothing
     */
    public record Truncated(int length) implements Effect {
        /**
         * Checks the length.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public Truncated {
            if (length < 0) {
                throw new IllegalArgumentException("negative length " + length);
            }
        }
    }

    /**
     * One bit of the answer's data changes.
     *
     * @param bit index of the bit, 0 for the most significant of the first byte; counted again from the start when it
     *     lies behind the end
     */
    public record FlippedBit(int bit) implements Effect {
        /**
         * Checks the index.
         *
         * @throws IllegalArgumentException if it is negative
         */
        public FlippedBit {
            if (bit < 0) {
                throw new IllegalArgumentException("negative bit index " + bit);
            }
        }
    }

    /**
     * No answer comes. After {@link CardTransportException.Kind#CARD_REMOVED} none comes any more.
     *
     * @param kind how the exchange fails
     */
    public record NoAnswer(CardTransportException.Kind kind) implements Effect {}

    /**
     * The card does what it was told, and its answer does not arrive: it left the field too early. After {@link
     * CardTransportException.Kind#CARD_REMOVED} no answer comes any more.
     *
     * @param kind how the exchange fails
     */
    public record LostAnswer(CardTransportException.Kind kind) implements Effect {}

    private static void requirePositive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("commands are counted from 1, not " + number);
        }
    }
}
