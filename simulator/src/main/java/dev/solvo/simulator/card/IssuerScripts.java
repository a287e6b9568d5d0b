package dev.solvo.simulator.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.crypto.messaging.VerifiedScriptCommand;
import dev.solvo.simulator.card.ApplicationImage.PinImage;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/**
 * Commands of the issuer, each with its message authentication code. EMV 4.4 Book 3, 10.10 and Annex E; Book 2, 9.
 *
 * <p>They are taken after an ARQC, before and after the second GENERATE AC, and after the AAC of a blocked application,
 * which the issuer could not unblock otherwise.
 */
final class IssuerScripts {
    private final PersonalisedApplication application;
    private final ApplicationMemory memory;
    private final CardMemory card;
    private final TransactionState transaction;
    private final CardCryptography cryptography;
    private Optional<ScriptMessaging> messaging = Optional.empty();

    IssuerScripts(
            PersonalisedApplication application,
            ApplicationMemory memory,
            CardMemory card,
            TransactionState transaction) {
        this.application = application;
        this.memory = memory;
        this.card = card;
        this.transaction = transaction;
        this.cryptography = new CardCryptography(application);
    }

    ResponseApdu perform(CommandApdu command) throws CardRefusal {
        CardRefusal.unless(
                transaction.first.equals(Optional.of(CryptogramType.ARQC))
                        || memory.blocked && transaction.hasGivenCryptogram(),
                CardRefusal.CONDITIONS_NOT_SATISFIED);
        if (transaction.scriptCommands++ == 0) {
            memory.scriptsDone = 0;
            memory.scriptFailed = false;
        }
        try {
            perform(authenticated(command));
        } catch (CardRefusal refusal) {
            memory.scriptFailed = true;
            throw refusal;
        }
        memory.scriptsDone++;
        return ResponseApdu.of(0x9000);
    }

    private VerifiedScriptCommand authenticated(CommandApdu command) throws CardRefusal {
        if (messaging.isEmpty()) {
            messaging = Optional.of(cryptography.scripts(memory.transactionCounter, transaction.requestCryptogram));
        }
        try {
            return messaging.get().verify(command);
        } catch (CryptoException e) {
            throw new CardRefusal(CardRefusal.WRONG_SECURE_MESSAGING);
        }
    }

    private void perform(VerifiedScriptCommand verified) throws CardRefusal {
        CommandApdu command = verified.command();
        switch (command.ins()) {
            case 0x16 -> {
                requireBare(command);
                card.blocked = true;
            }
            case 0x18 -> {
                requireBare(command);
                memory.blocked = false;
            }
            case 0x1E -> {
                requireBare(command);
                memory.blocked = true;
            }
            case 0x24 -> changePin(verified);
            case 0xDA -> putData(command, command.data());
            default -> updateRecord(command, command.data());
        }
    }

    private static void requireBare(CommandApdu command) throws CardRefusal {
        ApplicationSession.requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(command.data().isEmpty(), CardRefusal.WRONG_LENGTH);
    }

    /** P2 00 gives the tries back, 01 and 02 also bring a new PIN, with and without the use of the old one. */
    private void changePin(VerifiedScriptCommand verified) throws CardRefusal {
        CommandApdu command = verified.command();
        PinImage pin = application.image().pin().orElseThrow(() -> new CardRefusal(CardRefusal.UNKNOWN_INSTRUCTION));
        try {
            switch (command.p2()) {
                case 0x00 -> requireBare(command);
                case 0x01 -> memory.pin = verified.newPin(memory.pin);
                case 0x02 -> memory.pin = verified.newPin();
                default -> throw new CardRefusal(CardRefusal.WRONG_PARAMETERS);
            }
        } catch (CryptoException e) {
            throw new CardRefusal(CardRefusal.WRONG_DATA);
        }
        memory.pinTriesLeft = pin.tryLimit();
    }

    /** Objects that the image gives for GET DATA. */
    private void putData(CommandApdu command, Bytes data) throws CardRefusal {
        Tag tag;
        try {
            tag = Tag.of(command.p1() << 8 | command.p2());
        } catch (IllegalArgumentException e) {
            throw new CardRefusal(CardRefusal.REFERENCED_DATA_NOT_FOUND);
        }
        CardRefusal.unless(application.image().dataObjects().containsKey(tag), CardRefusal.REFERENCED_DATA_NOT_FOUND);
        CardRefusal.unless(!data.isEmpty(), CardRefusal.WRONG_LENGTH);
        memory.updatedObjects.put(tag, data);
    }

    private void updateRecord(CommandApdu command, Bytes data) throws CardRefusal {
        CardRefusal.unless((command.p2() & 0x07) == 0x04, CardRefusal.WRONG_PARAMETERS);
        int place = PersonalisedApplication.place(command.p2() >> 3, command.p1());
        CardRefusal.unless(application.records().containsKey(place), CardRefusal.RECORD_NOT_FOUND);
        CardRefusal.unless(!data.isEmpty(), CardRefusal.WRONG_LENGTH);
        memory.updatedRecords.put(place, data);
    }
}
