package dev.solvo.qr.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.qr.http.TransportException.Kind;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SecondDomainTransportTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private final List<URI> asked = new ArrayList<>();

    private HttpTransport failingFirst(Kind kind) {
        HttpTransport inner = (request, timeout) -> {
            asked.add(request.uri());
            if (asked.size() == 1) {
                throw new TransportException(kind, "first attempt");
            }
            return new HttpAnswer(200, HttpHeaders.NONE, request.body());
        };
        return new SecondDomainTransport(inner, "api.mch.weixin.qq.com", "api2.mch.weixin.qq.com");
    }

    private static SignedRequest to(String uri) {
        return new SignedRequest("POST", URI.create(uri), HttpHeaders.NONE, Bytes.fromHex("01"));
    }

    @Test
    void whatWasNotSentGoesToTheSecondHostWithTheSignedPath() throws TransportException {
        String path = ".mch.weixin.qq.com:8443/v3/pay%2Fx?mchid=%E5%92%96";
        assertEquals(
                200,
                failingFirst(Kind.NOT_SENT)
                        .send(to("https://api" + path), TIMEOUT)
                        .status());
        assertEquals(List.of(URI.create("https://api" + path), URI.create("https://api2" + path)), asked);
    }

    @Test
    void whatMayHaveArrivedIsNotSentAgain() {
        HttpTransport transport = failingFirst(Kind.NO_ANSWER);
        TransportException e = assertThrows(
                TransportException.class, () -> transport.send(to("https://api.mch.weixin.qq.com/pay"), TIMEOUT));
        assertEquals(Kind.NO_ANSWER, e.kind());
        assertEquals(1, asked.size());
    }

    @Test
    void anotherWalletsHostHasNoSecond() {
        HttpTransport transport = failingFirst(Kind.NOT_SENT);
        assertThrows(TransportException.class, () -> transport.send(to("https://openapi.alipay.com/pay"), TIMEOUT));
        assertEquals(1, asked.size());
    }

    @Test
    void bothHostsTogetherHaveTheTimeOut() {
        HttpTransport used = new SecondDomainTransport(
                (request, timeout) -> {
                    asked.add(request.uri());
                    throw new TransportException(Kind.NOT_SENT, "no connection");
                },
                "api.mch.weixin.qq.com",
                "api2.mch.weixin.qq.com");
        SignedRequest request = to("https://api.mch.weixin.qq.com/pay");
        assertThrows(TransportException.class, () -> used.send(request, Duration.ofNanos(1)));
        assertEquals(1, asked.size(), "nothing of a nanosecond is left");
        assertThrows(TransportException.class, () -> used.send(request, Duration.ofMinutes(1)));
        assertEquals(3, asked.size());
    }
}
