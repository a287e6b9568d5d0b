package dev.solvo.cli.card;

import dev.solvo.apdu.CardTransport;
import dev.solvo.apdu.CardTransportException;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.CardReading;
import dev.solvo.emv.data.ApplicationFileLocator;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.kernel.CardLog;
import dev.solvo.emv.kernel.RetrievableData;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.LenientTlv;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a payment card says to everyone: directories, applications, records, counters, log. Sends SELECT, READ RECORD,
 * GET DATA and, where {@link ProcessingOptions} has no objection, GET PROCESSING OPTIONS, which counts up the card's
 * transaction counter. Never VERIFY, never GENERATE AC, nothing that writes.
 */
final class PublicDataReading {
    private static final String CONTACT = "1PAY.SYS.DDF01";
    private static final String CONTACTLESS = "2PAY.SYS.DDF01";
    private static final int MOST_APPLICATIONS = 32;
    private static final int LAST_RECORD = 255;
    private static final int SHORTEST_NAME = 5;
    private static final int LONGEST_NAME = 16;

    private final CardTransport card;
    private final List<Bytes> knownNames;
    private final List<Bytes> wantedNames;
    private final Optional<ProcessingOptions> options;

    private final List<PublicData.Directory> directories = new ArrayList<>();
    private final List<PublicData.Application> applications = new ArrayList<>();

    /**
     * One reading.
     *
     * @param card where to read
     * @param knownNames tried where the card has no directory; may be partial names
     * @param wantedNames tried in any case
     * @param options makes the command; empty not to send it at all
     */
    PublicDataReading(
            CardTransport card, List<Bytes> knownNames, List<Bytes> wantedNames, Optional<ProcessingOptions> options) {
        this.card = card;
        this.knownNames = List.copyOf(knownNames);
        this.wantedNames = List.copyOf(wantedNames);
        this.options = options;
    }

    PublicData read() {
        try {
            Set<Bytes> names = new LinkedHashSet<>(directory(CONTACT));
            names.addAll(directory(CONTACTLESS));
            if (names.isEmpty()) {
                for (Bytes known : knownNames) {
                    names.addAll(named(known));
                }
            }
            names.addAll(wantedNames);
            for (Bytes name : names) {
                application(name);
            }
        } catch (CardTransportException lost) {
            return new PublicData(directories, applications, Optional.of(lost.kind()));
        }
        return new PublicData(directories, applications, Optional.empty());
    }

    /** The names of the applications that a directory lists. */
    private Set<Bytes> directory(String name) throws CardTransportException {
        ResponseApdu selection = send(select(Bytes.of(name.getBytes(StandardCharsets.US_ASCII)), false));
        List<PublicData.CardRecord> records = new ArrayList<>();
        Set<Bytes> names = new LinkedHashSet<>(names(selection.data()));
        Optional<Integer> file = selection.statusWord().isSuccess()
                ? first(selection.data(), EmvTag.SHORT_FILE_IDENTIFIER)
                        .filter(value -> value.length() == 1)
                        .map(value -> value.unsigned(0))
                        .filter(value -> value >= 1 && value <= 10)
                : Optional.empty();
        for (int number = 1; file.isPresent() && number <= LAST_RECORD; number++) {
            ResponseApdu record = send(readRecord(file.get(), number));
            if (!record.statusWord().isSuccess()) {
                break;
            }
            records.add(new PublicData.CardRecord(file.get(), number, false, record));
            names.addAll(names(record.data()));
        }
        directories.add(new PublicData.Directory(name, selection, records));
        return names;
    }

    /** The whole names of all applications that a name is the beginning of. EMV 4.4 Book 1, 12.3.3. */
    private Set<Bytes> named(Bytes beginning) throws CardTransportException {
        Set<Bytes> names = new LinkedHashSet<>();
        for (int i = 0; i < MOST_APPLICATIONS; i++) {
            ResponseApdu selection = send(select(beginning, i > 0));
            Optional<Bytes> name = first(selection.data(), EmvTag.DEDICATED_FILE_NAME)
                    .filter(whole -> whole.startsWith(beginning) && isName(whole));
            if (name.isEmpty() || !names.add(name.get())) {
                break;
            }
        }
        return names;
    }

    private void application(Bytes name) throws CardTransportException {
        if (applications.size() == MOST_APPLICATIONS) {
            return;
        }
        ResponseApdu selection = send(select(name, false));
        Reading reading = new Reading(name, selection);
        try {
            if (selection.statusWord().isSuccess()) {
                reading.read();
            }
        } finally {
            applications.add(reading.result());
        }
    }

    /** One application, as far as it was read. */
    private final class Reading {
        private final Bytes name;
        private final ResponseApdu selection;
        private final List<PublicData.CardRecord> records = new ArrayList<>();
        private PublicData.Options processing = new PublicData.Options.Withheld("the application is not selected");
        private Optional<RetrievableData> retrievable = Optional.empty();
        private Optional<CardLog> log = Optional.empty();

        Reading(Bytes name, ResponseApdu selection) {
            this.name = name;
            this.selection = selection;
        }

        PublicData.Application result() {
            return new PublicData.Application(name, selection, processing, records, retrievable, log);
        }

        void read() throws CardTransportException {
            if (options.isEmpty()) {
                processing = new PublicData.Options.Withheld("not wanted");
            } else {
                initiate(options.get());
            }
            retrievable = Optional.of(asked(RetrievableData.read(name)));
            log = Optional.of(asked(CardLog.read(name)));
        }

        private void initiate(ProcessingOptions wanted) throws CardTransportException {
            Optional<String> objection = ProcessingOptions.objection(selection.data());
            if (objection.isPresent()) {
                processing = new PublicData.Options.Withheld(objection.get());
                return;
            }
            ResponseApdu answer = send(wanted.command(selection.data()));
            processing = new PublicData.Options.Answered(answer);
            Optional<Bytes> locator = ProcessingOptions.fileLocator(answer.data());
            if (locator.isPresent()) {
                records(locator.get());
            }
        }

        private void records(Bytes locator) throws CardTransportException {
            List<ApplicationFileLocator.Entry> entries;
            try {
                entries = ApplicationFileLocator.parse(locator).entries();
            } catch (EmvDataException malformed) {
                return;
            }
            for (ApplicationFileLocator.Entry entry : entries) {
                for (int number = entry.firstRecord(); number <= entry.lastRecord(); number++) {
                    if (records.size() == LAST_RECORD) {
                        return;
                    }
                    records.add(new PublicData.CardRecord(
                            entry.shortFileIdentifier(),
                            number,
                            entry.isSigned(number),
                            send(readRecord(entry.shortFileIdentifier(), number))));
                }
            }
        }
    }

    /** Goes through a dialogue; unlike it, tells why the card was lost. */
    private <R> R asked(CardReading<R> first) throws CardTransportException {
        CardReading<R> step = first;
        while (step instanceof CardReading.Transmit<R> waiting) {
            step = waiting.resume(send(waiting.command()));
        }
        return ((CardReading.Finished<R>) step).result();
    }

    private ResponseApdu send(CommandApdu command) throws CardTransportException {
        return card.transmit(command).response();
    }

    private static CommandApdu select(Bytes name, boolean next) {
        return CommandApdu.case4(0x00, 0xA4, 0x04, next ? 0x02 : 0x00, name, CommandApdu.LE_ALL);
    }

    private static CommandApdu readRecord(int file, int number) {
        return CommandApdu.case2(0x00, 0xB2, number, file << 3 | 4, CommandApdu.LE_ALL);
    }

    /** The names in directory entries (template 61), of a directory's record or of the answer to its SELECT. */
    private static List<Bytes> names(Bytes body) {
        List<Bytes> names = new ArrayList<>();
        for (Tlv object : LenientTlv.parse(body).objects()) {
            collectNames(object, names);
        }
        return names;
    }

    // Depth is that of the data, which the TLV limits bound.
    private static void collectNames(Tlv object, List<Bytes> names) {
        if (object.tag().equals(EmvTag.APPLICATION_TEMPLATE)) {
            object.find(EmvTag.APPLICATION_DEDICATED_FILE_NAME)
                    .map(Tlv::value)
                    .filter(PublicDataReading::isName)
                    .ifPresent(names::add);
        }
        for (Tlv child : object.children()) {
            collectNames(child, names);
        }
    }

    private static boolean isName(Bytes name) {
        return name.length() >= SHORTEST_NAME && name.length() <= LONGEST_NAME;
    }

    private static Optional<Bytes> first(Bytes body, Tag tag) {
        for (Tlv object : LenientTlv.parse(body).objects()) {
            Optional<Tlv> found = object.tag().equals(tag) ? Optional.of(object) : object.search(tag);
            if (found.isPresent()) {
                return found.map(Tlv::value);
            }
        }
        return Optional.empty();
    }
}
