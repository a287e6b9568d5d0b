package dev.solvo.terminal;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.pin.EccPinEncipherment;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.emv.EnterPin;
import dev.solvo.emv.KernelStep;
import dev.solvo.emv.PinEncipherment;
import dev.solvo.tlv.Bytes;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A PIN pad at the prompt. Like a certified one it gives the kernel the finished body of VERIFY, never digits, so a
 * recording of the kernel's dialogue holds nothing that a PIN could be found from.
 */
public final class SoftwarePinPad {
    /** Asks the cardholder; empty when he bypasses the PIN. */
    @FunctionalInterface
    public interface Keypad extends Function<EnterPin, Optional<Pin>> {}

    private final Keypad keypad;
    private final SecureRandom random;
    private @Nullable EccPinEncipherment channel;
    private @Nullable EccOdePublicKey channelKey;

    public SoftwarePinPad(Keypad keypad, SecureRandom random) {
        this.keypad = keypad;
        this.random = random;
    }

    /** What the cardholder does at the PIN pad. */
    public KernelStep enter(EnterPin step) {
        if (!step.method().isOffline()) {
            // The PIN block would be enciphered here for the acquirer; the simulated host does not look at it.
            return step.captured();
        }
        Optional<Pin> entered = keypad.apply(step);
        if (entered.isEmpty()) {
            return step.bypassAllowed() ? step.bypassed() : step.cancelled();
        }
        try (Pin pin = entered.get()) {
            return step.verifyData(body(step, pin));
        }
    }

    private Bytes body(EnterPin step, Pin pin) {
        PinEncipherment encipherment = step.encipherment().orElse(null);
        if (encipherment instanceof PinEncipherment.Rsa rsa) {
            return new RsaPinEncipherment(rsa.key(), random).encipher(pin, rsa.challenge());
        }
        if (encipherment instanceof PinEncipherment.Ecc ecc) {
            return channel(ecc.key()).encipher(pin, ecc.challenge());
        }
        try (PinBlock block = PinBlockFormat2.encode(pin)) {
            return Bytes.of(block.toByteArray(InsecureSecretKeyAccess.get()));
        }
    }

    /** The keys of the first VERIFY are kept for the others of the transaction. EMV 4.4 Book 2, 13.2. */
    private EccPinEncipherment channel(EccOdePublicKey key) {
        EccPinEncipherment open = channel;
        if (open == null || !key.equals(channelKey)) {
            open = new EccPinEncipherment(key, random);
            channel = open;
            channelKey = key;
        }
        return open;
    }
}
