package dev.solvo.qr.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.testdata.QrVectors;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V3Signature;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.qr.wechat.WeChatPayGateway;
import dev.solvo.qr.wechat.WeChatPayProtocol;
import dev.solvo.tlv.Bytes;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Merchants side by side on many threads, while their keys and the wallets' keys are exchanged. */
@Timeout(120)
final class KeyRotationTest {
    private static final int ROTATIONS = 2000;
    private static final int THREADS = 4;
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    private static final OrderReference ORDER =
            new OrderReference(OrderNumber.of("POS20231114T0001"), AMOUNT, NOW, Optional.empty());
    private static final Pattern SIGNATURE = Pattern.compile("(?:[?&]sign=|signature=\"?)([^&\"]+)");
    private static final Pattern KEY = Pattern.compile("(?:serial_no=\"|certId=)([0-9]+)");

    /** A signer whose signatures tell which one it is. */
    private record NumberedSigner(int merchant, int number) implements RequestSigner {
        @Override
        public String keyId() {
            return Integer.toString(number);
        }

        @Override
        public byte[] sign(byte[] message) {
            return ByteBuffer.allocate(40)
                    .putInt(merchant)
                    .putInt(number)
                    .put(hash(message))
                    .array();
        }

        private static byte[] hash(byte[] message) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(message);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A merchant whose key is exchanged while he works. */
    private static final class Merchant {
        private final int number;
        private final SigningKey key;
        private final WalletGateway gateway;
        private final AtomicInteger current = new AtomicInteger();

        Merchant(int number, VerificationKeys walletKeys) {
            this.number = number;
            key = SigningKey.of(new NumberedSigner(number, 0));
            gateway = switch (number % 3) {
                case 0 ->
                    new AlipayGateway(
                            AlipayConfig.builder("2021" + number, key, walletKeys)
                                    .build(),
                            CLOCK,
                            new Random(1));
                case 1 -> weChatPay(key, walletKeys);
                default ->
                    new UnionPayGateway(
                            UnionPayConfig.builder(
                                            "777290058110048",
                                            key,
                                            UnionPayTrust.pinned(QrVectors.publicKey("platformPublicKeyPem")))
                                    .build(),
                            CLOCK);
            };
        }

        void rotate() {
            key.rotateTo(new NumberedSigner(number, current.get() + 1));
            current.incrementAndGet();
        }

        /** Signed by the key whose name the request says, which was the current one at some moment of the call. */
        void callAndCheck() {
            int before = current.get();
            SignedRequest request = gateway.query(ORDER).request();
            int after = current.get();
            String said = text(request);
            Matcher found = SIGNATURE.matcher(said);
            assertTrue(found.find(), () -> "no signature in " + request);
            ByteBuffer signature = ByteBuffer.wrap(Base64.getDecoder()
                    .decode(URLDecoder.decode(
                            String.valueOf(found.group(1)).replace("+", "%2B"), StandardCharsets.UTF_8)));
            assertEquals(number, signature.getInt());
            int signedBy = signature.getInt();
            assertTrue(before <= signedBy && signedBy <= after + 1, () -> before + " " + signedBy + " " + after);
            Matcher named = KEY.matcher(said);
            if (named.find()) {
                assertEquals(Integer.toString(signedBy), named.group(1));
            }
        }

        private static String text(SignedRequest request) {
            return request.uri() + "&"
                    + request.headers().first("Authorization").orElse("") + "&"
                    + new String(request.body().toByteArray(), StandardCharsets.UTF_8);
        }
    }

    private static WeChatPayGateway weChatPay(SigningKey key, VerificationKeys walletKeys) {
        return new WeChatPayGateway(
                WeChatPayConfig.builder(
                                "wxd678efh567hg6787",
                                "1900000001",
                                key,
                                walletKeys,
                                ApiV3Key.of("0123456789abcdef0123456789ABCDEF"))
                        .codePayments(WeChatPayProtocol.V3)
                        .build(),
                CLOCK,
                new Random(1));
    }

    @Test
    void eachCallIsSignedByAKeyThatWasCurrent() throws Exception {
        VerificationKeys walletKeys = VerificationKeys.of("STAYS", QrVectors.publicKey("platformPublicKeyPem"));
        List<Merchant> merchants = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            merchants.add(new Merchant(i, walletKeys));
        }
        HttpAnswer answer = paid();
        WalletCall<PaymentReply> asked =
                weChatPay(SigningKey.of(new NumberedSigner(9, 9)), walletKeys).query(ORDER);
        AtomicBoolean rotated = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                workers.add(threads.submit(() -> {
                    int calls = 0;
                    while (!rotated.get() || calls < 100) {
                        merchants.get(calls % merchants.size()).callAndCheck();
                        // The key that stays is known at every moment, whatever comes and goes beside it.
                        assertInstanceOf(PaymentReply.Paid.class, asked.read(answer));
                        calls++;
                    }
                    return calls;
                }));
            }
            Future<?> rotator = threads.submit(() -> {
                for (int i = 0; i < ROTATIONS; i++) {
                    merchants.get(i % merchants.size()).rotate();
                    walletKeys.add("KEY" + i, QrVectors.publicKey("platformPublicKeyPem"));
                    walletKeys.remove("KEY" + (i - 1));
                }
                rotated.set(true);
            });
            rotator.get(100, TimeUnit.SECONDS);
            for (Future<Integer> worker : workers) {
                assertTrue(worker.get(100, TimeUnit.SECONDS) >= 100);
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(
                ROTATIONS, merchants.stream().mapToInt(m -> m.current.get()).sum());
        assertEquals(Optional.empty(), walletKeys.find("KEY0"));
        assertTrue(walletKeys.find("KEY" + (ROTATIONS - 1)).isPresent());
    }

    private static HttpAnswer paid() {
        Bytes body = Bytes.of(
                ("{\"mchid\":\"1900000001\",\"appid\":\"wxd678efh567hg6787\",\"out_trade_no\":\"" + ORDER.number()
                                + "\",\"transaction_id\":\"42\",\"trade_state\":\"SUCCESS\",\"amount\":{\"total\":8888}}")
                        .getBytes(StandardCharsets.UTF_8));
        String time = Long.toString(NOW.getEpochSecond());
        byte[] signature = RequestSigner.software("", QrVectors.privateKey("platformPrivateKeyPkcs8Pem"))
                .sign(V3Signature.textToVerify(time, "n", body).toByteArray());
        return new HttpAnswer(
                200,
                HttpHeaders.of(List.of(
                        Map.entry("Wechatpay-Timestamp", time),
                        Map.entry("Wechatpay-Nonce", "n"),
                        Map.entry("Wechatpay-Serial", "STAYS"),
                        Map.entry("Wechatpay-Signature", Base64.getEncoder().encodeToString(signature)))),
                body);
    }
}
