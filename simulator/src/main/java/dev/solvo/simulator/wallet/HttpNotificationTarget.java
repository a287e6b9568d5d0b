package dev.solvo.simulator.wallet;

import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Pushes over HTTP, to loopback addresses only: a simulator never talks to the world. */
public final class HttpNotificationTarget implements NotificationTarget {
    private static final int LARGEST_ANSWER = 65_536;

    private final int timeoutMillis;

    /**
     * Waits so long for the till, which has five seconds in the real world.
     *
     * @throws IllegalArgumentException if the time is not between a millisecond and a minute
     */
    public HttpNotificationTarget(Duration timeout) {
        if (timeout.toMillis() < 1 || timeout.toMillis() > 60_000) {
            throw new IllegalArgumentException("a time between a millisecond and a minute");
        }
        timeoutMillis = (int) timeout.toMillis();
    }

    /**
     * Delivers one.
     *
     * @throws IllegalArgumentException if the address is not an HTTP address of this machine's own
     */
    @Override
    public WalletAnswer deliver(WalletNotification notification) throws IOException {
        URI url = notification.url();
        String host = url.getHost();
        boolean plain = "http".equalsIgnoreCase(url.getScheme()) && host != null;
        if (!plain || !(host.equals("localhost") || isLoopbackLiteral(host))) {
            throw new IllegalArgumentException("notifications go to loopback addresses only");
        }
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout(timeoutMillis);
            connection.setReadTimeout(timeoutMillis);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod(notification.request().method());
            notification.request().headers().forEach(connection::setRequestProperty);
            connection.setDoOutput(true);
            connection.getOutputStream().write(notification.request().body().toByteArray());
            return answer(connection);
        } finally {
            connection.disconnect();
        }
    }

    /** Only literals are asked, so that no name is looked up. */
    private static boolean isLoopbackLiteral(String host) throws IOException {
        boolean literal = host.startsWith("[") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        return literal && InetAddress.getByName(host).isLoopbackAddress();
    }

    private static WalletAnswer answer(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 100 || status > 599) {
            throw new IOException("no HTTP answer");
        }
        Map<String, String> headers = new HashMap<>();
        connection.getHeaderFields().forEach((name, values) -> {
            if (name != null) {
                headers.put(name, String.join(", ", values));
            }
        });
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] body = in == null ? new byte[0] : in.readNBytes(LARGEST_ANSWER);
            return new WalletAnswer(status, headers, Bytes.of(body));
        }
    }
}
