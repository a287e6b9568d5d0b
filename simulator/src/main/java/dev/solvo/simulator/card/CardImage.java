package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.simulator.card.ImageText.Section;
import dev.solvo.simulator.trace.Fault;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A card described as text: directory, applications, records, keys, risk parameters and deliberate faults.
 *
 * <pre>
 * description A card without offline data authentication
 * [pse]
 * [application A0000009990101]
 * label "SOLVO TEST"
 * aip risk-management
 * record 1.1
 *   5A 9999990000000016
 *   5F24 491231
 *   8C dol 9F02:6 9F03:6 9F1A:2 95:5 5F2A:2 9A:3 9C:1 9F37:4
 *   8D dol 8A:2 9F02:6 9F03:6 9F1A:2 95:5 5F2A:2 9A:3 9C:1 9F37:4
 * </pre>
 *
 * <p>The documentation page on the simulator lists every keyword. An image is a value: cards made from it share nothing.
 */
public final class CardImage {
    private final String text;
    private final String description;
    private final Bytes answerToReset;
    private final boolean blocked;
    private final Optional<DirectoryImage> directory;
    private final Optional<ProximityDirectoryImage> proximityDirectory;
    private final List<PersonalisedApplication> applications;
    private final List<PresentationFaults> faults;

    private CardImage(
            String text,
            SectionReader card,
            Optional<DirectoryImage> directory,
            Optional<ProximityDirectoryImage> proximityDirectory,
            List<PersonalisedApplication> applications,
            List<PresentationFaults> faults)
            throws SimulatorTextException {
        this.text = text;
        Optional<Line> described = card.optional("description");
        this.description = described.map(Line::rest).orElse("");
        Optional<Line> atr = card.optional("atr");
        this.answerToReset = atr.isEmpty()
                ? Bytes.fromHex("3B6500000000009000")
                : ImageValue.hex(atr.get(), atr.get().rest());
        this.blocked = card.flag("blocked");
        card.done();
        this.directory = directory;
        this.proximityDirectory = proximityDirectory;
        this.applications = List.copyOf(applications);
        this.faults = List.copyOf(faults);
    }

    /**
     * Reads an image.
     *
     * @param text the image
     * @return the image
     * @throws SimulatorTextException if the text is not an image: unknown keyword, wrong value, key that does not exist,
     *     record that does not fit 255 bytes; the exception names the line
     */
    public static CardImage parse(String text) throws SimulatorTextException {
        List<Section> sections = ImageText.split(text);
        Optional<DirectoryImage> directory = Optional.empty();
        List<PersonalisedApplication> applications = new ArrayList<>();
        Optional<ProximityDirectoryImage> proximityDirectory = Optional.empty();
        List<PresentationFaults> faults = new ArrayList<>();
        for (Section section : sections.subList(1, sections.size())) {
            switch (section.name()) {
                case "pse" -> directory = Optional.of(DirectoryImage.read(section));
                case "ppse" -> proximityDirectory = Optional.of(ProximityDirectoryImage.read(section));
                case "application" -> applications.add(PersonalisedApplication.of(ApplicationReader.read(section)));
                case "faults" -> faults.add(FaultReader.read(section));
                default ->
                    throw new SimulatorTextException(
                            section.number(), "unknown section; known are pse, ppse, application and faults");
            }
        }
        return new CardImage(
                text, new SectionReader(sections.get(0)), directory, proximityDirectory, applications, faults);
    }

    /**
     * What the card is for, in one line.
     *
     * @return the line {@code description} of the image; empty if it has none
     */
    public String description() {
        return description;
    }

    /**
     * What the card sends when it is powered.
     *
     * @return answer to reset
     */
    public Bytes answerToReset() {
        return answerToReset;
    }

    /**
     * The applications' names, in the card's order.
     *
     * @return AIDs of 5 to 16 bytes
     */
    public List<Bytes> aids() {
        return applications.stream()
                .map(application -> application.image().aid())
                .toList();
    }

    /**
     * The text this image was read from, to make variants of it.
     *
     * @return text for {@link #parse}
     */
    public String text() {
        return text;
    }

    /** The description, never card data. */
    @Override
    public String toString() {
        return "CardImage[" + description + "]";
    }

    boolean blocked() {
        return blocked;
    }

    Optional<DirectoryImage> directory() {
        return directory;
    }

    List<PersonalisedApplication> personalisedApplications() {
        return applications;
    }

    Optional<ProximityDirectoryImage> proximityDirectory() {
        return proximityDirectory;
    }

    /** What goes wrong when the card is presented for the nth time, counted from 1. */
    List<Fault> faults(int presentation) {
        List<Fault> struck = new ArrayList<>();
        for (PresentationFaults some : faults) {
            if (some.presentation().orElse(presentation) == presentation) {
                struck.addAll(some.faults());
            }
        }
        return struck;
    }

    /**
     * Faults of one section.
     *
     * @param presentation when the card is presented for that time; empty for every time
     */
    record PresentationFaults(Optional<Integer> presentation, List<Fault> faults) {}
}
