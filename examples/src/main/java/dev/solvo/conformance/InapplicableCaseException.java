package dev.solvo.conformance;

/**
 * A case that cannot be put to what is tested, for a reason that shows only when it is run: the card that it wants is not
 * there, say. Nothing is wrong, with the case or with what is tested. The message says what is missing.
 */
public final class InapplicableCaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Made where it shows.
     *
     * @param message what is missing
     */
    public InapplicableCaseException(String message) {
        super(message);
    }
}
