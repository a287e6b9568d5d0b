package dev.solvo.qr.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

final class HttpUrlConnectionTransportTest extends TransportContract {
    @Override
    protected HttpTransport direct() {
        return HttpUrlConnectionTransport.direct();
    }

    @Override
    protected HttpTransport readingAtMost(int bytes) {
        return HttpUrlConnectionTransport.direct().withMaximumAnswerLength(bytes);
    }

    @Override
    protected HttpTransport through(InetSocketAddress proxy) {
        return HttpUrlConnectionTransport.direct().through(new Proxy(Proxy.Type.HTTP, proxy));
    }

    @Override
    protected HttpTransport with(SSLContext tls) {
        return HttpUrlConnectionTransport.direct().withTls(tls.getSocketFactory());
    }

    @Test
    void aRefusedAuthorizationIsAnAnswerThoughItsBodyMayBeLost() throws IOException {
        try (OneAnswerServer server =
                OneAnswerServer.answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno")) {
            SignedRequest request =
                    new SignedRequest("POST", server.uri("http", "/"), HttpHeaders.NONE, Bytes.fromHex("01"));
            assertEquals(401, direct().send(request, Duration.ofSeconds(30)).status());
        }
    }
}
