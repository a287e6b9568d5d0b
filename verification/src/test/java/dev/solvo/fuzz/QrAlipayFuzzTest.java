package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayContentKey;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.alipay.AlipayProtocol;
import dev.solvo.qr.alipay.AlipaySignature;
import dev.solvo.qr.alipay.AlipayV3Text;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Any bytes as Alipay's answer or notification: whatever nobody signed is neither a payment nor an exception, and what
 * was signed, however odd, is one of the documented results.
 */
final class QrAlipayFuzzTest {
    private static final KeyPair PAIR = pair();
    private static final RequestSigner ALIPAY = RequestSigner.software("", PAIR.getPrivate());
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 1);
    private static final OrderReference ORDER =
            new OrderReference(OrderNumber.of("POS20231114T0001"), AMOUNT, Instant.EPOCH, Optional.empty());
    private static final Refund REFUND =
            new Refund(RefundNumber.of("R1"), ORDER, AMOUNT, Instant.EPOCH, Optional.empty());
    private static final AlipayGateway V2 = gateway(AlipayProtocol.V2_GATEWAY);
    private static final AlipayGateway V3 = gateway(AlipayProtocol.V3);

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AlipayGateway gateway(AlipayProtocol protocol) {
        return new AlipayGateway(
                AlipayConfig.builder(
                                "2021000000000001", SigningKey.of(ALIPAY), VerificationKeys.of("", PAIR.getPublic()))
                        .protocol(protocol)
                        .contentKey(AlipayContentKey.ofBase64("aa4BtZ4tspm2wnXLb1ThQA=="))
                        .build(),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                new Random(1));
    }

    @FuzzTest
    void answer(byte[] data) {
        HttpAnswer answer = new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(data));
        assertInstanceOf(PaymentReply.NotKnown.class, V2.query(ORDER).read(answer));
        assertInstanceOf(PaymentReply.NotKnown.class, V3.query(ORDER).read(answer));
    }

    @FuzzTest
    void signedContent(byte[] data) {
        String content = new String(data, StandardCharsets.UTF_8);
        String sign = AlipaySignature.sign(content, ALIPAY);
        String text = "{\"alipay_trade_query_response\":" + content + ",\"sign\":\"" + sign + "\"}";
        assertInstanceOf(PaymentReply.class, V2.query(ORDER).read(http(200, text, HttpHeaders.NONE)));
    }

    @FuzzTest
    void signedBody(byte[] data) {
        String body = new String(data, StandardCharsets.UTF_8);
        HttpHeaders headers = HttpHeaders.NONE
                .with("alipay-timestamp", "0")
                .with("alipay-nonce", "n")
                .with("alipay-signature", AlipaySignature.sign(AlipayV3Text.textToVerify("0", "n", body), ALIPAY));
        for (int status : new int[] {200, 400}) {
            HttpAnswer answer = http(status, body, headers);
            assertInstanceOf(PaymentReply.class, V3.query(ORDER).read(answer));
            assertInstanceOf(CancelReply.class, V3.cancel(ORDER).read(answer));
            assertInstanceOf(RefundReply.class, V3.refund(REFUND).read(answer));
            assertInstanceOf(RefundReply.class, V3.queryRefund(REFUND).read(answer));
        }
    }

    @FuzzTest
    void notification(byte[] data) {
        assertInstanceOf(NotificationResult.Rejected.class, V2.readNotification(HttpHeaders.NONE, Bytes.of(data)));
    }

    private static HttpAnswer http(int status, String text, HttpHeaders headers) {
        return new HttpAnswer(status, headers, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
