package dev.solvo.simulator.trace;

/** A command other than the one a {@link ScriptedCard} waits for. Names the place, never the bytes. */
public final class UnexpectedCommandException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final int exchangeIndex;
    private final int byteOffset;

    UnexpectedCommandException(int exchangeIndex, int byteOffset, String message) {
        super("command " + (exchangeIndex + 1) + ": " + message);
        this.exchangeIndex = exchangeIndex;
        this.byteOffset = byteOffset;
    }

    /**
     * Which command parted from the script.
     *
     * @return index of the exchange, from 0
     */
    public int exchangeIndex() {
        return exchangeIndex;
    }

    /**
     * Where in the command.
     *
     * @return index of the first byte that differs, from 0; the shorter length if one command begins with the other
     */
    public int byteOffset() {
        return byteOffset;
    }
}
