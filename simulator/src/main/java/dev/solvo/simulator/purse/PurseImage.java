package dev.solvo.simulator.purse;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a purse is and what is in it, as text: keys, counters, money, log. {@link SimulatedPurse#image()} gives the image of
 * a card after its transactions, so that it can be put into the field again by another process.
 *
 * <p>A line is a keyword and its arguments; {@code #} starts a comment line. The documentation page on purses lists
 * the keywords. An image may hold keys and a PIN; it is not printed.
 */
public final class PurseImage {
    private static final String STANDARD = "standard.purse";

    private final String text;
    private final PurseMemory memory;

    PurseImage(String text, PurseMemory memory) {
        this.text = text;
        this.memory = memory;
    }

    /**
     * Reads an image.
     *
     * @param text the lines
     * @return the image
     * @throws SimulatorTextException if a line cannot be read; the message shows nothing of it
     */
    public static PurseImage parse(String text) throws SimulatorTextException {
        return new PurseImage(text, PurseText.read(text));
    }

    /**
     * The card that comes with the library: passbook and purse without money, PIN 123456, keys of {@link
     * PurseKeys#published()}, and an application of electronic cash with 100.00.
     *
     * @return the image
     */
    public static PurseImage standard() {
        try (InputStream in = PurseImage.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its resource " + STANDARD);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SimulatorTextException e) {
            throw new IllegalStateException("the image in this library is broken", e);
        }
    }

    /**
     * The lines.
     *
     * @return text that {@link #parse} reads
     */
    public String text() {
        return text;
    }

    /**
     * What the card is for.
     *
     * @return one line, or nothing
     */
    public String description() {
        return memory.description;
    }

    /**
     * Name of the purse application.
     *
     * @return 5 to 16 bytes
     */
    public Bytes applicationName() {
        return memory.aid;
    }

    /**
     * Name of the application of electronic cash.
     *
     * @return 5 to 16 bytes, or nothing where the card has none
     */
    public Optional<Bytes> electronicCashName() {
        return memory.cashAid.isEmpty() ? Optional.empty() : Optional.of(memory.cashAid);
    }

    /**
     * Application serial number.
     *
     * @return 10 bytes
     */
    public Bytes serial() {
        return memory.serial;
    }

    /**
     * Money in the purse.
     *
     * @return minor units
     */
    public long purseBalanceMinor() {
        return memory.purse.balance;
    }

    /**
     * Money in the passbook.
     *
     * @return minor units
     */
    public long passbookBalanceMinor() {
        return memory.passbook.balance;
    }

    /** The description, never the lines. */
    @Override
    public String toString() {
        return "PurseImage[" + memory.description + "]";
    }
}
