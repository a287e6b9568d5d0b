package dev.solvo.qr.wechat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** One merchant with the test keys, and WeChat Pay's side of the wire. */
final class WeChatPayRig {
    static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";
    static final String APP = "wxd678efh567hg6787";
    static final String MERCHANT = "1900000001";
    static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0000000000000000000000000000001";
    static final String CODE = "130061098828009406";
    static final String TRANSACTION = "4200000000202311140000000001";
    static final String API_V3_KEY = "0123456789abcdef0123456789ABCDEF";
    static final String API_V2_KEY = "192006250b4c09247ec02edce69f6a2d";
    static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    static final Order ORDER = Order.of(OrderNumber.of("POS20231114T0002"), AMOUNT, "咖啡")
            .at(PointOfSale.of("S001", "T001").withStoreName("一号店").withIpAddress("192.0.2.10"))
            .notifying(URI.create("https://pos.example/wx/notify"));
    static final OrderReference REFERENCE =
            new OrderReference(ORDER.number(), AMOUNT, NOW, Optional.of(new TransactionId(TRANSACTION)));
    static final Refund REFUND = new Refund(
            RefundNumber.of("R20231114T0001"),
            REFERENCE,
            Money.ofMinor(CurrencyUnit.of("CNY"), 100),
            NOW,
            Optional.of("退货"));

    private static final RequestSigner WECHAT_PAY =
            RequestSigner.software(PUBLIC_KEY_ID, QrVectors.privateKey("platformPrivateKeyPkcs8Pem"));
    private static final ObjectMapper JSON = new ObjectMapper();

    final SigningKey key = SigningKey.of(RequestSigner.software(
            "20240101000000000000000000001234", QrVectors.privateKey("merchantPrivateKeyPkcs8Pem")));
    final VerificationKeys weChatPayKeys =
            VerificationKeys.of(PUBLIC_KEY_ID, QrVectors.publicKey("platformPublicKeyPem"));

    WeChatPayConfig.Builder config() {
        return WeChatPayConfig.builder(APP, MERCHANT, key, weChatPayKeys, ApiV3Key.of(API_V3_KEY))
                .v2(ApiV2Key.of(API_V2_KEY), V2SignType.MD5);
    }

    WeChatPayGateway v3() {
        return gateway(config().codePayments(WeChatPayProtocol.V3));
    }

    WeChatPayGateway v2() {
        return gateway(config().refunds(WeChatPayProtocol.V2));
    }

    static WeChatPayGateway gateway(WeChatPayConfig.Builder config) {
        return new WeChatPayGateway(config.build(), CLOCK, () -> NONCE);
    }

    static PaymentCode code() {
        return PaymentCode.of(CODE);
    }

    static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Bytes bytes) {
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }

    static JsonNode json(SignedRequest request) {
        return json(text(request.body()));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Single quotes as double ones, for tests to be read. */
    static String quoted(String text) {
        return text.replace('\'', '"');
    }

    static HttpHeaders signed(Bytes body, Instant time) {
        String timestamp = Long.toString(time.getEpochSecond());
        byte[] signature =
                WECHAT_PAY.sign(V3Signature.textToVerify(timestamp, NONCE, body).toByteArray());
        return HttpHeaders.of(List.of(
                Map.entry("wechatpay-timestamp", timestamp),
                Map.entry("WECHATPAY-NONCE", NONCE),
                Map.entry("Wechatpay-serial", PUBLIC_KEY_ID),
                Map.entry("Wechatpay-Signature", Base64.getEncoder().encodeToString(signature))));
    }

    /** A signed answer of APIv3; single quotes stand for double ones. */
    static HttpAnswer v3Answer(int status, String body) {
        Bytes bytes = utf8(quoted(body));
        return new HttpAnswer(status, signed(bytes, NOW), bytes);
    }

    static <R> R readV3(WalletCall<R> call, int status, String body) {
        return call.read(v3Answer(status, body));
    }

    static HttpAnswer unsigned(int status, String body) {
        return new HttpAnswer(status, HttpHeaders.NONE, utf8(quoted(body)));
    }

    /** A signed answer of v2 with these fields besides the merchant's. */
    static HttpAnswer v2Answer(String... more) {
        Map<String, String> fields =
                new HashMap<>(Map.of("return_code", "SUCCESS", "appid", APP, "mch_id", MERCHANT, "nonce_str", "n"));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        V2Message message = V2Message.of(fields);
        Bytes body = message.with("sign", V2Signature.sign(message, ApiV2Key.of(API_V2_KEY), V2SignType.MD5))
                .toXml();
        return new HttpAnswer(200, HttpHeaders.NONE, body);
    }

    static <R> R readV2(WalletCall<R> call, String... more) {
        return call.read(v2Answer(more));
    }

    static V2Message sentV2(WalletCall<?> call) {
        try {
            return V2Message.parse(call.request().body());
        } catch (QrException e) {
            throw new AssertionError(e);
        }
    }

    /** The base64 that WeChat Pay would send for that text. */
    static String encrypted(String plaintext, String nonce, String associatedData) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(API_V3_KEY.getBytes(StandardCharsets.UTF_8), "AES"),
                    new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
            cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(cipher.doFinal(plaintext.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Why it is not known, or the name of the reply. */
    static String said(Object reply) {
        if (reply instanceof dev.solvo.qr.wallet.PaymentReply.NotKnown unknown) {
            return said(unknown.cause(), unknown.walletCode());
        }
        if (reply instanceof dev.solvo.qr.wallet.CancelReply.NotKnown unknown) {
            return said(unknown.cause(), unknown.walletCode());
        }
        if (reply instanceof dev.solvo.qr.wallet.RefundReply.NotKnown unknown) {
            return said(unknown.cause(), unknown.walletCode());
        }
        if (reply instanceof dev.solvo.qr.wallet.ShowReply.NotKnown unknown) {
            return said(unknown.cause(), unknown.walletCode());
        }
        return reply.getClass().getSimpleName();
    }

    private static String said(UnknownCause cause, String code) {
        return code.isEmpty() ? cause.name() : cause + " " + code;
    }
}
