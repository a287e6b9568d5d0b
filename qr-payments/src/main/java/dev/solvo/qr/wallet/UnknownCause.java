package dev.solvo.qr.wallet;

/** Why it is not known what became of a call. */
public enum UnknownCause {
    /** The connection could not be made; the request did not leave. */
    NOT_SENT,
    /** The request left, and no complete answer came. */
    NO_ANSWER,
    /** The answer has no signature. */
    SIGNATURE_MISSING,
    /** The answer's signature does not fit. */
    SIGNATURE_WRONG,
    /** The wallet sent a deliberately wrong signature to see that it is refused. */
    SIGNATURE_PROBE,
    /** The answer is signed with a key that is not known here. */
    SIGNATURE_KEY_UNKNOWN,
    /** The signed time is too far from ours: an old answer sent again, or a wrong clock. */
    SIGNATURE_TIME,
    /** The answer is not in the form that the wallet documents. */
    MALFORMED,
    /** The answer speaks of another order, merchant or amount. */
    MISMATCH,
    /** The wallet gave a code that is not in the tables. */
    CODE_UNLISTED,
    /** The wallet itself says that it does not know, or not yet. */
    WALLET_UNSURE,
    /** The server answered with an HTTP error and without a verifiable body. */
    HTTP_ERROR,
    /** The process ended while the call was under way. */
    INTERRUPTED,
    /** The till could not save its record, and did not send without. */
    RECORD_NOT_SAVED,
    /** Another process has saved a newer record of the same order, and goes on with it. */
    RECORD_TAKEN_OVER,
}
