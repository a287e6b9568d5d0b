package dev.solvo.cli.shell;

import java.io.Console;
import java.util.Optional;

/** The person at the prompt, if there is one. */
public final class Prompt {
    private Prompt() {}

    /** The console, where standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // answered below for the JDKs that return one always
    public static Optional<Console> console() {
        Console console = System.console();
        return console == null || !isTerminal(console) ? Optional.empty() : Optional.of(console);
    }

    /** From JDK 22 on there is always a console, and a method that tells whether it is a terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJdk22) {
            return true;
        } catch (ReflectiveOperationException refused) {
            return false;
        }
    }
}
