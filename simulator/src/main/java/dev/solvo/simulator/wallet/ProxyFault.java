package dev.solvo.simulator.wallet;

/**
 * What a {@link FaultProxy} does with a connection.
 *
 * @param kind what
 * @param bytes after how many bytes, where it says so
 */
public record ProxyFault(Kind kind, int bytes) {
    /** Ways of going wrong. */
    public enum Kind {
        /** Passes everything on. */
        PASS,
        /** Nobody listens. */
        REFUSE,
        /** Takes the connection and closes it. */
        CLOSE,
        /** Closes after so many bytes of the request. */
        CUT_REQUEST,
        /** Passes the request on and closes after so many bytes of the answer. */
        CUT_ANSWER,
        /** Passes the request on and so many bytes of the answer, and then nothing more, until the client gives up. */
        STALL
    }

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public ProxyFault {
        if (bytes < 0) {
            throw new IllegalArgumentException("a negative number of bytes");
        }
    }

    /** Nothing goes wrong. */
    public static ProxyFault pass() {
        return new ProxyFault(Kind.PASS, 0);
    }
}
