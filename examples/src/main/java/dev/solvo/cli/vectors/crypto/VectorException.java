package dev.solvo.cli.vectors.crypto;

/** An entry could not be calculated, for a reason that is not a refusal by the library. No message quotes the entry. */
final class VectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final VectorVerdict verdict;

    private VectorException(VectorVerdict verdict, String message) {
        super(message);
        this.verdict = verdict;
    }

    /** The entry is not what its operation takes: a field is absent or has another form. */
    static VectorException malformed(String message) {
        return new VectorException(VectorVerdict.FAIL, message);
    }

    /** A check beside the comparison with the stated values failed, such as a verification of what was generated. */
    static VectorException failed(String message) {
        return new VectorException(VectorVerdict.FAIL, message);
    }

    /** A variant of the operation that is not calculated here. */
    static VectorException unsupported(String message) {
        return new VectorException(VectorVerdict.UNSUPPORTED, message);
    }

    VectorVerdict verdict() {
        return verdict;
    }
}
