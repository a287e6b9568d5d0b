package dev.solvo.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.solvo.qr.QrException;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway.NotificationResult;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2Message;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.V2Signature;
import dev.solvo.qr.wechat.V3Signature;
import dev.solvo.qr.wechat.WeChatPayBillFile;
import dev.solvo.qr.wechat.WeChatPayBillReply;
import dev.solvo.qr.wechat.WeChatPayBillType;
import dev.solvo.qr.wechat.WeChatPayCertificates;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.qr.wechat.WeChatPayGateway;
import dev.solvo.qr.wechat.WeChatPayProtocol;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Any bytes as WeChat Pay's answer, notification, certificate or bill: whatever nobody signed is never a payment, and what
 * was signed, however odd, is one of the documented results.
 */
final class QrWeChatPayFuzzTest {
    private static final String MERCHANT = "1900000001";
    private static final String SERIAL = "PUB_KEY_ID_1";
    private static final String NONCE = "593BEC0C930B";
    private static final String V3_KEY = "0123456789abcdef0123456789ABCDEF";
    private static final ApiV2Key V2_KEY = ApiV2Key.of("192006250b4c09247ec02edce69f6a2d");
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    private static final KeyPair PAIR = pair();
    private static final RequestSigner WECHAT_PAY = RequestSigner.software(SERIAL, PAIR.getPrivate());
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    private static final Order ORDER = Order.of(OrderNumber.of("POS20231114T0002"), AMOUNT, "coffee")
            .at(PointOfSale.of("S001", "T001").withIpAddress("192.0.2.10"))
            .notifying(URI.create("https://pos.example/wx"));
    private static final PaymentCode CODE = PaymentCode.of("130061098828009406");
    private static final OrderReference REFERENCE = new OrderReference(ORDER.number(), AMOUNT, NOW, Optional.empty());
    private static final Refund REFUND =
            new Refund(RefundNumber.of("R20231114T0001"), REFERENCE, AMOUNT, NOW, Optional.empty());
    private static final WeChatPayGateway V3 = gateway(WeChatPayProtocol.V3);
    private static final WeChatPayGateway V2 = gateway(WeChatPayProtocol.V2);

    private static final List<WalletCall<PaymentReply>> PAYMENTS =
            List.of(V3.pay(ORDER, CODE), V3.query(REFERENCE), V2.pay(ORDER, CODE), V2.query(REFERENCE));
    private static final List<WalletCall<CancelReply>> CANCELS =
            List.of(V3.cancel(REFERENCE), V3.close(REFERENCE), V2.cancel(REFERENCE), V2.closeByV2(REFERENCE));
    private static final List<WalletCall<RefundReply>> REFUNDS =
            List.of(V3.refund(REFUND), V3.queryRefund(REFUND), V2.refund(REFUND), V2.queryRefund(REFUND));
    private static final WalletCall<ShowReply> SHOW = V3.show(ORDER);
    private static final WalletCall<WeChatPayBillReply> BILL =
            V3.tradeBill(LocalDate.EPOCH, WeChatPayBillType.ALL, true);
    private static final WalletCall<WeChatPayCertificates> CERTIFICATES = V3.certificates();
    private static final List<WalletCall<?>> ALL = Stream.of(
                    PAYMENTS, CANCELS, REFUNDS, List.of(SHOW, BILL, CERTIFICATES))
            .<WalletCall<?>>flatMap(List::stream)
            .toList();

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WeChatPayGateway gateway(WeChatPayProtocol protocol) {
        return new WeChatPayGateway(
                WeChatPayConfig.builder(
                                "wxd678efh567hg6787",
                                MERCHANT,
                                SigningKey.of(RequestSigner.software("01", PAIR.getPrivate())),
                                VerificationKeys.of(SERIAL, PAIR.getPublic()),
                                ApiV3Key.of(V3_KEY))
                        .v2(V2_KEY, V2SignType.MD5)
                        .codePayments(protocol)
                        .refunds(protocol)
                        .build(),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new Random(1));
    }

    private static HttpHeaders signature(Bytes body, RequestSigner signer) {
        String time = Long.toString(NOW.getEpochSecond());
        byte[] signed = signer.sign(V3Signature.textToVerify(time, NONCE, body).toByteArray());
        return HttpHeaders.of(List.of(
                Map.entry("Wechatpay-Timestamp", time),
                Map.entry("Wechatpay-Nonce", NONCE),
                Map.entry("Wechatpay-Serial", SERIAL),
                Map.entry("Wechatpay-Signature", Base64.getEncoder().encodeToString(signed))));
    }

    private static HttpAnswer signed(int status, Bytes body) {
        return new HttpAnswer(status, signature(body, WECHAT_PAY), body);
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encrypted(byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(V3_KEY.getBytes(StandardCharsets.US_ASCII), "AES"),
                    new GCMParameterSpec(128, NONCE.getBytes(StandardCharsets.US_ASCII)));
            return Base64.getEncoder().encodeToString(cipher.doFinal(data));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @FuzzTest
    void unsignedAnswer(byte[] data) {
        for (int status : new int[] {200, 202, 404}) {
            HttpAnswer answer = new HttpAnswer(status, HttpHeaders.NONE, Bytes.of(data));
            PAYMENTS.forEach(call -> assertInstanceOf(PaymentReply.NotKnown.class, call.read(answer)));
            CANCELS.forEach(call -> assertInstanceOf(CancelReply.NotKnown.class, call.read(answer)));
            REFUNDS.forEach(call -> assertInstanceOf(RefundReply.NotKnown.class, call.read(answer)));
            assertInstanceOf(ShowReply.NotKnown.class, SHOW.read(answer));
            assertInstanceOf(WeChatPayBillReply.NotKnown.class, BILL.read(answer));
            assertFalse(CERTIFICATES.read(answer) instanceof WeChatPayCertificates.Downloaded);
        }
    }

    @FuzzTest
    void signedAnswer(byte[] data) {
        HttpHeaders headers = signature(Bytes.of(data), WECHAT_PAY);
        for (int status : new int[] {200, 202, 400}) {
            HttpAnswer answer = new HttpAnswer(status, headers, Bytes.of(data));
            ALL.forEach(call -> assertFalse(call.read(answer).toString().isEmpty()));
        }
    }

    /** A transaction that names the order, with any bytes as the rest of it. */
    @FuzzTest
    void signedTransaction(byte[] data) {
        String rest = new String(data, StandardCharsets.UTF_8);
        Bytes body = utf8("{\"mchid\":\"" + MERCHANT + "\",\"appid\":\"wxd678efh567hg6787\",\"out_trade_no\":\""
                + ORDER.number() + "\",\"trade_state\":\"SUCCESS\"," + rest + "}");
        HttpAnswer answer = signed(200, body);
        ALL.forEach(call -> assertFalse(call.read(answer).toString().isEmpty()));
    }

    @FuzzTest
    void v2Message(byte[] data) {
        V2Message message;
        try {
            message = V2Message.parse(Bytes.of(data));
        } catch (QrException e) {
            assertFalse(e.code().isEmpty());
            return;
        }
        V2Message right = message.with("return_code", "SUCCESS").with("mch_id", MERCHANT);
        HttpAnswer answer = new HttpAnswer(
                200,
                HttpHeaders.NONE,
                right.with("sign", V2Signature.sign(right, V2_KEY, V2SignType.MD5))
                        .toXml());
        ALL.forEach(call -> assertFalse(call.read(answer).toString().isEmpty()));
    }

    @FuzzTest
    void notification(byte[] data) {
        Bytes body = Bytes.of(data);
        assertInstanceOf(NotificationResult.Rejected.class, V3.readNotification(HttpHeaders.NONE, body));
        assertFalse(V3.readNotification(signature(body, WECHAT_PAY), body)
                .answer()
                .toString()
                .isEmpty());
    }

    @FuzzTest
    void encryptedResource(byte[] data) {
        for (String type : List.of("TRANSACTION.SUCCESS", "REFUND.SUCCESS", "COUPON.USE")) {
            Bytes body = utf8(
                    "{\"event_type\":\"" + type + "\",\"resource\":{\"algorithm\":\"AEAD_AES_256_GCM\",\"nonce\":\""
                            + NONCE + "\",\"ciphertext\":\"" + encrypted(data) + "\"}}");
            assertInstanceOf(NotificationResult.class, V3.readNotification(signature(body, WECHAT_PAY), body));
            assertInstanceOf(NotificationResult.Rejected.class, V3.readNotification(HttpHeaders.NONE, body));
        }
    }

    @FuzzTest
    void certificate(byte[] data) {
        Bytes body = utf8("{\"data\":[{\"serial_no\":\"01\",\"encrypt_certificate\":{\"nonce\":\"" + NONCE
                + "\",\"ciphertext\":\"" + encrypted(data) + "\"}}]}");
        assertInstanceOf(WeChatPayCertificates.NotKnown.class, CERTIFICATES.read(signed(200, body)));
    }

    /** Nobody can make a bill that has this hash. */
    @FuzzTest
    void bill(byte[] data) {
        HttpAnswer answer = new HttpAnswer(200, HttpHeaders.NONE, Bytes.of(data));
        for (boolean compressed : new boolean[] {true, false}) {
            WeChatPayBillReply.Ready ready = new WeChatPayBillReply.Ready(
                    WeChatPayConfig.PRODUCTION.resolve("/v3/billdownload/file"), "0".repeat(40), compressed);
            assertInstanceOf(
                    WeChatPayBillFile.NotKnown.class, V3.downloadBill(ready).read(answer));
        }
    }

    @FuzzTest
    void apiV3Ciphertext(byte[] data) {
        try {
            Bytes text = ApiV3Key.of(V3_KEY).decrypt("", NONCE, new String(data, StandardCharsets.ISO_8859_1));
            assertEquals(encrypted(text.toByteArray()), new String(data, StandardCharsets.ISO_8859_1));
        } catch (QrException e) {
            assertFalse(e.code().isEmpty());
        }
    }
}
