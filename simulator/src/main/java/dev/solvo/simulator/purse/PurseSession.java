package dev.solvo.simulator.purse;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.simulator.purse.PurseMemory.Blocking;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** The card from power-on to power-off: what is selected, and who answers which command. */
final class PurseSession implements FaultyField.Card {
    private static final int PUBLIC_FILE = 0x15;
    private static final int LOG_FILE = 0x18;
    private static final int CACHE_FILE = 0x19;
    private static final Tag APPLICATION_NAME = Tag.of(0x84);
    private static final Tag PROPRIETARY = Tag.of(0xA5);
    private static final Tag TEMPLATE = Tag.of(0x6F);
    private static final Tag PUBLIC_DATA = Tag.of(0x9F0C);
    private static final Bytes ENABLED_PURSE_VERSION = Bytes.ofUnsigned(0x02, 0x01);
    private static final Bytes ISSUER_DATA = Bytes.ofUnsigned(0x00, 0x00);

    /** What is selected. */
    private enum Selection {
        NOTHING,
        PURSE,
        CASH
    }

    private final PurseMemory memory;
    private final SecureRandom random;
    private final PursePin pin;
    private final PurseTransactions transactions;
    private Selection selected = Selection.NOTHING;
    private Optional<Bytes> challenge = Optional.empty();

    PurseSession(PurseMemory memory, SecureRandom random) {
        this.memory = memory;
        this.random = random;
        this.pin = new PursePin(memory);
        this.transactions = new PurseTransactions(memory, random, pin);
    }

    @Override
    public ResponseApdu answer(CommandApdu command, boolean wrongMac, boolean wrongTac) {
        Optional<Bytes> given = challenge;
        challenge = Optional.empty();
        if (command.ins() != 0xDC && command.ins() != 0x52 && command.ins() != 0x54) {
            transactions.abandon();
        }
        try {
            PurseRefusal.unless(memory.blocking != Blocking.CARD, PurseRefusal.FUNCTION_NOT_SUPPORTED);
            return dispatch(command, given, new PurseTransactions.Spoiling(wrongMac, wrongTac));
        } catch (PurseRefusal refusal) {
            return ResponseApdu.of(refusal.statusWord());
        }
    }

    private ResponseApdu dispatch(CommandApdu command, Optional<Bytes> given, PurseTransactions.Spoiling spoiling)
            throws PurseRefusal {
        return switch (command.ins()) {
            case 0xA4 -> select(inClass(0x00, command));
            case 0x84 -> getChallenge(inClass(0x00, command));
            case 0xB0 -> readBinary(inClass(0x00, inPurse(command)));
            case 0xB2 -> readRecord(inClass(0x00, inPurse(command)));
            case 0xCA -> getData(inClass(0x80, command));
            case 0x20 -> pin.verify(inClass(0x00, usable(command)));
            case 0x5E -> pin.change(inClass(0x80, usable(command)));
            case 0x24 -> pin.unblock(inClass(0x84, usable(command)), given);
            case 0x5C -> transactions.balance(inClass(0x80, usable(command)));
            case 0x50 -> transactions.initialize(inClass(0x80, usable(command)), spoiling);
            case 0x52 -> transactions.creditForLoad(inClass(0x80, usable(command)), spoiling);
            case 0x54 -> transactions.debitForPurchase(inClass(0x80, usable(command)), spoiling);
            case 0xDC -> transactions.updateCache(inClass(0x80, usable(command)));
            case 0x5A -> transactions.prove(inClass(0x80, usable(command)), spoiling);
            case 0x16, 0x18, 0x1E -> block(inClass(0x84, inPurse(command)), given);
            default ->
                throw new PurseRefusal(
                        isKnownClass(command.cla()) ? PurseRefusal.UNKNOWN_INSTRUCTION : PurseRefusal.UNKNOWN_CLASS);
        };
    }

    private static boolean isKnownClass(int cla) {
        return cla == 0x00 || cla == 0x80 || cla == 0x84;
    }

    private static CommandApdu inClass(int cla, CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.cla() == cla, PurseRefusal.UNKNOWN_CLASS);
        return command;
    }

    private CommandApdu inPurse(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(selected == Selection.PURSE, PurseRefusal.CONDITIONS_NOT_SATISFIED);
        return command;
    }

    private CommandApdu usable(CommandApdu command) throws PurseRefusal {
        inPurse(command);
        PurseRefusal.unless(memory.blocking == Blocking.NO, PurseRefusal.APPLICATION_LOCKED);
        return command;
    }

    private ResponseApdu select(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == 0x04 && command.p2() == 0x00, PurseRefusal.WRONG_PARAMETERS);
        Bytes name = command.data();
        boolean cash = !memory.cashAid.isEmpty() && name.equals(memory.cashAid);
        PurseRefusal.unless(cash || name.equals(memory.aid), PurseRefusal.FILE_NOT_FOUND);
        selected = cash ? Selection.CASH : Selection.PURSE;
        pin.forget();
        if (cash) {
            return ResponseApdu.success(template(name, Bytes.EMPTY));
        }
        // NOTE: public descriptions of a blocked purse differ; as in EMV, 6283 and the file control information.
        return new ResponseApdu(
                template(name, new TlvWriter().put(PUBLIC_DATA, publicData()).toBytes()),
                memory.blocking == Blocking.NO ? StatusWord.SUCCESS : StatusWord.SELECTED_FILE_INVALIDATED);
    }

    private static Bytes template(Bytes name, Bytes proprietary) {
        Bytes inside = new TlvWriter()
                .put(APPLICATION_NAME, name)
                .put(PROPRIETARY, proprietary)
                .toBytes();
        return new TlvWriter().put(TEMPLATE, inside).toBytes();
    }

    /** File 0015: issuer, kind and version of the application, serial number, dates, the issuer's own two bytes. */
    private Bytes publicData() {
        return Bytes.concat(
                memory.issuer, ENABLED_PURSE_VERSION, memory.serial, memory.validFrom, memory.validUntil, ISSUER_DATA);
    }

    private ResponseApdu readBinary(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless((command.p1() & 0x80) != 0, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless((command.p1() & 0x1F) == PUBLIC_FILE, PurseRefusal.FILE_NOT_FOUND);
        Bytes content = publicData();
        PurseRefusal.unless(command.p2() < content.length(), PurseRefusal.WRONG_PARAMETERS);
        Bytes rest = content.slice(command.p2());
        PurseRefusal.unless(command.le() == 256 || command.le() <= rest.length(), PurseRefusal.WRONG_LENGTH);
        return ResponseApdu.success(rest.slice(0, Math.min(command.le(), rest.length())));
    }

    /** The log by record number, 1 for the latest; the records of compound purchases by their tag. */
    private ResponseApdu readRecord(CommandApdu command) throws PurseRefusal {
        int file = command.p2() >> 3;
        boolean byNumber = (command.p2() & 0x07) == 0x04;
        if (file == LOG_FILE && byNumber) {
            List<Bytes> records = List.copyOf(memory.log);
            PurseRefusal.unless(command.p1() >= 1 && command.p1() <= records.size(), PurseRefusal.RECORD_NOT_FOUND);
            return ResponseApdu.success(records.get(records.size() - command.p1()));
        }
        PurseRefusal.unless(file == LOG_FILE || file == CACHE_FILE, PurseRefusal.FILE_NOT_FOUND);
        PurseRefusal.unless(file == CACHE_FILE && (command.p2() & 0x07) == 0, PurseRefusal.WRONG_PARAMETERS);
        Bytes record = memory.cache.getOrDefault(command.p1(), Bytes.EMPTY);
        PurseRefusal.unless(!record.isEmpty(), PurseRefusal.RECORD_NOT_FOUND);
        return ResponseApdu.success(record);
    }

    private ResponseApdu getData(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(selected == Selection.CASH, PurseRefusal.CONDITIONS_NOT_SATISFIED);
        int tag = command.p1() << 8 | command.p2();
        Bytes value = memory.cash.getOrDefault(tag, Bytes.EMPTY);
        PurseRefusal.unless(!value.isEmpty(), PurseRefusal.REFERENCED_DATA_NOT_FOUND);
        return ResponseApdu.success(new TlvWriter().put(Tag.of(tag), value).toBytes());
    }

    private ResponseApdu getChallenge(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == 0 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(
                (command.le() == 4 || command.le() == 8) && command.data().isEmpty(), PurseRefusal.WRONG_LENGTH);
        byte[] bytes = new byte[command.le()];
        random.nextBytes(bytes);
        Bytes made = Bytes.of(bytes);
        // Secure messaging of purses begins with four bytes and four zeros.
        challenge = made.length() == 4 ? Optional.of(made) : Optional.empty();
        return ResponseApdu.success(made);
    }

    private ResponseApdu block(CommandApdu command, Optional<Bytes> given) throws PurseRefusal {
        boolean forever = command.ins() == 0x1E && command.p2() == 0x01;
        PurseRefusal.unless(command.p1() == 0 && (command.p2() == 0 || forever), PurseRefusal.WRONG_PARAMETERS);
        PurseRefusal.unless(command.data().length() == 4, PurseRefusal.WRONG_LENGTH);
        Bytes header = Bytes.ofUnsigned(command.cla(), command.ins(), command.p1(), command.p2(), 4);
        requireCode(memory.cardKeys().maintenance(), given, header, command.data());
        if (command.ins() == 0x16) {
            memory.blocking = Blocking.CARD;
        } else if (memory.blocking == Blocking.FOREVER) {
            throw new PurseRefusal(PurseRefusal.APPLICATION_LOCKED);
        } else {
            memory.blocking = command.ins() == 0x18 ? Blocking.NO : forever ? Blocking.FOREVER : Blocking.APPLICATION;
        }
        return ResponseApdu.of(0x9000);
    }

    static void requireCode(Bytes key, Optional<Bytes> challenge, Bytes message, Bytes code) throws PurseRefusal {
        PurseRefusal.unless(challenge.isPresent(), PurseRefusal.CONDITIONS_NOT_SATISFIED);
        PurseRefusal.unless(
                PurseCryptography.commandCode(key, challenge.orElse(Bytes.EMPTY), message)
                        .equals(code),
                PurseRefusal.WRONG_SECURE_MESSAGING);
    }
}
