package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.Prompt;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Codes and PINs that are not on the command line, where others could see them. No message quotes them. */
final class SecretInput {
    private static final int LONGEST = 200;

    /** The next line of standard input; each {@code -} takes one. */
    CharBuffer line(String what) throws BadInputException {
        return line(what + " from standard input", System.in);
    }

    /** The first line of a file. */
    CharBuffer file(String what, Path path) throws BadInputException {
        try (InputStream in = Files.newInputStream(path)) {
            return line(what + " in " + path, in);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + path, unreadable);
        }
    }

    /** What somebody types without seeing it. */
    CharBuffer typed(String what) throws BadInputException {
        Console console = Prompt.console()
                .orElseThrow(() -> new BadInputException(
                        "nobody can be asked here for the " + what + "; hand it in by a file or standard input"));
        char[] entered = console.readPassword("%s: ", what);
        if (entered == null || entered.length == 0) {
            throw new BadInputException("no " + what + " was entered");
        }
        return CharBuffer.wrap(entered);
    }

    private static CharBuffer line(String what, InputStream in) throws BadInputException {
        CharBuffer line = CharBuffer.allocate(LONGEST);
        try {
            int next = in.read();
            while (next >= 0 && next != '\n') {
                if (next > '~' || !line.hasRemaining()) {
                    throw new BadInputException("the " + what + " is not one line of ASCII");
                }
                line.put((char) next);
                next = in.read();
            }
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read the " + what, unreadable);
        }
        line.flip();
        while (line.hasRemaining() && line.get(line.limit() - 1) <= ' ') {
            line.limit(line.limit() - 1);
        }
        if (!line.hasRemaining()) {
            throw new BadInputException("there is no " + what);
        }
        return line;
    }
}
