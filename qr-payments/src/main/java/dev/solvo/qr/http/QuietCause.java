package dev.solvo.qr.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Stands for an error whose text is not to be repeated: HTTP clients quote header fields that they refuse, addresses that
 * they cannot use, and lines that they do not understand.
 */
final class QuietCause extends IOException {
    private static final long serialVersionUID = 1L;

    /** No chain of causes comes near. */
    private static final int MOST_CAUSES = 10;

    private QuietCause(Throwable loud) {
        super(loud.getClass().getName());
        setStackTrace(loud.getStackTrace());
    }

    /** The error itself if nothing in its chain can quote anything. */
    static Throwable of(Throwable cause) {
        int depth = 0;
        for (Throwable t = cause; t != null; t = t.getCause(), depth++) {
            if (depth == MOST_CAUSES || !isQuiet(t)) {
                return new QuietCause(cause);
            }
        }
        return cause;
    }

    /** These speak of hosts, ports, certificates and times. */
    private static boolean isQuiet(Throwable error) {
        return error.getMessage() == null
                || error instanceof SocketException
                || error instanceof UnknownHostException
                || error instanceof SSLException
                || error instanceof GeneralSecurityException
                || error instanceof InterruptedIOException
                || error instanceof TimeoutException
                || error instanceof InterruptedException
                || error instanceof EOFException;
    }
}
