package dev.solvo.simulator.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.simulator.card.ApplicationImage.PinImage;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/**
 * Commands of the issuer, each with its message authentication code. EMV 4.4 Book 3, 10.10 and Annex E; Book 2, 9.
 *
 * <p>They are taken after an ARQC, before and after the second GENERATE AC.
 */
final class IssuerScripts {
    private static final int MAC_BYTES = 8;

    private final PersonalisedApplication application;
    private final ApplicationMemory memory;
    private final CardMemory card;
    private final TransactionState transaction;
    private final CardCryptography cryptography;

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
                transaction.first.equals(Optional.of(CryptogramType.ARQC)), CardRefusal.CONDITIONS_NOT_SATISFIED);
        if (transaction.scriptCommands++ == 0) {
            memory.scriptsDone = 0;
            memory.scriptFailed = false;
        }
        try {
            perform(command, authenticated(command));
        } catch (CardRefusal refusal) {
            memory.scriptFailed = true;
            throw refusal;
        }
        memory.scriptsDone++;
        return ResponseApdu.of(0x9000);
    }

    /** The data without the code, once the code was found right. */
    private Bytes authenticated(CommandApdu command) throws CardRefusal {
        int length = command.data().length() - MAC_BYTES;
        CardRefusal.unless(length >= 0, CardRefusal.WRONG_LENGTH);
        CardRefusal.unless(
                cryptography.isFromIssuer(command, transaction, memory.transactionCounter),
                CardRefusal.WRONG_SECURE_MESSAGING);
        return command.data().slice(0, length);
    }

    private void perform(CommandApdu command, Bytes data) throws CardRefusal {
        switch (command.ins()) {
            case 0x16 -> {
                requireBare(command, data);
                card.blocked = true;
            }
            case 0x18 -> {
                requireBare(command, data);
                memory.blocked = false;
            }
            case 0x1E -> {
                requireBare(command, data);
                memory.blocked = true;
            }
            case 0x24 -> unblockPin(command, data);
            case 0xDA -> putData(command, data);
            default -> updateRecord(command, data);
        }
    }

    private static void requireBare(CommandApdu command, Bytes data) throws CardRefusal {
        ApplicationSession.requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(data.isEmpty(), CardRefusal.WRONG_LENGTH);
    }

    /** P2 00 gives the tries back; the forms that bring a new PIN are for the issuer's own agreement with the card. */
    private void unblockPin(CommandApdu command, Bytes data) throws CardRefusal {
        PinImage pin = application.image().pin().orElseThrow(() -> new CardRefusal(CardRefusal.UNKNOWN_INSTRUCTION));
        requireBare(command, data);
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
