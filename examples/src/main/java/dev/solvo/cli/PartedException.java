package dev.solvo.cli;

/** A replay is no longer the recorded session. Unchecked, for it may pass through the kernel. Holds no card data. */
final class PartedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String expected;
    private final String found;

    PartedException(String expected, String found) {
        super("expected " + expected + ", found " + found);
        this.expected = expected;
        this.found = found;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }
}
