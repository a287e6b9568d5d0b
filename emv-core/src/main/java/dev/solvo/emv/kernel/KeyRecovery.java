package dev.solvo.emv.kernel;

import dev.solvo.crypto.oda.OdaCheck;
import dev.solvo.crypto.oda.OdaResult;
import dev.solvo.tlv.Tag;
import java.util.Optional;

/** What came of recovering a key from the card's certificates. */
sealed interface KeyRecovery<T> {
    /** The key, proven by its certificate. */
    record Recovered<T>(T proof) implements KeyRecovery<T> {}

    /** The card did not give a data element that is needed. */
    record DataMissing<T>(Tag tag) implements KeyRecovery<T> {}

    /** The terminal does not hold the certification authority's key, or holds one of the other kind under its index. */
    record CaKeyMissing<T>() implements KeyRecovery<T> {}

    /** A certificate failed a check. */
    record Refused<T>(String why) implements KeyRecovery<T> {}

    /** What came of a certificate that carries its whole key. */
    static <T> KeyRecovery<T> of(String certificate, OdaResult<? extends T> result) {
        if (result instanceof OdaResult.Verified<? extends T> verified) {
            return new Recovered<>(verified.proof());
        }
        return new Refused<>(certificate + " refused: " + result.refusal().get());
    }

    /**
     * What came of a certificate that may carry only the first part of its key.
     *
     * @param remainder the element with the rest of the key; a card that needs it and has none lacks data, EMV 4.4 Book 3, 7.5
     */
    static <T> KeyRecovery<T> of(String certificate, OdaResult<? extends T> result, Tag remainder) {
        if (result instanceof OdaResult.Refused<? extends T> refused && refused.check() == OdaCheck.REMAINDER_MISSING) {
            return new DataMissing<>(remainder);
        }
        return of(certificate, result);
    }

    default Optional<T> key() {
        return this instanceof Recovered<T> recovered ? Optional.of(recovered.proof()) : Optional.empty();
    }

    /** What went wrong, in words; empty when nothing did. */
    default String why() {
        if (this instanceof DataMissing<T> missing) {
            return "the card gives no " + missing.tag();
        }
        if (this instanceof CaKeyMissing<T>) {
            return "the terminal holds no such certification authority key";
        }
        return this instanceof Refused<T> refused ? refused.why() : "";
    }

    /** The same failure for a key further down the chain. */
    default <R> KeyRecovery<R> failure() {
        if (this instanceof DataMissing<T> missing) {
            return new DataMissing<>(missing.tag());
        }
        return this instanceof CaKeyMissing<T> ? new CaKeyMissing<>() : new Refused<>(why());
    }
}
