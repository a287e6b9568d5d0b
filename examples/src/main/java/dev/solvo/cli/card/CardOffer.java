package dev.solvo.cli.card;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.cli.shell.ExitCode;
import dev.solvo.pcsc.AnswerToReset;
import dev.solvo.pcsc.CardProtocol;
import dev.solvo.pcsc.PcscException;
import dev.solvo.pcsc.vpcd.VirtualCard;
import dev.solvo.simulator.card.CardImage;
import dev.solvo.simulator.card.SimulatedCard;
import dev.solvo.tlv.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Simulated cards put into a virtual reader one after the other, as the lines of an input say. A card that was taken out
 * and is put in again is the same card: its counters and PIN tries stay.
 */
final class CardOffer implements AutoCloseable {
    private final InetSocketAddress reader;
    private final Optional<Bytes> answerToReset;
    private final Optional<CardProtocol> protocol;
    private final OfferLog log;
    private final SecureRandom random = new SecureRandom();

    private String name;
    private SimulatedCard card;
    private Optional<VirtualCard> inserted = Optional.empty();

    /**
     * An offer; nothing is inserted yet.
     *
     * @param reader where vpcd waits for cards
     * @param image name or file of the first card
     * @param answerToReset instead of the card's own
     * @param protocol instead of the one that the answer to reset offers first
     * @param log told of all that happens
     */
    CardOffer(
            InetSocketAddress reader,
            String image,
            Optional<Bytes> answerToReset,
            Optional<CardProtocol> protocol,
            OfferLog log)
            throws BadInputException {
        this.reader = reader;
        this.answerToReset = answerToReset;
        this.protocol = protocol;
        this.log = log;
        this.name = image;
        this.card = fresh(image);
    }

    /** Puts the card in. */
    void insert() throws BadInputException {
        if (isIn()) {
            throw new BadInputException("there is a card in the reader already; remove it first");
        }
        Bytes answer = answerToReset.orElseGet(() -> standard().orElseGet(card::answerToReset));
        CardProtocol spoken = protocol.orElseGet(() -> firstOffered(answer));
        PoweredCard powered = new PoweredCard(card, spoken, log);
        // What the reader does with the card at once is told after this.
        synchronized (log) {
            inserted = Optional.of(connected(answer, powered));
            log.says("inserted " + name + ", answer to reset " + answer.toHex() + ", " + spoken.pcscName());
        }
    }

    private VirtualCard connected(Bytes answer, PoweredCard powered) throws BadInputException {
        try {
            return VirtualCard.insert(reader, answer, powered, powered);
        } catch (IOException nobody) {
            throw new BadInputException(
                    "no virtual reader waits for a card at " + reader.getHostString() + ":" + reader.getPort()
                            + ": is pcscd running with vsmartcard-vpcd, and is the reader empty?",
                    nobody);
        }
    }

    /** Takes the card out; returns when the reader has noticed. */
    void remove() throws BadInputException {
        if (!isIn()) {
            throw new BadInputException("there is no card in the reader");
        }
        close();
    }

    /**
     * Does what the lines say, until one says quit.
     *
     * @return the exit code: the card's way out if the lines ended and the reader went away
     */
    int obey(BufferedReader lines) throws IOException {
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                inserted.ifPresent(VirtualCard::awaitLeft);
                return ExitCode.TERMINATED;
            }
            String[] words = line.strip().split("\\s+", 2);
            try {
                switch (words[0]) {
                    case "insert" -> {
                        if (words.length > 1) {
                            changeTo(words[1]);
                        }
                        insert();
                    }
                    case "remove" -> remove();
                    case "quit" -> {
                        return ExitCode.OK;
                    }
                    case "" -> {}
                    default -> throw new BadInputException("known are: insert, insert NAME|FILE, remove, quit");
                }
            } catch (BadInputException wrong) {
                log.says("solvo: " + wrong.getMessage());
            }
        }
    }

    @Override
    public void close() {
        inserted.ifPresent(VirtualCard::close);
        inserted = Optional.empty();
    }

    private boolean isIn() {
        return inserted.filter(VirtualCard::isIn).isPresent();
    }

    private void changeTo(String image) throws BadInputException {
        if (isIn()) {
            throw new BadInputException("there is a card in the reader already; remove it first");
        }
        card = fresh(image);
        name = image;
    }

    private SimulatedCard fresh(String nameOrFile) throws BadInputException {
        CardImage image = CardImageSource.read(nameOrFile, "solvo pay --list-cards");
        return SimulatedCard.insert(image, random);
    }

    /** Where a protocol is asked for, an answer to reset that offers it. */
    private Optional<Bytes> standard() {
        return protocol.filter(wanted -> firstOffered(card.answerToReset()) != wanted)
                .map(wanted -> wanted == CardProtocol.T0 ? VirtualCard.T0_ANSWER : VirtualCard.T1_ANSWER);
    }

    /** T=1 where the answer cannot be read. */
    private static CardProtocol firstOffered(Bytes answer) {
        try {
            return AnswerToReset.parse(answer).firstProtocol() == 0 ? CardProtocol.T0 : CardProtocol.T1;
        } catch (PcscException malformed) {
            return CardProtocol.T1;
        }
    }
}
