package dev.solvo.simulator.card;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.simulator.card.ContactlessImage.Relay;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.List;

/** EXCHANGE RELAY RESISTANCE DATA: a number of the card's and the times that it keeps. */
final class RelayResistance {
    private static final int ENTROPY_BYTES = 4;
    private static final int MOST_EXCHANGES = 3;

    private final Relay image;
    private final TransactionState transaction;
    private final SecureRandom random;
    private int exchanges;

    RelayResistance(Relay image, TransactionState transaction, SecureRandom random) {
        this.image = image;
        this.transaction = transaction;
        this.random = random;
    }

    ResponseApdu exchange(CommandApdu command) throws CardRefusal {
        ApplicationSession.requireParameters(command, 0x00, 0x00);
        CardRefusal.unless(command.data().length() == ENTROPY_BYTES, CardRefusal.WRONG_LENGTH);
        CardRefusal.unless(
                transaction.phase == TransactionState.Phase.INITIATED && exchanges < MOST_EXCHANGES,
                CardRefusal.CONDITIONS_NOT_SATISFIED);
        exchanges++;
        byte[] entropy = new byte[ENTROPY_BYTES];
        random.nextBytes(entropy);
        transaction.relayData = Bytes.concat(command.data(), Bytes.of(entropy), image.times());
        return ResponseApdu.success(DataObject.of(0x80, Bytes.of(entropy), image.times()));
    }

    /** How long the last exchange took. */
    int elapsedMicros() {
        List<Integer> times = image.elapsedMicros();
        return times.get(Math.min(exchanges, times.size()) - 1);
    }
}
