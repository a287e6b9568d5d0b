package dev.solvo.conformance;

import java.util.List;

/** Something that happened in a case. Masked already: no event holds a card number, a track, a PIN or a key. */
public sealed interface CaseEvent {
    /**
     * A command and its answer.
     *
     * @param command in hexadecimal, masked digits as asterisks
     * @param response the same, with a space before the status word
     * @param commandText what the command is
     * @param responseText the answer taken apart, a line a data object
     */
    record Exchange(String command, String response, String commandText, List<String> responseText)
            implements CaseEvent {
        /** Copies the list. */
        public Exchange {
            responseText = List.copyOf(responseText);
        }
    }

    /**
     * A command without an answer.
     *
     * @param command in hexadecimal, masked digits as asterisks
     * @param commandText what the command is
     * @param failure what failed
     */
    record NoAnswer(String command, String commandText, String failure) implements CaseEvent {}

    /**
     * A decision of the kernel.
     *
     * @param rule what was decided
     * @param inputs what it was decided on
     * @param result what came of it
     * @param clause the specification's clause
     */
    record Decision(String rule, String inputs, String result, String clause) implements CaseEvent {}

    /**
     * What a person, a host, a wallet or a store did.
     *
     * @param text in words
     */
    record Step(String text) implements CaseEvent {}
}
