package dev.solvo.service;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.io.CloseMode;

/**
 * The connections that are open. Each has a thread, so there is a limit to their number, and none stays longer than a request
 * may take: a till that sends a byte now and then would keep its thread for ever otherwise.
 */
final class TillConnections implements HttpConnectionFactory<DefaultBHttpServerConnection> {
    private static final int LONGEST_LINE = 4_096;
    private static final int MOST_HEADERS = 64;

    private final HttpConnectionFactory<DefaultBHttpServerConnection> plain =
            DefaultBHttpServerConnectionFactory.builder()
                    .http1Config(Http1Config.custom()
                            .setMaxLineLength(LONGEST_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build();
    private final Map<DefaultBHttpServerConnection, Long> open = new ConcurrentHashMap<>();
    private final int most;
    private final long longestNanos;

    TillConnections(int most, Duration longest) {
        this.most = most;
        this.longestNanos = longest.toNanos();
    }

    @Override
    public DefaultBHttpServerConnection createConnection(Socket socket) throws IOException {
        open.keySet().removeIf(connection -> !connection.isOpen());
        DefaultBHttpServerConnection connection = plain.createConnection(socket);
        if (open.size() >= most) {
            connection.close(CloseMode.IMMEDIATE);
        } else {
            open.put(connection, System.nanoTime());
        }
        return connection;
    }

    /** Closes what took too long; a till whose answer is lost by that asks again. */
    void cutOverdue() {
        long now = System.nanoTime();
        open.forEach((connection, made) -> {
            if (now - made > longestNanos) {
                connection.close(CloseMode.IMMEDIATE);
            }
        });
        open.keySet().removeIf(connection -> !connection.isOpen());
    }
}
