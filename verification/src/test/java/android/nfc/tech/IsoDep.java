package android.nfc.tech;

import java.io.IOException;

/**
 * Stands for Android's class of this name, with the methods that the documentation's code calls, so that this code can be
 * compiled and run here. On a device this is the platform's.
 */
public final class IsoDep implements AutoCloseable {
    /** What the stub is in front of. */
    public interface Field {
        /**
         * One exchange.
         *
         * @param command bytes of the command
         * @return bytes of the answer
         * @throws IOException as Android throws it
         */
        byte[] exchange(byte[] command) throws IOException;
    }

    private final Field field;
    private boolean connected;
    private int timeoutMillis = 300;

    /**
     * Not on Android, where {@code IsoDep.get(tag)} makes one.
     *
     * @param field what answers
     */
    public IsoDep(Field field) {
        this.field = field;
    }

    /** Begins to talk to the tag. */
    public void connect() {
        connected = true;
    }

    /**
     * Sets how long an exchange may take.
     *
     * @param millis milliseconds
     */
    public void setTimeout(int millis) {
        timeoutMillis = millis;
    }

    /**
     * How long an exchange may take.
     *
     * @return milliseconds
     */
    public int getTimeout() {
        return timeoutMillis;
    }

    /**
     * One exchange.
     *
     * @param data bytes of the command
     * @return bytes of the answer
     * @throws IOException if there is none
     */
    public byte[] transceive(byte[] data) throws IOException {
        if (!connected) {
            throw new IllegalStateException("call connect() first");
        }
        return field.exchange(data);
    }

    @Override
    public void close() {
        connected = false;
    }
}
