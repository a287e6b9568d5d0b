package dev.solvo.qr.wallet;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;

/**
 * One call to a wallet: the request as it has to leave, and how to read what comes back. Both are pure functions; who
 * sends, waits and repeats is up to the caller.
 *
 * @param <R> what the call can say
 */
public interface WalletCall<R> {
    /** The request, signed when the call was made; it is not to be changed, and expires with the wallet's time window. */
    SignedRequest request();

    /**
     * Verifies and reads the answer. Whatever came, this says what is certain about it: an answer that cannot be
     * verified or understood is a "not known", never an exception, a success or a refusal.
     */
    R read(HttpAnswer answer);

    /** What is certain if there is no answer. */
    R unanswered(TransportException.Kind kind);
}
