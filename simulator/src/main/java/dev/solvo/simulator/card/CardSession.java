package dev.solvo.simulator.card;

import dev.solvo.apdu.CardTransport.Exchange;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The card from power-on to power-off: selection, and who answers which command. */
final class CardSession {
    private static final int BY_NAME = 0x04;
    private static final int FIRST_OR_ONLY = 0x00;
    private static final int NEXT = 0x02;
    private static final int MIN_NAME_BYTES = 5;
    private static final int MAX_NAME_BYTES = 16;

    private final CardImage image;
    private final List<PersonalisedApplication> applications;
    private final Map<Bytes, ApplicationMemory> memories;
    private final CardMemory card;
    private final SecureRandom random;
    private Optional<ApplicationSession> selected = Optional.empty();
    private boolean directorySelected;
    private int elapsedMicros;

    CardSession(CardImage image, Map<Bytes, ApplicationMemory> memories, CardMemory card, SecureRandom random) {
        this.image = image;
        this.applications = image.personalisedApplications();
        this.memories = memories;
        this.card = card;
        this.random = random;
    }

    Exchange exchange(CommandApdu command) {
        elapsedMicros = 0;
        ResponseApdu answer = answer(command);
        return new Exchange(answer, elapsedMicros * 1_000L);
    }

    private ResponseApdu answer(CommandApdu command) {
        try {
            return dispatch(command);
        } catch (CardRefusal refusal) {
            return ResponseApdu.of(refusal.statusWord());
        }
    }

    private ResponseApdu dispatch(CommandApdu command) throws CardRefusal {
        return switch (command.ins()) {
            case 0xA4 -> select(inClass(0x00, command));
            case 0xB2 -> {
                inClass(0x00, command);
                yield directorySelected ? readDirectory(command) : application().readRecord(command);
            }
            case 0xA8 -> application().getProcessingOptions(inClass(0x80, command));
            case 0xCA -> application().getData(inClass(0x80, command));
            case 0x84 -> application().getChallenge(inClass(0x00, command));
            case 0x88 -> application().internalAuthenticate(inClass(0x00, command));
            case 0x20 -> application().pin().verify(inClass(0x00, command));
            case 0xAE -> application().cryptograms().generate(inClass(0x80, command));
            case 0xD0 -> application().cryptograms().recover(inClass(0x80, command));
            case 0x2A -> application().checksum().compute(inClass(0x80, command));
            case 0xEA -> {
                RelayResistance relay = application().relay();
                ResponseApdu answer = relay.exchange(inClass(0x80, command));
                elapsedMicros = relay.elapsedMicros();
                yield answer;
            }
            case 0x82 -> application().cryptograms().externalAuthenticate(inClass(0x00, command));
            case 0x16, 0x18, 0x1E, 0x24 -> application().scripts().perform(inClass(0x84, command));
            case 0xDA, 0xDC -> {
                CardRefusal.unless(command.cla() == 0x04 || command.cla() == 0x84, CardRefusal.UNKNOWN_CLASS);
                yield application().scripts().perform(command);
            }
            default ->
                throw new CardRefusal(
                        isKnownClass(command.cla()) ? CardRefusal.UNKNOWN_INSTRUCTION : CardRefusal.UNKNOWN_CLASS);
        };
    }

    private static boolean isKnownClass(int cla) {
        return cla == 0x00 || cla == 0x04 || cla == 0x80 || cla == 0x84;
    }

    /** The command, if its class byte is the one that belongs to its instruction. */
    private static CommandApdu inClass(int cla, CommandApdu command) throws CardRefusal {
        CardRefusal.unless(command.cla() == cla, CardRefusal.UNKNOWN_CLASS);
        return command;
    }

    private ApplicationSession application() throws CardRefusal {
        return selected.orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED));
    }

    /** EMV 4.4 Book 1, 11.3 and 12.3: the whole name, or its beginning with first and next occurrence. */
    private ResponseApdu select(CommandApdu command) throws CardRefusal {
        CardRefusal.unless(!card.blocked, CardRefusal.FUNCTION_NOT_SUPPORTED);
        boolean next = command.p2() == NEXT;
        CardRefusal.unless(
                command.p1() == BY_NAME && (next || command.p2() == FIRST_OR_ONLY), CardRefusal.WRONG_PARAMETERS);
        Bytes name = command.data();
        CardRefusal.unless(
                name.length() >= MIN_NAME_BYTES && name.length() <= MAX_NAME_BYTES, CardRefusal.WRONG_LENGTH);
        if (name.equals(DirectoryImage.NAME) && image.directory().isPresent() && !next) {
            return selectDirectory(image.directory().get());
        }
        if (name.equals(ProximityDirectoryImage.NAME)
                && image.proximityDirectory().isPresent()
                && !next) {
            return selectProximityDirectory(image.proximityDirectory().get());
        }
        boolean counting = !next;
        for (PersonalisedApplication candidate : applications) {
            Bytes aid = candidate.image().aid();
            if (counting && (aid.startsWith(name) || isExtended(candidate, name))) {
                return select(candidate);
            }
            counting |=
                    selected.map(ApplicationSession::aid).filter(aid::equals).isPresent();
        }
        throw new CardRefusal(CardRefusal.FILE_NOT_FOUND);
    }

    /** The name and the extended selection data behind it. EMV Contactless Book B, 3.3.3. */
    private static boolean isExtended(PersonalisedApplication candidate, Bytes name) {
        Bytes extension = candidate
                .image()
                .contactless()
                .map(contactless -> contactless.entry().extendedSelection())
                .orElse(Bytes.EMPTY);
        return !extension.isEmpty() && name.equals(candidate.image().aid().plus(extension));
    }

    private ResponseApdu selectProximityDirectory(ProximityDirectoryImage directory) {
        selected = Optional.empty();
        directorySelected = false;
        return ResponseApdu.success(directory.fileControlInformation(applications));
    }

    private ResponseApdu select(PersonalisedApplication application) {
        ApplicationMemory memory =
                memories.computeIfAbsent(application.image().aid(), aid -> new ApplicationMemory(application.image()));
        ApplicationSession session = new ApplicationSession(application, memory, card, random);
        selected = Optional.of(session);
        directorySelected = false;
        return session.fileControlInformation();
    }

    private ResponseApdu selectDirectory(DirectoryImage directory) {
        selected = Optional.empty();
        directorySelected = true;
        return new ResponseApdu(
                directory.fileControlInformation(),
                directory.blocked() ? StatusWord.SELECTED_FILE_INVALIDATED : StatusWord.SUCCESS);
    }

    /** EMV 4.4 Book 1, 12.2.3. */
    private ResponseApdu readDirectory(CommandApdu command) throws CardRefusal {
        DirectoryImage directory = image.directory().orElseThrow();
        CardRefusal.unless((command.p2() & 0x07) == 0x04 && command.p1() != 0, CardRefusal.WRONG_PARAMETERS);
        CardRefusal.unless(command.p2() >> 3 == directory.sfi(), CardRefusal.FILE_NOT_FOUND);
        List<Bytes> entries = directory.entries(applications);
        CardRefusal.unless(command.p1() <= entries.size(), CardRefusal.RECORD_NOT_FOUND);
        return ResponseApdu.success(entries.get(command.p1() - 1));
    }
}
