package dev.solvo.simulator;

/**
 * A text that is not the card image or the dialogue it was taken for. Holds what is wrong and the line, never a value
 * of the text.
 */
public final class SimulatorTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int lineNumber;

    /**
     * Names a fault.
     *
     * @param lineNumber line of the text, from 1; 0 if the fault belongs to no single line
     * @param message what was found and what was expected; no PAN, PIN or key
     */
    public SimulatorTextException(int lineNumber, String message) {
        super(lineNumber == 0 ? message : "line " + lineNumber + ": " + message);
        this.lineNumber = lineNumber;
    }

    /**
     * Where the fault is.
     *
     * @return line of the text, from 1; 0 if the fault belongs to no single line
     */
    public int lineNumber() {
        return lineNumber;
    }
}
