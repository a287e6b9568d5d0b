package dev.solvo.qr.wallet;

/** The merchant's signer of the moment; it can be exchanged while payments run, from any thread. */
public final class SigningKey {
    private volatile RequestSigner current;

    private SigningKey(RequestSigner first) {
        current = first;
    }

    /** Starts with this signer. */
    public static SigningKey of(RequestSigner first) {
        return new SigningKey(first);
    }

    /** Signs from the next call on; calls already made keep their signature. */
    public void rotateTo(RequestSigner next) {
        current = next;
    }

    /** The signer of the moment: take it once per request, so that name and signature belong together. */
    public RequestSigner current() {
        return current;
    }

    @Override
    public String toString() {
        return "SigningKey[" + current.keyId() + "]";
    }
}
