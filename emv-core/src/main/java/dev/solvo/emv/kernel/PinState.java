package dev.solvo.emv.kernel;

import dev.solvo.crypto.pin.EccPinEncipherment;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the rules tried so far have shown of the PIN and the PIN pad; it holds for the rest of the transaction.
 *
 * <p>Closed when cardholder verification ends, and when the transaction does, so that keys agreed for the PIN are wiped
 * however the session ended.
 */
final class PinState implements AutoCloseable {
    /** Merchant or cardholder bypassed a PIN. */
    boolean bypassed;

    /** The PIN pad was found not to work. */
    boolean pinPadFailed;

    /** The card was asked for its PIN try counter, whether it gave it or not. */
    boolean tryCounterAsked;

    /** Tries left by the card's last word: 0 to 255 from the counter, 0 to 15 from VERIFY. */
    OptionalInt triesLeft = OptionalInt.empty();

    /** VERIFY commands that were enciphered with elliptic curves; the keys agreed for the first serve for all. */
    int eccMessages;

    Optional<EccPinEncipherment> eccEncipherment = Optional.empty();

    @Override
    public void close() {
        if (eccEncipherment.isPresent()) {
            eccEncipherment.get().close();
        }
        eccEncipherment = Optional.empty();
    }
}
