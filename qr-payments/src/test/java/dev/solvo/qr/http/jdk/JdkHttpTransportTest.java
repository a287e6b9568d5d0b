package dev.solvo.qr.http.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.OneAnswerServer;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportContract;
import dev.solvo.qr.http.TransportException;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

final class JdkHttpTransportTest extends TransportContract {
    @Override
    protected HttpTransport direct() {
        return JdkHttpTransport.direct();
    }

    @Override
    protected HttpTransport readingAtMost(int bytes) {
        return JdkHttpTransport.direct().withMaximumAnswerLength(bytes);
    }

    @Override
    protected HttpTransport through(InetSocketAddress proxy) {
        return JdkHttpTransport.through(ProxySelector.of(proxy));
    }

    @Override
    protected HttpTransport with(SSLContext tls) {
        return JdkHttpTransport.of(tls);
    }

    @Test
    void aHeaderThatIsCutIsNoAnswer() throws IOException {
        try (OneAnswerServer server = OneAnswerServer.answering("HTTP/1.1 200 OK\r\nContent-Le")) {
            SignedRequest request = new SignedRequest("GET", server.uri("http", "/"), HttpHeaders.NONE, Bytes.EMPTY);
            TransportException e = assertThrows(
                    TransportException.class, () -> JdkHttpTransport.direct().send(request, Duration.ofSeconds(30)));
            assertEquals(TransportException.Kind.NO_ANSWER, e.kind());
        }
    }

    @Test
    void theBodyOfARefusedAuthorizationIsRead() throws IOException {
        try (OneAnswerServer server =
                OneAnswerServer.answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")) {
            SignedRequest request =
                    new SignedRequest("POST", server.uri("http", "/"), HttpHeaders.NONE, Bytes.fromHex("01"));
            assertEquals(
                    2,
                    JdkHttpTransport.direct()
                            .send(request, Duration.ofSeconds(30))
                            .body()
                            .length());
        }
    }

    @Test
    void aClientThatFollowsRedirectionsIsRefused() {
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThrows(IllegalArgumentException.class, () -> JdkHttpTransport.of(follows));
    }
}
