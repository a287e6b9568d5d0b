package dev.solvo.emv.kernel;

import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.oda.EccOdePublicKey;
import dev.solvo.crypto.oda.RsaPinEnciphermentKey;
import dev.solvo.crypto.pin.EccPinEncipherment;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.RsaPinEncipherment;
import dev.solvo.emv.PinEncipherment;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * What VERIFY brings to the card: a PIN block in clear, or enciphered for the card. EMV 4.4 Book 3, 6.5.12; Book 2, 7 and 13.
 *
 * <p>A plaintext block travels in a command, whose bytes cannot be wiped; the PIN itself is.
 */
final class OfflinePinData {
    private static final int PLAINTEXT = 0x80;
    private static final int ENCIPHERED_RSA = 0x88;

    // NOTE: sources differ on the qualifier of a PIN enciphered with elliptic curves; 8A stands in the table of
    // qualifiers.
    private static final int ENCIPHERED_ECC = 0x8A;

    private final Transaction transaction;
    private final PinState pin;
    private final PinMethod method;
    private Optional<RsaPinEnciphermentKey> rsaKey = Optional.empty();
    private Optional<EccOdePublicKey> eccKey = Optional.empty();

    OfflinePinData(Transaction transaction, PinState pin, PinMethod method) {
        this.transaction = transaction;
        this.pin = pin;
        this.method = method;
    }

    /** P2 of VERIFY. */
    int qualifier() {
        return switch (method) {
            case ENCIPHERED_OFFLINE_RSA -> ENCIPHERED_RSA;
            case ENCIPHERED_OFFLINE_ECC -> ENCIPHERED_ECC;
            case PLAINTEXT_OFFLINE, ENCIPHERED_ONLINE -> PLAINTEXT;
        };
    }

    /**
     * Recovers the card's key, whether or not offline data authentication has needed the same certificates.
     *
     * @return why there is no key, or nothing if there is one
     */
    Optional<String> recoverKey() throws EmvDataException {
        if (rsaKey.isPresent() || eccKey.isPresent()) {
            return Optional.empty();
        }
        if (method == PinMethod.ENCIPHERED_OFFLINE_ECC) {
            KeyRecovery<EccOdePublicKey> recovery = transaction.certificates().eccOdeKey();
            eccKey = recovery.key();
            return eccKey.isPresent() ? Optional.empty() : Optional.of(recovery.why());
        }
        KeyRecovery<RsaPinEnciphermentKey> recovery = transaction.certificates().rsaPinKey();
        rsaKey = recovery.key();
        return rsaKey.isPresent() ? Optional.empty() : Optional.of(recovery.why());
    }

    /** What a PIN pad needs to encipher the PIN itself. */
    PinEncipherment encipherment(Bytes challenge) {
        return eccKey.isPresent()
                ? new PinEncipherment.Ecc(eccKey.get(), challenge, pin.eccMessages)
                : new PinEncipherment.Rsa(rsaKey.orElseThrow(IllegalStateException::new), challenge);
    }

    /** The body of VERIFY for a PIN from a PIN pad in software. The PIN is closed whatever happens. */
    Bytes of(Pin entered, Optional<PinEncipherment> encipherment) {
        try (entered) {
            if (!encipherment.isPresent()) {
                return plaintext(entered);
            }
            if (encipherment.get() instanceof PinEncipherment.Rsa rsa) {
                return new RsaPinEncipherment(rsa.key(), InjectedRandom.of(transaction.random()))
                        .encipher(entered, rsa.challenge());
            }
            return eccEncipherment().encipher(entered, encipherment.get().challenge());
        }
    }

    private EccPinEncipherment eccEncipherment() {
        EccPinEncipherment shared = pin.eccEncipherment.orElseGet(() -> new EccPinEncipherment(
                eccKey.orElseThrow(IllegalStateException::new), InjectedRandom.of(transaction.random())));
        pin.eccEncipherment = Optional.of(shared);
        return shared;
    }

    private static Bytes plaintext(Pin entered) {
        try (PinBlock block = PinBlockFormat2.encode(entered)) {
            byte[] clear = block.toByteArray(InsecureSecretKeyAccess.get());
            try {
                return Bytes.of(clear);
            } finally {
                Arrays.fill(clear, (byte) 0);
            }
        }
    }
}
