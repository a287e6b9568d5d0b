package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ContactlessImage.DirectoryEntry;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.simulator.card.ImageText.Section;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The proximity payment system environment: one answer with all entries. EMV Contactless Book B, 3.3.2.
 *
 * @param entries what the issuer discretionary data (BF0C) hold, as given; empty for one entry (61) an application
 */
record ProximityDirectoryImage(List<Bytes> entries) {
    static final Bytes NAME = Bytes.of("2PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII));

    static ProximityDirectoryImage read(Section section) throws SimulatorTextException {
        SectionReader lines = new SectionReader(section);
        List<Bytes> entries = new ArrayList<>();
        for (Line line : lines.all("raw")) {
            entries.add(ImageValue.hex(line, line.rest()));
        }
        lines.done();
        return new ProximityDirectoryImage(entries);
    }

    /** Answer to SELECT. */
    Bytes fileControlInformation(List<PersonalisedApplication> applications) {
        Bytes discretionary = Bytes.concat(entries.toArray(new Bytes[0]));
        if (entries.isEmpty()) {
            for (PersonalisedApplication application : applications) {
                discretionary = discretionary.plus(entry(application.image()));
            }
        }
        return DataObject.of(
                0x6F, DataObject.of(0x84, NAME), DataObject.of(0xA5, DataObject.of(0xBF0C, discretionary)));
    }

    private static Bytes entry(ApplicationImage application) {
        Bytes entry = DataObject.of(0x4F, application.aid())
                .plus(DirectoryImage.latin(0x50, application.name().label()));
        if (application.name().priority() != 0) {
            entry = entry.plus(
                    DataObject.of(0x87, Bytes.ofUnsigned(application.name().priority())));
        }
        Optional<DirectoryEntry> air = application.contactless().map(ContactlessImage::entry);
        if (air.isPresent()) {
            if (air.get().kernelId().isPresent()) {
                entry = entry.plus(DataObject.of(0x9F2A, air.get().kernelId().get()));
            }
            if (!air.get().extendedSelection().isEmpty()) {
                entry = entry.plus(DataObject.of(0x9F29, air.get().extendedSelection()));
            }
            entry = entry.plus(air.get().others());
        }
        return DataObject.of(0x61, entry);
    }
}
