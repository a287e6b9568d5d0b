package dev.solvo.qr.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.TransportException.Kind;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link HttpTransport} keeps. */
@Timeout(60)
public abstract class TransportContract {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String SECRET = "28763443825664394";
    private static final char[] PASSWORD = "test-only".toCharArray();

    /** For the adapters' tests. */
    protected TransportContract() {}

    /** The adapter without proxy and TLS settings. */
    protected abstract HttpTransport direct();

    /** The adapter that reads so much. */
    protected abstract HttpTransport readingAtMost(int bytes);

    /** The adapter behind a proxy. */
    protected abstract HttpTransport through(InetSocketAddress proxy);

    /** The adapter with TLS of our own. */
    protected abstract HttpTransport with(SSLContext tls);

    private static SignedRequest post(URI uri) {
        HttpHeaders headers = HttpHeaders.of(
                List.of(Map.entry("Content-Type", "application/json"), Map.entry("Wechatpay-Serial", "PUB_KEY_ID_1")));
        return new SignedRequest(
                "POST",
                uri,
                headers,
                Bytes.of(("{\"auth_code\":\"" + SECRET + "\",\"咖啡\":1}").getBytes(StandardCharsets.UTF_8)));
    }

    private static SignedRequest get(URI uri) {
        return new SignedRequest("GET", uri, HttpHeaders.NONE, Bytes.EMPTY);
    }

    private static String text(HttpAnswer answer) {
        return new String(answer.body().toByteArray(), StandardCharsets.UTF_8);
    }

    private static Kind failure(HttpTransport transport, SignedRequest request, Duration timeout) {
        TransportException e = assertThrows(TransportException.class, () -> transport.send(request, timeout));
        for (Throwable t = e; t != null; t = t.getCause()) {
            assertFalse(String.valueOf(t.getMessage()).contains(SECRET), "the code is in " + t);
        }
        return e.kind();
    }

    @Test
    void bytesPathAndHeadersArriveAsTheyAreSigned() throws IOException {
        try (OneAnswerServer server = OneAnswerServer.answering(
                "HTTP/1.1 200 OK\r\nwechatpay-SIGNATURE: a=b==\r\nContent-Length: 9\r\n\r\n{\"咖\":1}")) {
            HttpAnswer answer = direct().send(post(server.uri("http", "/v3/pay?mchid=1%2F2&x=%E5%92%96")), LONG);
            assertEquals(200, answer.status());
            assertEquals("{\"咖\":1}", text(answer));
            assertEquals(Optional.of("a=b=="), answer.headers().first("Wechatpay-Signature"));
            String sent = server.requests().get(0);
            assertTrue(sent.startsWith("POST /v3/pay?mchid=1%2F2&x=%E5%92%96 HTTP/1.1\r\n"), sent);
            assertTrue(sent.contains("PUB_KEY_ID_1"), sent);
            assertTrue(sent.endsWith("{\"auth_code\":\"" + SECRET + "\",\"咖啡\":1}"), sent);
        }
    }

    @Test
    void everyStatusIsAnAnswer() throws IOException {
        for (int status : List.of(202, 204, 302, 403, 404, 429, 500, 503)) {
            String body = status == 204 ? "" : "no";
            try (OneAnswerServer server = OneAnswerServer.answering("HTTP/1.1 " + status
                    + " X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
                HttpAnswer answer = direct().send(post(server.uri("http", "/")), LONG);
                assertEquals(status, answer.status());
                assertEquals(body, text(answer));
                assertEquals(1, server.requests().size());
            }
        }
    }

    @Test
    void chunksAreJoined() throws IOException {
        try (OneAnswerServer server = OneAnswerServer.answering(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")) {
            assertEquals("abcde", text(direct().send(get(server.uri("http", "/")), LONG)));
        }
    }

    @Test
    void whatCannotConnectIsNotSent() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertEquals(Kind.NOT_SENT, failure(direct(), post(URI.create("http://127.0.0.1:" + free + "/")), LONG));
        assertEquals(Kind.NOT_SENT, failure(direct(), post(URI.create("http://no-such-host.invalid/")), LONG));
    }

    @Test
    void anAnswerThatNeverComesMayHaveBeenCarriedOut() throws IOException {
        try (OneAnswerServer server = OneAnswerServer.stallingAfter("")) {
            assertEquals(Kind.NO_ANSWER, failure(direct(), post(server.uri("http", "/")), SHORT));
        }
        try (OneAnswerServer server =
                OneAnswerServer.stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")) {
            assertEquals(Kind.NO_ANSWER, failure(direct(), post(server.uri("http", "/")), SHORT));
        }
    }

    @Test
    void aPostIsNeverSentTwice() throws IOException {
        try (OneAnswerServer server = OneAnswerServer.answering("")) {
            assertEquals(Kind.NO_ANSWER, failure(direct(), post(server.uri("http", "/")), LONG));
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void aCutAnswerIsNoAnswer() throws IOException {
        for (String cut : List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\":\"10000\"}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nabc",
                "not http at all")) {
            try (OneAnswerServer server = OneAnswerServer.answering(cut)) {
                assertEquals(Kind.NO_ANSWER, failure(direct(), post(server.uri("http", "/")), LONG), cut);
            }
        }
    }

    @Test
    void aLongAnswerIsNotRead() throws IOException {
        try (OneAnswerServer server =
                OneAnswerServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n01234567890")) {
            assertEquals(Kind.NO_ANSWER, failure(readingAtMost(10), get(server.uri("http", "/")), LONG));
            assertEquals(
                    11,
                    readingAtMost(11)
                            .send(get(server.uri("http", "/")), LONG)
                            .body()
                            .length());
        }
        assertThrows(IllegalArgumentException.class, () -> readingAtMost(0));
    }

    @Test
    void aProxyIsUsed() throws IOException {
        try (OneAnswerServer proxy = OneAnswerServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port());
            assertEquals("ok", text(through(address).send(post(URI.create("http://wallet.invalid/pay")), LONG)));
            assertTrue(proxy.requests().get(0).startsWith("POST http://wallet.invalid/pay HTTP/1.1"));
        }
    }

    @Test
    void theProxiesOfTheJvmAreNotAsked() throws IOException {
        ProxySelector before = ProxySelector.getDefault();
        try (OneAnswerServer server = OneAnswerServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
            assertEquals("ok", text(direct().send(post(server.uri("http", "/pay")), LONG)));
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void aClientCertificateIsShown() throws IOException, GeneralSecurityException {
        SSLContext server = tls("tls-server.p12", "tls-client.p12");
        SSLServerSocket socket = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        try (OneAnswerServer secure =
                OneAnswerServer.answering(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            SignedRequest request = post(secure.uri("https", "/secapi/pay/reverse"));
            assertEquals(
                    "ok", text(with(tls("tls-client.p12", "tls-server.p12")).send(request, LONG)));
            // A server that is not trusted gets nothing.
            assertEquals(Kind.NOT_SENT, failure(direct(), request, LONG));
            assertFalse(secure.requests().get(secure.requests().size() - 1).contains(SECRET)
                    && secure.requests().size() > 1);
        }
    }

    private static SSLContext tls(String own, String trusted) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(own), PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, PASSWORD);
        certificates.setCertificateEntry("peer", store(trusted).getCertificate("key"));
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore store(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = TransportContract.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no test key store " + name);
            }
            store.load(in, PASSWORD);
        }
        return store;
    }
}
