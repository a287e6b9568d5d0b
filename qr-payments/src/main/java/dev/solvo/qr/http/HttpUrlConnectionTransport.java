package dev.solvo.qr.http;

import dev.solvo.qr.http.TransportException.Kind;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URLConnection;
import java.time.Duration;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Carries requests by {@link HttpURLConnection}, which every Java and Android runtime has.
 *
 * <p>The body is sent in fixed-length streaming mode: without it the runtime may send a POST a second time by itself when
 * a kept connection turns out to be dead. A GET may be repeated by the runtime; the wallets' GETs only ask.
 *
 * <p>The time-out bounds connecting, to 5 seconds at most, and the arrival of the answer. A server that stalls in the
 * middle of its answer is given up after at most twice the time-out, for the runtime cannot shorten a wait that has begun;
 * one that sends its header byte by byte is not given up while bytes come.
 *
 * <p>On a JDK the body of a 401 or 407 answer to a POST is lost, for there streaming excludes it: such an answer is one
 * without a signature, whose call counts as not known. {@code dev.solvo.qr.http.jdk.JdkHttpTransport} reads it.
 */
public final class HttpUrlConnectionTransport implements HttpTransport {
    /** The longest answer that is read if nothing else is said, in bytes. */
    public static final int DEFAULT_MAXIMUM_ANSWER_LENGTH = 4 << 20;

    /** A host that is not reached by then is given up: the cashier hears of it, or a second host is tried. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final Proxy proxy;
    private final Optional<SSLSocketFactory> sockets;
    private final int maximumAnswerLength;

    private HttpUrlConnectionTransport(Proxy proxy, Optional<SSLSocketFactory> sockets, int maximumAnswerLength) {
        this.proxy = proxy;
        this.sockets = sockets;
        this.maximumAnswerLength = maximumAnswerLength;
    }

    /** Connects directly, trusting what the runtime trusts. */
    public static HttpUrlConnectionTransport direct() {
        return new HttpUrlConnectionTransport(Proxy.NO_PROXY, Optional.empty(), DEFAULT_MAXIMUM_ANSWER_LENGTH);
    }

    /** The same through this proxy. */
    public HttpUrlConnectionTransport through(Proxy other) {
        return new HttpUrlConnectionTransport(other, sockets, maximumAnswerLength);
    }

    /** The same with these TLS sockets: for a client certificate, or a trust store of one's own. */
    public HttpUrlConnectionTransport withTls(SSLSocketFactory factory) {
        return new HttpUrlConnectionTransport(proxy, Optional.of(factory), maximumAnswerLength);
    }

    /**
     * The same, reading answers up to this length in bytes.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public HttpUrlConnectionTransport withMaximumAnswerLength(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a maximum answer length of " + bytes + " bytes");
        }
        return new HttpUrlConnectionTransport(proxy, sockets, bytes);
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        long deadline = System.nanoTime() + timeout.toNanos();
        HttpURLConnection connection = connect(request, timeout);
        try {
            connection.setReadTimeout(millisUntil(deadline));
            if (!request.body().isEmpty() || request.method().equals("POST")) {
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(request.body().toByteArray());
                }
            }
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new TransportException(Kind.NO_ANSWER, "what came back is not HTTP");
            }
            return new HttpAnswer(status, headers(connection), body(connection, status, deadline));
        } catch (TransportException e) {
            connection.disconnect();
            throw e;
        } catch (IOException | RuntimeException e) {
            connection.disconnect();
            throw new TransportException(
                    Kind.NO_ANSWER, "no complete answer: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Connects, and shakes hands if it is TLS; nothing of the request has left when this fails. */
    private HttpURLConnection connect(SignedRequest request, Duration timeout) throws TransportException {
        try {
            URLConnection opened = request.uri().toURL().openConnection(proxy);
            if (!(opened instanceof HttpURLConnection connection)) {
                throw new TransportException(Kind.NOT_SENT, "not an HTTP address: " + request);
            }
            if (connection instanceof HttpsURLConnection secure && sockets.isPresent()) {
                secure.setSSLSocketFactory(sockets.get());
            }
            connection.setConnectTimeout(clampedMillis(Math.min(timeout.toMillis(), LONGEST_CONNECT.toMillis())));
            connection.setReadTimeout(clampedMillis(timeout.toMillis()));
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod(request.method());
            for (Map.Entry<String, String> field : request.headers().fields()) {
                connection.addRequestProperty(field.getKey(), field.getValue());
            }
            if (!request.body().isEmpty() || request.method().equals("POST")) {
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(request.body().length());
            }
            connection.connect();
            return connection;
        } catch (TransportException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new TransportException(
                    Kind.NOT_SENT, "no connection: " + e.getClass().getSimpleName(), e);
        }
    }

    private Bytes body(HttpURLConnection connection, int status, long deadline) throws IOException {
        InputStream from = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (from == null) {
            return Bytes.EMPTY;
        }
        long announced = connection.getContentLengthLong();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = from) {
            byte[] part = new byte[8192];
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                if (n > maximumAnswerLength - all.size()) {
                    throw new TransportException(
                            Kind.NO_ANSWER, "the answer is longer than " + maximumAnswerLength + " bytes");
                }
                all.write(part, 0, n);
                if (System.nanoTime() - deadline > 0) {
                    throw new TransportException(Kind.NO_ANSWER, "the answer took longer than the time-out");
                }
            }
        }
        if (announced > all.size()) {
            throw new TransportException(
                    Kind.NO_ANSWER, "the answer ended after " + all.size() + " of " + announced + " bytes");
        }
        return Bytes.of(all.toByteArray());
    }

    private static HttpHeaders headers(HttpURLConnection connection) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Map.Entry<String, List<String>> field :
                connection.getHeaderFields().entrySet()) {
            // The status line stands under no name.
            if (field.getKey() != null) {
                for (String value : field.getValue()) {
                    fields.add(new SimpleImmutableEntry<>(field.getKey(), value));
                }
            }
        }
        return HttpHeaders.of(fields);
    }

    private static int millisUntil(long deadline) {
        return clampedMillis((deadline - System.nanoTime()) / 1_000_000);
    }

    /** Zero would mean to wait for ever. */
    private static int clampedMillis(long millis) {
        return (int) Math.max(1, Math.min(millis, Integer.MAX_VALUE));
    }
}
