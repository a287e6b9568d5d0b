package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.CryptoException;
import java.util.List;

/**
 * One calculation that a lab does by hand.
 *
 * @param name what it is called on the command line
 * @param description what it gives, in a few words
 * @param required names of inputs that must be there
 * @param optional names of inputs with a default, and what the default is
 */
record Calculation(String name, String description, List<String> required, List<String> optional, Formula formula) {
    /** The calculation itself. */
    @FunctionalInterface
    interface Formula {
        /**
         * Calculates.
         *
         * @throws CryptoException if the library refuses an input
         * @throws BadInputException if an input has not the form that its name says
         */
        Answer of(Inputs in) throws CryptoException, BadInputException;
    }

    static Calculation of(String name, String description, String required, String optional, Formula formula) {
        return new Calculation(name, description, words(required), words(optional), formula);
    }

    /** Whether the calculation takes an input of this name. */
    boolean takes(String input) {
        return required.contains(input)
                || optional.stream().anyMatch(text -> text.equals(input) || text.startsWith(input + "="));
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}
