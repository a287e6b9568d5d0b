package dev.solvo.qr.http.jdk;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.http.TransportException.Kind;
import dev.solvo.tlv.Bytes;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * Carries requests by {@link HttpClient}: HTTP/1.1, no redirections, the whole exchange within the time-out, at most 5
 * seconds of it for connecting.
 *
 * <p>The JDK repeats a GET by itself when a kept connection turns out to be dead, and a POST only if the system property
 * {@code jdk.httpclient.enableAllMethodRetry} is set: leave it unset.
 */
public final class JdkHttpTransport implements HttpTransport {
    /** The longest answer that is read if nothing else is said, in bytes. */
    public static final int DEFAULT_MAXIMUM_ANSWER_LENGTH = 4 << 20;

    /** A host that is not reached by then is given up: the cashier hears of it, or a second host is tried. */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final HttpClient client;
    private final int maximumAnswerLength;

    private JdkHttpTransport(HttpClient client, int maximumAnswerLength) {
        this.client = client;
        this.maximumAnswerLength = maximumAnswerLength;
    }

    /** Connects directly, whatever proxies the JVM is set to, trusting what the runtime trusts. */
    public static JdkHttpTransport direct() {
        return of(newClient().build());
    }

    /** Connects directly with this TLS: a client certificate, or a trust store of one's own. */
    public static JdkHttpTransport of(SSLContext tls) {
        return of(newClient().sslContext(tls).build());
    }

    /** Connects through these proxies, trusting what the runtime trusts. */
    public static JdkHttpTransport through(ProxySelector proxies) {
        return of(newClient().proxy(proxies).build());
    }

    /** Connects through these proxies with this TLS: a client certificate, or a trust store of one's own. */
    public static JdkHttpTransport through(ProxySelector proxies, SSLContext tls) {
        return of(newClient().proxy(proxies).sslContext(tls).build());
    }

    /**
     * Carries by a client of the caller's own; without a connect time-out a host that cannot be reached is NO_ANSWER.
     *
     * @throws IllegalArgumentException if it follows redirections: a redirected request could be carried out twice
     */
    public static JdkHttpTransport of(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the client follows redirections; expected Redirect.NEVER");
        }
        return new JdkHttpTransport(client, DEFAULT_MAXIMUM_ANSWER_LENGTH);
    }

    /**
     * The same, reading answers up to this length in bytes.
     *
     * @throws IllegalArgumentException if it is less than one
     */
    public JdkHttpTransport withMaximumAnswerLength(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a maximum answer length of " + bytes + " bytes");
        }
        return new JdkHttpTransport(client, bytes);
    }

    private static HttpClient.Builder newClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(LONGEST_CONNECT)
                // Without it the client would ask for the proxies of the whole JVM.
                .proxy(HttpClient.Builder.NO_PROXY);
    }

    @Override
    public HttpAnswer send(SignedRequest request, Duration timeout) throws TransportException {
        CompletableFuture<HttpResponse<byte[]>> exchange;
        try {
            exchange = client.sendAsync(toJdk(request), head -> new BoundedBody(maximumAnswerLength));
        } catch (IllegalArgumentException e) {
            throw new TransportException(Kind.NOT_SENT, "the client refuses the request", e);
        }
        try {
            HttpResponse<byte[]> response = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new HttpAnswer(response.statusCode(), headers(response), Bytes.of(response.body()));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new TransportException(Kind.NO_ANSWER, "no complete answer within " + timeout, e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new TransportException(Kind.NO_ANSWER, "interrupted while waiting for the answer", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            Kind kind = neverLeft(cause) ? Kind.NOT_SENT : Kind.NO_ANSWER;
            throw new TransportException(
                    kind, "no complete answer: " + cause.getClass().getSimpleName(), cause);
        }
    }

    private static HttpRequest toJdk(SignedRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
        for (Map.Entry<String, String> field : request.headers().fields()) {
            builder.header(field.getKey(), field.getValue());
        }
        boolean noBody = request.body().isEmpty() && !request.method().equals("POST");
        return builder.method(
                        request.method(),
                        noBody
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body().toByteArray()))
                .build();
    }

    /** A refused certificate ends the handshake before the request; other TLS alerts may come after it (TLS 1.3). */
    private static boolean neverLeft(Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return true;
        }
        boolean handshake = cause instanceof SSLHandshakeException;
        int depth = 0;
        for (Throwable t = cause; t != null && depth < 10; t = t.getCause(), depth++) {
            if (t instanceof UnresolvedAddressException || handshake && t instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static HttpHeaders headers(HttpResponse<?> response) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        response.headers().map().forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
        return HttpHeaders.of(fields);
    }
}
