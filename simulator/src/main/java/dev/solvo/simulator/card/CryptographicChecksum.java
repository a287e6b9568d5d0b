package dev.solvo.simulator.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.simulator.card.ContactlessImage.Device;
import dev.solvo.simulator.card.ContactlessImage.DeviceVerification;
import dev.solvo.simulator.card.RiskParameters.Ceiling;
import dev.solvo.simulator.card.TransactionState.Phase;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/**
 * COMPUTE CRYPTOGRAPHIC CHECKSUM of a card for kernel 2 in mag-stripe mode: the codes over the terminal's number and the card's
 * counter; from a phone also what it has to say of its holder. Book C-2, S7 and S13.
 */
final class CryptographicChecksum {
    private static final Tag NUMBER = Tag.of(0x9F6A);
    private static final int NUMBER_BYTES = 4;
    private static final Bytes UNLOCK_FIRST = Bytes.fromHex("000100");
    private static final Bytes VERIFIED_ON_DEVICE = Bytes.fromHex("001000");
    private static final Bytes NOTHING_TO_DO = Bytes.fromHex("000000");

    private final PersonalisedApplication application;
    private final ApplicationMemory memory;
    private final CardMemory card;
    private final TransactionState transaction;

    CryptographicChecksum(
            PersonalisedApplication application,
            ApplicationMemory memory,
            CardMemory card,
            TransactionState transaction) {
        this.application = application;
        this.memory = memory;
        this.card = card;
        this.transaction = transaction;
    }

    ResponseApdu compute(CommandApdu command) throws CardRefusal {
        MagStripe magStripe =
                application.magStripe().orElseThrow(() -> new CardRefusal(CardRefusal.UNKNOWN_INSTRUCTION));
        ApplicationSession.requireParameters(command, 0x8E, 0x80);
        CardRefusal.unless(transaction.phase == Phase.INITIATED, CardRefusal.CONDITIONS_NOT_SATISFIED);
        CardRefusal.unless(command.data().length() == magStripe.list().totalLength(), CardRefusal.WRONG_LENGTH);
        Bytes sent = DataObject.values(magStripe.list(), command.data()).getOrDefault(NUMBER, Bytes.EMPTY);
        Bytes number = sent.length() == NUMBER_BYTES ? sent : Bytes.repeat(0, NUMBER_BYTES);
        transaction.phase = Phase.FINISHED;
        Bytes codes = givesCodes() ? codes(magStripe, number) : Bytes.EMPTY;
        Bytes interaction = interaction();
        card.unlocked = false;
        return ResponseApdu.success(DataObject.of(
                0x77,
                codes,
                DataObject.of(0x9F36, ApplicationSession.counter(memory.transactionCounter)),
                interaction));
    }

    private Bytes codes(MagStripe magStripe, Bytes number) {
        int counter = memory.transactionCounter;
        Bytes code1 = magStripe
                .codeOfTrack1(counter, number)
                .map(code -> DataObject.of(0x9F60, code))
                .orElse(Bytes.EMPTY);
        return code1.plus(DataObject.of(0x9F61, magStripe.codeOfTrack2(counter, number)));
    }

    private boolean givesCodes() {
        return !isLocked() && application.image().risk().first() != Ceiling.DECLINE;
    }

    /** Tag DF4B of a phone. */
    private Bytes interaction() {
        if (device().verification() == DeviceVerification.NONE) {
            return Bytes.EMPTY;
        }
        Bytes verified = givesCodes() ? VERIFIED_ON_DEVICE : NOTHING_TO_DO;
        return DataObject.of(0xDF4B, isLocked() ? UNLOCK_FIRST : verified);
    }

    private boolean isLocked() {
        return device().verification() == DeviceVerification.ON_REQUEST && !card.unlocked;
    }

    private Device device() {
        return application
                .image()
                .contactless()
                .map(ContactlessImage::device)
                .orElse(new Device(DeviceVerification.NONE, Optional.empty()));
    }
}
