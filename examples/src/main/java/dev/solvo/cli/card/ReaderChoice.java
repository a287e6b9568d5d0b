package dev.solvo.cli.card;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.pcsc.AnswerToResetRule;
import dev.solvo.pcsc.ConnectionSettings;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.PcscReader;
import dev.solvo.pcsc.PcscReaders;
import dev.solvo.pcsc.PcscTransport;
import java.util.List;
import java.util.Locale;

/** Readers as a command line names them: by the whole name, or by a part that only one has. */
public final class ReaderChoice {
    private ReaderChoice() {}

    /**
     * Finds a reader.
     *
     * @param readers those that are plugged in
     * @param name the name or a part of it, in upper or lower case
     * @throws BadInputException if several readers have this part in their names
     * @throws PcscException if none has, or the service does not answer
     */
    public static PcscReader named(PcscReaders readers, String name) throws BadInputException, PcscException {
        List<PcscReader> all = readers.list();
        String wanted = name.toLowerCase(Locale.ROOT);
        List<PcscReader> fitting = all.stream()
                .filter(reader -> reader.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        for (PcscReader reader : fitting) {
            if (reader.name().equals(name)) {
                return reader;
            }
        }
        if (fitting.size() > 1) {
            throw new BadInputException("several readers have \"" + name + "\" in their names: "
                    + String.join(", ", fitting.stream().map(PcscReader::name).toList()));
        }
        return fitting.isEmpty() ? readers.named(name) : fitting.get(0);
    }

    /**
     * Connects to the card in a reader: as a payment terminal does where its answer to reset is that of a contact payment
     * card, and otherwise as any program does. What contactless cards answer is the reader's invention, which offers T=0
     * first and means T=1.
     *
     * @param reader with a card in it
     * @throws PcscException if there is none, or its answer to reset is damaged
     */
    public static PcscTransport connect(PcscReader reader) throws PcscException {
        PcscTransport card = reader.connect(ConnectionSettings.anyCard());
        boolean contact = AnswerToResetRule.brokenBy(card.answerToReset(), AnswerToResetRule.Reset.COLD)
                .isEmpty();
        if (!contact) {
            return card;
        }
        card.close();
        return reader.connect();
    }
}
