package dev.solvo.crypto.oda;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a step of offline data authentication decided: the proof, or the check that failed.
 *
 * @param <T> the proof type, which only a successful verification makes
 */
public sealed interface OdaResult<T> {
    /**
     * Every check passed.
     *
     * @param proof what was verified
     * @param <T> its type
     */
    record Verified<T>(T proof) implements OdaResult<T> {}

    /**
     * A check failed; later ones were not made.
     *
     * @param check the check
     * @param detail what was found and what was expected; lengths and code bytes, no card data
     * @param <T> type of the proof there is none of
     */
    record Refused<T>(OdaCheck check, String detail) implements OdaResult<T> {
        @Override
        public String toString() {
            return check + ": " + detail;
        }
    }

    /**
     * The proof, if every check passed.
     *
     * @return the proof or nothing
     */
    default Optional<T> verified() {
        return this instanceof Verified<T> success ? Optional.of(success.proof()) : Optional.empty();
    }

    /**
     * The refusal, if a check failed.
     *
     * @return the refusal or nothing
     */
    default Optional<Refused<T>> refusal() {
        return this instanceof Refused<T> failure ? Optional.of(failure) : Optional.empty();
    }

    /**
     * Goes on with the next step if this one succeeded: {@code recoverIssuerKey(…).then(key -> recoverIccKey(key, …))}.
     *
     * @param next the step that needs this one's proof
     * @param <R> proof of the next step
     * @return the next step's result, or this refusal
     */
    default <R> OdaResult<R> then(Function<? super T, OdaResult<R>> next) {
        if (this instanceof Verified<T> success) {
            return next.apply(success.proof());
        }
        Refused<T> refused = (Refused<T>) this;
        return new Refused<>(refused.check(), refused.detail());
    }
}
