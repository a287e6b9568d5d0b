package dev.solvo.cli.vectors;

/** There is no check for such a record. */
final class UnsupportedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedRecordException(String message) {
        super(message);
    }
}
