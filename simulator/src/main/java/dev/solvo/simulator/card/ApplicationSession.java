package dev.solvo.simulator.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.simulator.card.ApplicationImage.LogImage;
import dev.solvo.simulator.card.ApplicationImage.RecordObject;
import dev.solvo.simulator.card.ContactlessImage.Kernel;
import dev.solvo.simulator.card.TransactionState.Phase;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * One application from its selection to the next: processing options, records, data, challenges.
 *
 * <p>PIN, cryptograms and scripts have classes of their own; all share the state of the transaction.
 */
final class ApplicationSession {
    private static final int CHALLENGE_BYTES = 8;
    private static final int COMMAND_TEMPLATE = 0x83;

    /** EMV 4.4 Book 3, Annex B2. */
    private static final int LONGEST_OF_ONE_LENGTH_BYTE = 127;

    private static final Tag TRANSACTION_COUNTER = Tag.of(0x9F36);
    private static final Tag LAST_ONLINE_COUNTER = Tag.of(0x9F13);
    private static final Tag PIN_TRY_COUNTER = Tag.of(0x9F17);
    private static final Tag LOG_FORMAT = Tag.of(0x9F4F);

    private final PersonalisedApplication application;
    private final ApplicationImage image;
    private final ApplicationMemory memory;
    private final SecureRandom random;
    private final TransactionState transaction = new TransactionState();
    private final PinVerification pin;
    private final CryptogramGeneration cryptograms;
    private final IssuerScripts scripts;
    private final Optional<ImmediateCryptogram> immediate;
    private final Optional<LocalAuthentication> local;
    private final Optional<RelayResistance> relay;
    private final CryptographicChecksum checksum;

    ApplicationSession(
            PersonalisedApplication application, ApplicationMemory memory, CardMemory card, SecureRandom random) {
        this.application = application;
        this.image = application.image();
        this.memory = memory;
        this.random = random;
        this.pin = new PinVerification(application, memory, transaction);
        this.local = image.contactless()
                .filter(contactless -> contactless.kernel() == Kernel.KERNEL_8)
                .map(contactless -> new LocalAuthentication(application, contactless, card, transaction, random));
        this.cryptograms = new CryptogramGeneration(application, memory, card, transaction, local, random);
        this.immediate = image.contactless()
                .filter(contactless -> contactless.kernel().givesCryptogramAtOnce())
                .map(contactless ->
                        new ImmediateCryptogram(application, contactless, memory, card, transaction, random));
        this.relay = image.contactless()
                .flatMap(ContactlessImage::relay)
                .map(times -> new RelayResistance(times, transaction, random));
        this.checksum = new CryptographicChecksum(application, memory, card, transaction);
        this.scripts = new IssuerScripts(application, memory, card, transaction);
    }

    Bytes aid() {
        return image.aid();
    }

    /** Answer to SELECT: 6283 for a blocked application. EMV 4.4 Book 1, 11.3.5. */
    ResponseApdu fileControlInformation() {
        ResponseApdu success = ResponseApdu.success(application.fileControlInformation());
        return memory.blocked ? new ResponseApdu(success.data(), StatusWord.SELECTED_FILE_INVALIDATED) : success;
    }

    PinVerification pin() {
        return pin;
    }

    CryptogramGeneration cryptograms() {
        return cryptograms;
    }

    CryptographicChecksum checksum() {
        return checksum;
    }

    IssuerScripts scripts() {
        return scripts;
    }

    RelayResistance relay() throws CardRefusal {
        return relay.orElseThrow(() -> new CardRefusal(CardRefusal.UNKNOWN_INSTRUCTION));
    }

    /** EMV 4.4 Book 3, 6.5.8 and 10.1. */
    ResponseApdu getProcessingOptions(CommandApdu command) throws CardRefusal {
        requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(transaction.phase == Phase.SELECTED, CardRefusal.CONDITIONS_NOT_SATISFIED);
        Bytes data = command.data();
        Dol wanted = application.processingOptions();
        // NOTE: Book 3, 6.5.8 names no status word for data that do not fit the PDOL; 6700 and 6A80 are the nearest.
        int header = wanted.totalLength() <= LONGEST_OF_ONE_LENGTH_BYTE ? 2 : 3;
        CardRefusal.unless(data.length() == header + wanted.totalLength(), CardRefusal.WRONG_LENGTH);
        Bytes values = data.slice(header);
        CardRefusal.unless(data.equals(DataObject.of(COMMAND_TEMPLATE, values)), CardRefusal.WRONG_DATA);
        CardRefusal.unless(memory.transactionCounter < 0xFFFF, CardRefusal.CONDITIONS_NOT_SATISFIED);
        transaction.processingOptionsData = values;
        transaction.values.putAll(DataObject.values(wanted, transaction.processingOptionsData));
        if (immediate.isPresent()) {
            immediate.get().check();
        }
        cryptograms.checkDevice();
        if (local.isPresent()) {
            local.get().agree();
        }
        memory.transactionCounter++;
        transaction.phase = Phase.INITIATED;
        if (immediate.isPresent()) {
            return immediate.get().answer();
        }
        if (local.isPresent()) {
            return local.get().processingOptions();
        }
        Bytes profile = image.interchangeProfile();
        Bytes locator = application.fileLocator();
        return ResponseApdu.success(
                image.formatTwo()
                        ? DataObject.of(0x77, DataObject.of(0x82, profile), DataObject.of(0x94, locator))
                        : DataObject.of(0x80, profile, locator));
    }

    /** EMV 4.4 Book 1, 11.2; Book 3, 6.5.11 and Annex D. */
    ResponseApdu readRecord(CommandApdu command) throws CardRefusal {
        int sfi = command.p2() >> 3;
        CardRefusal.unless(
                (command.p2() & 0x07) == 0x04 && command.p1() != 0 && sfi != 0, CardRefusal.WRONG_PARAMETERS);
        Optional<LogImage> log = image.log().filter(candidate -> candidate.sfi() == sfi);
        if (log.isPresent()) {
            Bytes record = memory.logRecord(command.p1());
            CardRefusal.unless(!record.isEmpty(), CardRefusal.RECORD_NOT_FOUND);
            return ResponseApdu.success(record);
        }
        // NOTE: the records of a payment are read after GET PROCESSING OPTIONS only; Book 3, 8.2 gives no other order.
        CardRefusal.unless(transaction.phase != Phase.SELECTED, CardRefusal.CONDITIONS_NOT_SATISFIED);
        int place = PersonalisedApplication.place(sfi, command.p1());
        Bytes record = memory.updatedRecords.getOrDefault(place, personalised(place));
        if (record.isEmpty()) {
            boolean fileExists = application.hasFile(sfi);
            throw new CardRefusal(fileExists ? CardRefusal.RECORD_NOT_FOUND : CardRefusal.FILE_NOT_FOUND);
        }
        return ResponseApdu.success(
                local.isPresent() && application.isEnciphered(place)
                        ? local.get().encipher(record)
                        : record);
    }

    private Bytes personalised(int place) {
        List<RecordObject> dynamic = application.dynamicRecords().getOrDefault(place, List.of());
        if (dynamic.isEmpty()) {
            return application.records().getOrDefault(place, Bytes.EMPTY);
        }
        Bytes body = Bytes.EMPTY;
        for (RecordObject object : dynamic) {
            body = body.plus(ImmediateCryptogram.object(object, transaction.dynamicObjects));
        }
        return DataObject.of(0x70, body);
    }

    /** EMV 4.4 Book 3, 6.5.7. */
    ResponseApdu getData(CommandApdu command) throws CardRefusal {
        Tag tag;
        try {
            tag = Tag.of(command.p1() << 8 | command.p2());
        } catch (IllegalArgumentException e) {
            throw new CardRefusal(CardRefusal.REFERENCED_DATA_NOT_FOUND);
        }
        CardRefusal.unless(!image.hidden().contains(tag), CardRefusal.REFERENCED_DATA_NOT_FOUND);
        Bytes value = dataObject(tag).orElseThrow(() -> new CardRefusal(CardRefusal.REFERENCED_DATA_NOT_FOUND));
        return ResponseApdu.success(DataObject.of(tag, value));
    }

    private Optional<Bytes> dataObject(Tag tag) {
        if (tag.equals(TRANSACTION_COUNTER)) {
            return Optional.of(counter(memory.transactionCounter));
        }
        if (tag.equals(LAST_ONLINE_COUNTER)) {
            return Optional.of(counter(memory.lastOnlineCounter));
        }
        if (tag.equals(PIN_TRY_COUNTER) && image.pin().isPresent()) {
            return Optional.of(Bytes.ofUnsigned(memory.pinTriesLeft));
        }
        if (tag.equals(LOG_FORMAT) && image.log().isPresent()) {
            return image.log().map(LogImage::format);
        }
        Bytes given = image.dataObjects().getOrDefault(tag, Bytes.EMPTY);
        return Optional.of(memory.updatedObjects.getOrDefault(tag, given)).filter(value -> !value.isEmpty());
    }

    /** EMV 4.4 Book 3, 6.5.6. */
    ResponseApdu getChallenge(CommandApdu command) throws CardRefusal {
        requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(command.data().isEmpty(), CardRefusal.WRONG_LENGTH);
        byte[] challenge = new byte[CHALLENGE_BYTES];
        random.nextBytes(challenge);
        transaction.challenge = Optional.of(Bytes.of(challenge));
        return ResponseApdu.success(Bytes.of(challenge));
    }

    /** EMV 4.4 Book 3, 6.5.9; Book 2, 6.5. */
    ResponseApdu internalAuthenticate(CommandApdu command) throws CardRefusal {
        CardRefusal.unless(application.keys().signsDynamicData(), CardRefusal.UNKNOWN_INSTRUCTION);
        requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(transaction.phase == Phase.INITIATED, CardRefusal.CONDITIONS_NOT_SATISFIED);
        CardRefusal.unless(
                command.data().length() == application.dynamicData().totalLength(), CardRefusal.WRONG_LENGTH);
        transaction.dynamicNumber = cryptograms.newDynamicNumber();
        transaction.dynamicDataSigned = true;
        Bytes signed = application.keys().signDynamicData(transaction.dynamicNumber, command.data());
        return ResponseApdu.success(
                image.formatTwo() ? DataObject.of(0x77, DataObject.of(0x9F4B, signed)) : DataObject.of(0x80, signed));
    }

    static void requireParameters(CommandApdu command, int p1, int p2) throws CardRefusal {
        CardRefusal.unless(command.p1() == p1 && command.p2() == p2, CardRefusal.WRONG_PARAMETERS);
    }

    static Bytes counter(int value) {
        return Bytes.ofUnsigned(value >> 8, value & 0xFF);
    }
}
