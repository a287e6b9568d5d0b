package dev.solvo.qr.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HttpHeadersTest {
    private static final HttpHeaders HEADERS =
            HttpHeaders.of(List.of(Map.entry("Wechatpay-Serial", "first"), Map.entry("wechatpay-serial", "second")));

    @Test
    void aNameIsFoundInWhateverCaseAServerWritesIt() {
        assertEquals(Optional.of("first"), HEADERS.first("WECHATPAY-SERIAL"));
        assertEquals(Optional.empty(), HEADERS.first("Wechatpay-Seria"));
    }

    @Test
    void orderAndSpellingAreKept() {
        HttpHeaders more = HEADERS.with("Accept", "*/*");
        assertEquals("Accept", more.fields().get(2).getKey());
        assertEquals("wechatpay-serial", more.fields().get(1).getKey());
        assertEquals(2, HEADERS.fields().size());
    }

    @Test
    void textShowsNamesButNoValues() {
        assertEquals("HttpHeaders[Wechatpay-Serial, wechatpay-serial]", HEADERS.toString());
        SignedRequest request = new SignedRequest(
                "POST", URI.create("https://wallet.example/pay?sign=secret"), HEADERS, Bytes.fromHex("00112233"));
        assertEquals("SignedRequest[POST https://wallet.example/pay, 4 bytes]", request.toString());
        assertFalse(
                new HttpAnswer(200, HEADERS, Bytes.fromHex("AABB")).toString().contains("first"));
    }
}
