package dev.solvo.simulator.purse;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** The purse's PIN: VERIFY, CHANGE PIN, RELOAD PIN and PIN UNBLOCK. Digits are packed, an odd number filled up by F. */
final class PursePin {
    private static final int MIN_BYTES = 2;
    private static final int MAX_BYTES = 6;
    private static final int SEPARATOR = 0xFF;

    private final PurseMemory memory;
    private boolean entered;

    PursePin(PurseMemory memory) {
        this.memory = memory;
    }

    void forget() {
        entered = false;
    }

    boolean isEntered() {
        return entered;
    }

    ResponseApdu verify(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == 0 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        requireLength(command.data());
        entered = false;
        compare(command.data());
        entered = true;
        return ResponseApdu.of(0x9000);
    }

    /** P1 01: old, FF, new. P1 00: new and MAC4, which sets the tries as well. */
    ResponseApdu change(CommandApdu command) throws PurseRefusal {
        PurseRefusal.unless(command.p1() <= 1 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        Bytes data = command.data();
        if (command.p1() == 0) {
            PurseRefusal.unless(data.length() > 4, PurseRefusal.WRONG_LENGTH);
            Bytes fresh = data.slice(0, data.length() - 4);
            requireLength(fresh);
            Bytes key = PurseCryptography.folded(memory.cardKeys().reload());
            PurseRefusal.unless(
                    PurseCryptography.code(key, fresh).equals(data.slice(data.length() - 4)), PurseRefusal.WRONG_MAC);
            memory.pin = fresh;
            memory.pinTriesLeft = memory.pinTryLimit;
            return ResponseApdu.of(0x9000);
        }
        int separator = 0;
        while (separator < data.length() && data.unsigned(separator) != SEPARATOR) {
            separator++;
        }
        PurseRefusal.unless(separator < data.length(), PurseRefusal.WRONG_LENGTH);
        requireLength(data.slice(0, separator));
        Bytes fresh = data.slice(separator + 1);
        requireLength(fresh);
        compare(data.slice(0, separator));
        memory.pin = fresh;
        return ResponseApdu.of(0x9000);
    }

    /** The PIN that the issuer knows, enciphered, and MAC4: the right one sets the tries. */
    ResponseApdu unblock(CommandApdu command, Optional<Bytes> challenge) throws PurseRefusal {
        PurseRefusal.unless(command.p1() == 0 && command.p2() == 0, PurseRefusal.WRONG_PARAMETERS);
        Bytes data = command.data();
        PurseRefusal.unless(data.length() == 12, PurseRefusal.WRONG_LENGTH);
        Bytes header = Bytes.ofUnsigned(command.cla(), command.ins(), command.p1(), command.p2(), 12);
        Bytes key = memory.cardKeys().unblock();
        PurseSession.requireCode(key, challenge, header.plus(data.slice(0, 8)), data.slice(8));
        Bytes expected = memory.pin.plus(Bytes.ofUnsigned(0x80));
        Bytes block = PurseCryptography.decipher(key, data.slice(0, 8));
        PurseRefusal.unless(
                block.unsigned(0) == memory.pin.length() && block.slice(1).startsWith(expected),
                PurseRefusal.WRONG_SECURE_MESSAGING);
        memory.pinTriesLeft = memory.pinTryLimit;
        return ResponseApdu.of(0x9000);
    }

    private void compare(Bytes given) throws PurseRefusal {
        PurseRefusal.unless(memory.pinTriesLeft > 0, PurseRefusal.AUTHENTICATION_METHOD_BLOCKED);
        if (!given.equals(memory.pin)) {
            memory.pinTriesLeft--;
            throw new PurseRefusal(
                    memory.pinTriesLeft == 0
                            ? PurseRefusal.AUTHENTICATION_METHOD_BLOCKED
                            : PurseRefusal.TRIES_LEFT | memory.pinTriesLeft);
        }
        memory.pinTriesLeft = memory.pinTryLimit;
    }

    private static void requireLength(Bytes pin) throws PurseRefusal {
        PurseRefusal.unless(pin.length() >= MIN_BYTES && pin.length() <= MAX_BYTES, PurseRefusal.WRONG_LENGTH);
    }
}
