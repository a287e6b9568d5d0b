package dev.solvo.verification;

import dev.solvo.qr.alipay.AlipayCertificates;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayContentKey;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.alipay.AlipayProtocol;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.WeChatPayCertificates;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.qr.wechat.WeChatPayGateway;
import dev.solvo.qr.wechat.WeChatPayProtocol;
import dev.solvo.simulator.wallet.Pauser;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletProtocol;
import dev.solvo.simulator.wallet.WalletServer;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Pays, asks, takes back, shows, refunds and hears a notification at the simulator of every wallet, in every way of signing
 * and encrypting that there is a setting for.
 */
final class EveryWallet {
    private static final WalletTestKeys KEYS = new WalletTestKeys();
    private static final String CONTENT_KEY = "aa4BtZ4tspm2wnXLb1ThQA==";
    private static final Money AMOUNT = Money.ofMinor(CurrencyUnit.of("CNY"), 8888);
    private static final Clock CLOCK = Clock.systemUTC();

    private final HttpTransport transport;
    private final List<String> told = new ArrayList<>();
    private int orders;

    private EveryWallet(HttpTransport transport) {
        this.transport = transport;
    }

    /** What each call came to, one line each. */
    static List<String> use(HttpTransport transport) throws IOException, InterruptedException {
        EveryWallet all = new EveryWallet(transport);
        all.alipay();
        all.unionPay();
        all.weChatPay();
        return List.copyOf(all.told);
    }

    private static SigningKey merchantKey(String keyId) {
        return SigningKey.of(RequestSigner.software(keyId, KEYS.merchantPrivateKey()));
    }

    private void alipay() throws IOException, InterruptedException {
        AlipayMerchant merchant = AlipayMerchant.testOnly()
                .withContentKey(Bytes.of(Base64.getDecoder().decode(CONTENT_KEY)));
        for (AlipayProtocol protocol : AlipayProtocol.values()) {
            for (String mode : List.of("key", "certificates", "AES")) {
                use(
                        "Alipay " + protocol + " " + mode,
                        new dev.solvo.simulator.wallet.alipay.AlipayProtocol(merchant),
                        "28763443825664394",
                        host -> alipay(mode).protocol(protocol).host(host).build(),
                        config -> new AlipayGateway(config, CLOCK, new Random(1)));
            }
        }
    }

    private static AlipayConfig.Builder alipay(String mode) {
        AlipayMerchant merchant = AlipayMerchant.testOnly();
        if (mode.equals("certificates")) {
            return AlipayConfig.builder(
                            merchant.appId(),
                            merchantKey(""),
                            AlipayCertificates.keys(List.of(WalletTestKeys.certificate(KEYS.alipayCertificate()))))
                    .certificates(
                            WalletTestKeys.certificate(KEYS.alipayAppCertificate()), KEYS.alipayRootCertificates())
                    .sellerId(merchant.sellerId());
        }
        AlipayConfig.Builder config = AlipayConfig.builder(
                        merchant.appId(), merchantKey(""), VerificationKeys.of("", KEYS.platformPublicKey()))
                .sellerId(merchant.sellerId());
        return mode.equals("AES") ? config.contentKey(AlipayContentKey.ofBase64(CONTENT_KEY)) : config;
    }

    private void unionPay() throws IOException, InterruptedException {
        UnionPayMerchant merchant = UnionPayMerchant.testOnly();
        use(
                "UnionPay",
                new dev.solvo.simulator.wallet.unionpay.UnionPayProtocol(merchant),
                "6220001234567890123",
                host -> UnionPayConfig.builder(
                                merchant.merchantId(),
                                merchantKey(merchant.certificateId()),
                                UnionPayTrust.pinned(KEYS.platformPublicKey()))
                        .host(host)
                        .build(),
                config -> new UnionPayGateway(config, CLOCK));
    }

    private void weChatPay() throws IOException, InterruptedException {
        WeChatPayMerchant merchant = WeChatPayMerchant.testOnly();
        for (V2SignType type : V2SignType.values()) {
            for (WeChatPayProtocol protocol : WeChatPayProtocol.values()) {
                use(
                        "WeChat Pay " + protocol + " " + type,
                        new dev.solvo.simulator.wallet.wechat.WeChatPayProtocol(merchant),
                        "130061098828009406",
                        host -> weChatPay(merchant, type)
                                .codePayments(protocol)
                                .host(host)
                                .build(),
                        config -> new WeChatPayGateway(config, CLOCK, new Random(1)));
            }
        }
        WeChatPayMerchant certified = WeChatPayMerchant.testOnlyWithCertificate();
        SimulatedWallet wallet = new SimulatedWallet(
                new dev.solvo.simulator.wallet.wechat.WeChatPayProtocol(certified), CLOCK, new Random(1));
        try (WalletServer server = WalletServer.start(0, List.of(wallet), Pauser.real())) {
            WeChatPayConfig config =
                    weChatPay(certified, V2SignType.MD5).host(server.uri()).build();
            WeChatPayCertificates downloaded = ask(new WeChatPayGateway(config, CLOCK, new Random(1)).certificates());
            told.add("WeChat Pay certificates: " + downloaded.getClass().getSimpleName());
        }
    }

    private static WeChatPayConfig.Builder weChatPay(WeChatPayMerchant merchant, V2SignType type) {
        return WeChatPayConfig.builder(
                        merchant.appId(),
                        merchant.merchantId(),
                        merchantKey(merchant.merchantSerial()),
                        VerificationKeys.of(merchant.platformSerial(), KEYS.platformPublicKey()),
                        ApiV3Key.of(merchant.v3Key()))
                .v2(ApiV2Key.of(merchant.v2Key()), type);
    }

    private <C> void use(
            String name,
            WalletProtocol protocol,
            String code,
            Function<URI, C> configure,
            Function<C, WalletGateway> open)
            throws IOException, InterruptedException {
        SimulatedWallet wallet = new SimulatedWallet(protocol, CLOCK, new Random(1));
        try (WalletServer server = WalletServer.start(0, List.of(wallet), Pauser.real())) {
            WalletGateway gateway = open.apply(configure.apply(server.uri()));
            BlockingQueue<String> reports = new LinkedBlockingQueue<>();
            wallet.notifying(notification -> {
                HttpHeaders headers = HttpHeaders.NONE;
                for (Map.Entry<String, String> field :
                        notification.request().headers().entrySet()) {
                    headers = headers.with(field.getKey(), field.getValue());
                }
                WalletGateway.NotificationResult result =
                        gateway.readNotification(headers, notification.request().body());
                reports.add(result.getClass().getSimpleName());
                return new WalletAnswer(
                        result.answer().status(), Map.of(), result.answer().body());
            });
            use(name, gateway, PaymentCode.of(code), wallet);
            wallet.pushNotifications();
            tell(name, "notification", String.valueOf(reports.poll(20, TimeUnit.SECONDS)));
        }
    }

    private void use(String name, WalletGateway gateway, PaymentCode code, SimulatedWallet wallet) throws IOException {
        Order paid = order();
        Instant now = CLOCK.instant();
        OrderReference reference = new OrderReference(paid.number(), AMOUNT, now, Optional.empty());
        tell(name, "pay", ask(gateway.pay(paid, code, now)));
        PaymentReply queried = ask(gateway.query(reference));
        tell(name, "query", queried);
        Refund refund = new Refund(
                RefundNumber.of("RFD" + paid.number()),
                confirmed(reference, queried),
                AMOUNT,
                now.plusSeconds(1),
                Optional.empty());
        tell(name, "refund", ask(gateway.refund(refund)));
        tell(name, "queryRefund", ask(gateway.queryRefund(refund)));
        Order takenBack = order();
        ask(gateway.pay(takenBack, code, now));
        tell(
                name,
                "cancel",
                ask(gateway.cancel(new OrderReference(takenBack.number(), AMOUNT, now, Optional.empty()))));
        Order shown = order();
        tell(name, "show", ask(gateway.show(shown, now)));
        tell(name, "close", ask(gateway.close(new OrderReference(shown.number(), AMOUNT, now, Optional.empty()))));
        told.add(name + " taken: " + wallet.book().moneyTaken("CNY"));
    }

    private static OrderReference confirmed(OrderReference order, PaymentReply reply) {
        return reply instanceof PaymentReply.Paid paid
                ? new OrderReference(
                        order.number(),
                        order.amount(),
                        order.submittedAt(),
                        Optional.of(paid.payment().transactionId()))
                : order;
    }

    private Order order() {
        orders++;
        return Order.of(OrderNumber.of("EVERY0000" + orders), AMOUNT, "coffee")
                .at(PointOfSale.of("S1", "T0000001").withIpAddress("192.0.2.10"))
                .notifying(URI.create("https://pos.example/paid"));
    }

    private void tell(String name, String call, Object reply) {
        String said = reply instanceof String text ? text : reply.getClass().getSimpleName();
        told.add(name + " " + call + ": " + said);
    }

    private <R> R ask(WalletCall<R> call) throws IOException {
        return call.read(transport.send(call.request(), Duration.ofSeconds(30)));
    }
}
