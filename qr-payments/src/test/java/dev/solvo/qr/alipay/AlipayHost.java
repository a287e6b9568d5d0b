package dev.solvo.qr.alipay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The other side of the tests: reads requests and signs answers as Alipay does; and the orders of the tests. */
final class AlipayHost {
    static final String APP_ID = "2021000000000001";
    static final String CODE = "28763443825664394";
    static final Instant NOW = Instant.parse("2023-11-14T22:13:20Z");
    static final Money AMOUNT = cny(8888);
    static final Order ORDER = Order.of(OrderNumber.of("POS20231114T0001"), AMOUNT, "咖啡")
            .at(PointOfSale.of("S001", "T001").withOperator("O001"));
    static final OrderReference REFERENCE =
            new OrderReference(ORDER.number(), AMOUNT, NOW, Optional.of(new TransactionId("2023111522001")));
    static final Refund REFUND =
            new Refund(RefundNumber.of("R1"), REFERENCE, cny(1200), NOW.plusSeconds(60), Optional.of("退货"));
    static final RequestSigner ALIPAY = RequestSigner.software("", QrVectors.privateKey("platformPrivateKeyPkcs8Pem"));
    static final RequestSigner STRANGER =
            RequestSigner.software("", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem"));

    private AlipayHost() {}

    static Money cny(long fen) {
        return Money.ofMinor(CurrencyUnit.of("CNY"), fen);
    }

    static PaymentCode code() {
        return PaymentCode.of(CODE);
    }

    static SigningKey merchantKey() {
        return SigningKey.of(RequestSigner.software("", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem")));
    }

    static AlipayConfig.Builder account() {
        return AlipayConfig.builder(
                APP_ID, merchantKey(), VerificationKeys.of("", QrVectors.publicKey("platformPublicKeyPem")));
    }

    static AlipayGateway gateway(AlipayConfig.Builder account) {
        return new AlipayGateway(account.build(), Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Single quotes stand for double ones. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** A V2 answer with this content, signed. */
    static HttpAnswer v2(AlipayMethod method, String content) {
        return raw(v2Text(method, content));
    }

    static String v2Text(AlipayMethod method, String content) {
        String text = json(content);
        return "{\"" + method.v2Root() + "\":" + text + ",\"sign\":\"" + AlipaySignature.sign(text, ALIPAY) + "\"}";
    }

    static HttpAnswer raw(String text) {
        return new HttpAnswer(200, HttpHeaders.NONE, utf8(text));
    }

    /** A V3 answer with this body, signed now. */
    static HttpAnswer v3(int status, String body) {
        return v3(status, json(body), ALIPAY, Long.toString(NOW.toEpochMilli()));
    }

    static HttpAnswer v3(int status, String body, RequestSigner signer, String timestamp) {
        String signature = AlipaySignature.sign(AlipayV3Text.textToVerify(timestamp, "n1", body), signer);
        HttpHeaders headers = HttpHeaders.NONE
                .with("Alipay-Timestamp", timestamp)
                .with("ALIPAY-NONCE", "n1")
                .with("alipay-signature", signature);
        return new HttpAnswer(status, headers, utf8(body));
    }

    /** All parameters of a V2 request, of the query and of the form. */
    static AlipayParameters parameters(SignedRequest request) {
        try {
            String body = new String(request.body().toByteArray(), StandardCharsets.US_ASCII);
            return AlipayParameters.parseForm(utf8(request.uri().getRawQuery() + "&" + body));
        } catch (QrException e) {
            throw new AssertionError(e);
        }
    }

    /** What the call says, of either protocol. */
    static JsonNode content(SignedRequest request) {
        try {
            return AlipayJson.read(
                    request.uri().getRawQuery() == null
                            ? new String(request.body().toByteArray(), StandardCharsets.UTF_8)
                            : parameters(request).get("biz_content"));
        } catch (QrException e) {
            throw new AssertionError(e);
        }
    }

    static X509Certificate certificate(String name) {
        return certificateOf(
                QrVectors.file("test-keys.json").get("alipayCertMode").get(name).asText());
    }

    static X509Certificate certificateOf(String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String rootBundle() {
        return QrVectors.file("test-keys.json")
                .get("alipayCertMode")
                .get("rootBundle")
                .asText();
    }

    static URI notifyUrl() {
        return URI.create("https://pos.example/ali?a=1&b=2");
    }
}
