package dev.solvo.cli.card;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.CardImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Simulated cards as a command line names them. */
public final class CardImageSource {
    private CardImageSource() {}

    /**
     * The card of a name, contact or contactless, or of a file.
     *
     * @param nameOrFile what stands on the command line
     * @param list the command that lists the names
     * @throws BadInputException if it is neither, or the file is no image
     */
    public static CardImage read(String nameOrFile, String list) throws BadInputException {
        if (CardImages.names().contains(nameOrFile)
                || CardImages.contactlessNames().contains(nameOrFile)) {
            return CardImages.named(nameOrFile);
        }
        try {
            Path file = Path.of(nameOrFile);
            if (Files.isRegularFile(file)) {
                return CardImage.parse(Files.readString(file));
            }
        } catch (SimulatorTextException wrong) {
            throw new BadInputException(nameOrFile + ": " + wrong.getMessage(), wrong);
        } catch (IOException unreadable) {
            throw new BadInputException("cannot read " + nameOrFile, unreadable);
        } catch (InvalidPathException noFile) {
            // Told below.
        }
        throw new BadInputException("there is neither a card nor a file " + nameOrFile + "; see " + list);
    }
}
