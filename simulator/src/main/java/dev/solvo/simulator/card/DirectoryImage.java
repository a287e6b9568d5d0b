package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.simulator.card.ImageText.Section;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The payment system environment. EMV 4.4 Book 1, 12.2.2 and 12.3.2.
 *
 * @param records the directory's records as given; empty for one record an application
 */
record DirectoryImage(int sfi, Optional<String> languages, int codeTable, boolean blocked, List<Bytes> records) {
    static final Bytes NAME = Bytes.of("1PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII));

    static DirectoryImage read(Section section) throws SimulatorTextException {
        SectionReader lines = new SectionReader(section);
        List<Bytes> records = new ArrayList<>();
        for (Line line : lines.all("raw")) {
            records.add(ImageValue.hex(line, line.rest()));
        }
        DirectoryImage image = new DirectoryImage(
                lines.number("sfi", 1, 1, 10),
                lines.optional("language").map(Line::rest),
                lines.number("code-table", 0, 0, 15),
                lines.flag("blocked"),
                records);
        lines.done();
        return image;
    }

    /** Answer to SELECT. */
    Bytes fileControlInformation() {
        Bytes proprietary = DataObject.of(0x88, Bytes.ofUnsigned(sfi));
        if (languages.isPresent()) {
            proprietary = proprietary.plus(
                    DataObject.of(0x5F2D, Bytes.of(languages.get().getBytes(StandardCharsets.US_ASCII))));
        }
        if (codeTable != 0) {
            proprietary = proprietary.plus(DataObject.of(0x9F11, Bytes.ofUnsigned(codeTable)));
        }
        return DataObject.of(0x6F, DataObject.of(0x84, NAME), DataObject.of(0xA5, proprietary));
    }

    /** The directory of a card with these applications. */
    List<Bytes> entries(List<PersonalisedApplication> applications) {
        if (!records.isEmpty()) {
            return records;
        }
        return applications.stream()
                .map(application -> entry(application.image()))
                .toList();
    }

    private static Bytes entry(ApplicationImage application) {
        Bytes entry = DataObject.of(0x4F, application.aid())
                .plus(latin(0x50, application.name().label()));
        if (application.name().preferredName().isPresent()) {
            entry = entry.plus(latin(0x9F12, application.name().preferredName().get()));
        }
        if (application.name().priority() != 0) {
            entry = entry.plus(
                    DataObject.of(0x87, Bytes.ofUnsigned(application.name().priority())));
        }
        return DataObject.of(0x70, DataObject.of(0x61, entry));
    }

    static Bytes latin(int tag, String text) {
        return DataObject.of(tag, Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
