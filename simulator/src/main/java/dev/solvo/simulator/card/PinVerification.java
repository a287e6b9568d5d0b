package dev.solvo.simulator.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.simulator.card.ApplicationImage.PinForm;
import dev.solvo.simulator.card.ApplicationImage.PinImage;
import dev.solvo.simulator.card.TransactionState.Phase;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** VERIFY and the PIN try counter. EMV 4.4 Book 3, 6.5.12; Book 2, 7 and 13. */
final class PinVerification {
    private static final int PLAINTEXT = 0x80;
    private static final int ENCIPHERED_RSA = 0x88;
    private static final int ENCIPHERED_ECC = 0x8A;
    private static final int TRIES_LEFT = 0x63C0;

    private final PersonalisedApplication application;
    private final ApplicationMemory memory;
    private final TransactionState transaction;
    private final PinDecipherment decipherment;

    PinVerification(PersonalisedApplication application, ApplicationMemory memory, TransactionState transaction) {
        this.application = application;
        this.memory = memory;
        this.transaction = transaction;
        this.decipherment = application.keys().pinDecipherment();
    }

    ResponseApdu verify(CommandApdu command) throws CardRefusal {
        PinImage pin = application.image().pin().orElseThrow(() -> new CardRefusal(CardRefusal.UNKNOWN_INSTRUCTION));
        CardRefusal.unless(command.p1() == 0, CardRefusal.WRONG_PARAMETERS);
        PinForm form = form(command.p2());
        CardRefusal.unless(pin.forms().contains(form), CardRefusal.WRONG_PARAMETERS);
        CardRefusal.unless(transaction.phase == Phase.INITIATED, CardRefusal.CONDITIONS_NOT_SATISFIED);
        CardRefusal.unless(lengthFits(form, command.data().length()), CardRefusal.WRONG_LENGTH);
        if (memory.pinTriesLeft == 0) {
            // NOTE: Book 3, 6.5.12 has 6984 for the first VERIFY on a PIN found blocked and 6983 for every later one.
            boolean first = !transaction.pinBlockedSeen;
            transaction.pinBlockedSeen = true;
            throw new CardRefusal(
                    first ? CardRefusal.REFERENCED_DATA_INVALIDATED : CardRefusal.AUTHENTICATION_METHOD_BLOCKED);
        }
        transaction.pinEnciphered = form != PinForm.PLAINTEXT;
        try (PinBlock block = block(form, command.data())) {
            transaction.pinTried = true;
            transaction.pinRight = isRight(block);
        }
        if (transaction.pinRight) {
            memory.pinTriesLeft = pin.tryLimit();
            return ResponseApdu.of(0x9000);
        }
        memory.pinTriesLeft--;
        transaction.pinBlockedSeen = memory.pinTriesLeft == 0;
        throw new CardRefusal(TRIES_LEFT | memory.pinTriesLeft);
    }

    /** The challenge serves once, whatever comes of it. EMV 4.4 Book 2, 7.2. */
    private PinBlock block(PinForm form, Bytes data) throws CardRefusal {
        try {
            if (form == PinForm.PLAINTEXT) {
                return PinBlock.parse(data);
            }
            Bytes challenge =
                    transaction.challenge.orElseThrow(() -> new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED));
            transaction.challenge = Optional.empty();
            return decipherment.decipher(data, challenge);
        } catch (CryptoException e) {
            // What does not decipher spends no try: Book 2, 7.2 and 13.2.
            throw new CardRefusal(CardRefusal.REFERENCED_DATA_INVALIDATED);
        }
    }

    private static PinForm form(int p2) throws CardRefusal {
        return switch (p2) {
            case PLAINTEXT -> PinForm.PLAINTEXT;
            case ENCIPHERED_RSA -> PinForm.RSA;
            case ENCIPHERED_ECC -> PinForm.ECC;
            default -> throw new CardRefusal(CardRefusal.WRONG_PARAMETERS);
        };
    }

    private boolean lengthFits(PinForm form, int length) {
        return length == (form == PinForm.PLAINTEXT ? PinBlock.LENGTH_BYTES : decipherment.lengthBytes());
    }

    private boolean isRight(PinBlock block) {
        try (PinBlock reference = PinBlockFormat2.encode(memory.pin)) {
            return reference.equals(block);
        }
    }
}
