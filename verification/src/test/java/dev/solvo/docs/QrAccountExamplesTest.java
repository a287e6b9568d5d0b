package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.qr.alipay.AlipayBillReply;
import dev.solvo.qr.alipay.AlipayBillType;
import dev.solvo.qr.alipay.AlipayCertificates;
import dev.solvo.qr.alipay.AlipayChannel;
import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayContentKey;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.alipay.AlipayOption;
import dev.solvo.qr.alipay.AlipayProtocol;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.HttpUrlConnectionTransport;
import dev.solvo.qr.http.SecondDomainTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.http.jdk.JdkHttpTransport;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.UnknownCause;
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
import dev.solvo.simulator.wallet.FaultProxy;
import dev.solvo.simulator.wallet.Pauser;
import dev.solvo.simulator.wallet.ProxyFault;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletServer;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import dev.solvo.tlv.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/qr.md} that sets up accounts, keys and transports; each one takes a payment. */
final class QrAccountExamplesTest {
    private static final WalletTestKeys KEYS = new WalletTestKeys();
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);
    private static final OrderNumber NUMBER = OrderNumber.of("POS20261123000001");
    private static final URI NOTIFY = URI.create("https://shop.example/wechat");
    private static final Order ORDER = Order.of(NUMBER, AMOUNT, "dinner");

    private final SimulatedShop shop = new SimulatedShop();
    private final Clock clock = shop.time;
    private final SecureRandom random = new SecureRandom();

    private <R> R ask(WalletCall<R> call) throws TransportException {
        return call.read(shop.network().send(call.request(), Duration.ofSeconds(10)));
    }

    private void paysAt(WalletGateway gateway, String code) throws TransportException {
        PaymentReply reply = ask(gateway.pay(place(ORDER), PaymentCode.of(code), clock.instant()));
        OrderReference reference = new OrderReference(NUMBER, AMOUNT, clock.instant(), Optional.empty());
        PaymentReply asked = ask(gateway.query(reference));
        assertEquals(
                AMOUNT,
                assertInstanceOf(PaymentReply.Paid.class, asked).payment().orderAmount(),
                () -> "after " + reply);
    }

    private static Order place(Order order) {
        // docs: place
        PointOfSale till = PointOfSale.of("S001", "TILL0007") // store and terminal
                .withStoreName("Example Shop")
                .withOperator("C12")
                .withIpAddress("192.0.2.10"); // WeChat Pay asks for it
        Order placed = order.at(till);
        // end docs
        return placed;
    }

    private static String body(WalletCall<?> call) {
        return new String(call.request().body().toByteArray(), StandardCharsets.UTF_8);
    }

    @Test
    void keyFiles() throws GeneralSecurityException {
        String privateKeyText =
                Base64.getEncoder().encodeToString(KEYS.merchantPrivateKey().getEncoded());
        String publicKeyText =
                Base64.getEncoder().encodeToString(KEYS.platformPublicKey().getEncoded());
        InputStream certificateFile =
                new ByteArrayInputStream(KEYS.alipayCertificate().getBytes(StandardCharsets.US_ASCII));
        // docs: key-files
        Base64.Decoder base64 = Base64.getMimeDecoder(); // the text between the BEGIN and END lines
        KeyFactory rsa = KeyFactory.getInstance("RSA");
        PrivateKey merchantKey = rsa.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(privateKeyText)));
        PublicKey walletKey = rsa.generatePublic(new X509EncodedKeySpec(base64.decode(publicKeyText)));
        X509Certificate certificate =
                (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(certificateFile);
        // end docs
        assertEquals(KEYS.merchantPrivateKey(), merchantKey);
        assertEquals(KEYS.platformPublicKey(), walletKey);
        assertEquals(KEYS.platformPublicKey(), certificate.getPublicKey());
    }

    @Test
    void clientCertificate() throws GeneralSecurityException, IOException {
        char[] password = KEYS.weChatMerchantId().toCharArray();
        KeyStore made = KeyStore.getInstance("PKCS12");
        made.load(null, null);
        made.setKeyEntry("merchant", KEYS.merchantPrivateKey(), password, new X509Certificate[] {
            WalletTestKeys.certificate(KEYS.alipayAppCertificate())
        });
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        made.store(file, password);
        InputStream apiclientCert = new ByteArrayInputStream(file.toByteArray());
        // docs: client-certificate
        KeyStore certificate = KeyStore.getInstance("PKCS12"); // apiclient_cert.p12, its password is the mchid
        certificate.load(apiclientCert, password);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate, password);
        SSLContext merchantCertificate = SSLContext.getInstance("TLS");
        merchantCertificate.init(keys.getKeyManagers(), null, null); // trusts what the runtime trusts
        // end docs
        X509KeyManager manager = assertInstanceOf(X509KeyManager.class, keys.getKeyManagers()[0]);
        String alias = manager.getClientAliases("RSA", null)[0];
        assertEquals(WalletTestKeys.certificate(KEYS.alipayAppCertificate()), manager.getCertificateChain(alias)[0]);
        assertEquals("TLS", merchantCertificate.getProtocol());
        assertTrue(merchantCertificate.createSSLEngine().getSupportedProtocols().length > 0);
    }

    @Test
    void alipay() throws TransportException {
        PrivateKey merchantKey = KEYS.merchantPrivateKey();
        PublicKey alipayKey = KEYS.platformPublicKey();
        // docs: alipay
        AlipayConfig account = AlipayConfig.builder(
                        "2021000000000001", // app_id
                        SigningKey.of(RequestSigner.software("", merchantKey)), // Alipay asks for no key's name
                        VerificationKeys.of("", alipayKey)) // Alipay's, not the app's
                .sellerId("2088000000000001") // whose notifications are taken
                .build();
        AlipayGateway gateway = new AlipayGateway(account, clock, random);
        // end docs
        paysAt(gateway, "281234567890123456");
    }

    @Test
    void alipayV3() throws TransportException {
        AlipayConfig.Builder builder = SimulatedShop.alipayAccount();
        // docs: alipay-v3
        AlipayConfig account = builder.protocol(AlipayProtocol.V3).build();
        // end docs
        AlipayGateway gateway = new AlipayGateway(account, clock, random);
        assertEquals(
                "/v3/alipay/trade/query",
                gateway.query(new OrderReference(NUMBER, AMOUNT, clock.instant(), Optional.empty()))
                        .request()
                        .uri()
                        .getPath());
        paysAt(gateway, "281234567890123456");
    }

    @Test
    void alipayCertificates() throws TransportException {
        SigningKey signingKey = SimulatedShop.key("");
        X509Certificate application = WalletTestKeys.certificate(KEYS.alipayAppCertificate());
        X509Certificate alipay = WalletTestKeys.certificate(KEYS.alipayCertificate());
        String rootCertificates = KEYS.alipayRootCertificates();
        // docs: alipay-certificates
        AlipayConfig account = AlipayConfig.builder(
                        "2021000000000001",
                        signingKey,
                        AlipayCertificates.keys(List.of(alipay))) // alipayCertPublicKey_RSA2
                .certificates(application, rootCertificates) // appCertPublicKey, alipayRootCert
                .build();
        // end docs
        AlipayGateway gateway = new AlipayGateway(account, clock, random);
        assertTrue(gateway.pay(ORDER, PaymentCode.of("281234567890123456"))
                .request()
                .uri()
                .getQuery()
                .contains("app_cert_sn=" + AlipayCertificates.serialNumber(application)));
        paysAt(gateway, "281234567890123456");
    }

    @Test
    void alipayContentKey() throws TransportException {
        String secret = "aa4BtZ4tspm2wnXLb1ThQA==";
        AlipayConfig.Builder builder = SimulatedShop.alipayAccount();
        // docs: alipay-aes
        AlipayConfig account =
                builder.contentKey(AlipayContentKey.ofBase64(secret)).build();
        // end docs
        SimulatedWallet alipay = new SimulatedWallet(
                new dev.solvo.simulator.wallet.alipay.AlipayProtocol(AlipayMerchant.testOnly()
                        .withContentKey(Bytes.of(Base64.getDecoder().decode(secret)))),
                clock,
                new Random(1));
        WalletCall<PaymentReply> call =
                new AlipayGateway(account, clock, random).pay(ORDER, PaymentCode.of("281234567890123456"));
        assertTrue(!body(call).contains("POS2026"), body(call));
        assertInstanceOf(PaymentReply.Paid.class, call.read(SimulatedShop.straightTo(alipay, call.request())));
    }

    @Test
    void alipayForOthers() throws TransportException {
        AlipayConfig.Builder builder = SimulatedShop.alipayAccount();
        String token = "202611BB0000000000000000000000000";
        // docs: alipay-provider
        AlipayConfig account = builder.appAuthToken(token) // of the merchant who has authorised the app
                .serviceProviderId("2088000000000009")
                .build();
        // end docs
        AlipayGateway gateway = new AlipayGateway(account, clock, random);
        WalletCall<PaymentReply> call = gateway.pay(ORDER, PaymentCode.of("281234567890123456"));
        assertTrue((call.request().uri() + body(call)).contains("app_auth_token=" + token));
        paysAt(gateway, "281234567890123456");
    }

    @Test
    void alipayOptions() {
        Order order = ORDER;
        // docs: alipay-options
        Order sixMonths = order.with(new AlipayOption.HuabeiInstalments(6, 0)); // the customer bears the fee
        Order noCredit =
                order.with(new AlipayOption.DisableChannels(List.of(AlipayChannel.CREDIT_CARD, AlipayChannel.HUABEI)));
        // end docs
        AlipayGateway gateway = shop.alipayGateway();
        PaymentCode code = PaymentCode.of("281234567890123456");
        assertTrue(body(gateway.pay(sixMonths, code)).contains("hb_fq_num"));
        assertTrue(
                body(gateway.pay(noCredit, code)).contains("creditCard%2Cpcredit"), body(gateway.pay(noCredit, code)));
    }

    @Test
    void alipayBill() throws TransportException {
        AlipayGateway gateway = shop.alipayGateway();
        // docs: alipay-bill
        WalletCall<AlipayBillReply> call = gateway.billDownloadUrl(LocalDate.of(2026, 11, 22), AlipayBillType.TRADE);
        // end docs
        assertTrue(call.request().uri().getQuery().contains("bill.downloadurl.query"));
    }

    @Test
    void weChatPay() throws TransportException {
        PrivateKey merchantKey = KEYS.merchantPrivateKey();
        PublicKey weChatPayKey = KEYS.platformPublicKey();
        String apiV3Key = KEYS.weChatV3Key();
        String apiV2Key = KEYS.weChatV2Key();
        // docs: wechat
        String publicKeyId = "PUB_KEY_ID_0000000000000000000000000000001";
        WeChatPayConfig account = WeChatPayConfig.builder(
                        "wxd678efh567hg6787",
                        "1900000001", // mchid
                        SigningKey.of(RequestSigner.software("20240101000000000000000000001234", merchantKey)),
                        VerificationKeys.of(publicKeyId, weChatPayKey),
                        ApiV3Key.of(apiV3Key))
                .publicKeyId(publicKeyId)
                .v2(ApiV2Key.of(apiV2Key), V2SignType.HMAC_SHA256) // payment codes go by v2 unless set otherwise
                .notifyUrl(URI.create("https://shop.example/wechat")) // showing codes needs one
                .build();
        WeChatPayGateway gateway = new WeChatPayGateway(account, clock, random);
        // end docs
        paysAt(gateway, "130061098828009406");
        assertInstanceOf(
                ShowReply.Shown.class,
                ask(gateway.show(place(Order.of(OrderNumber.of("POS20261123000002"), AMOUNT, "dinner")))));
    }

    @Test
    void weChatPayByV3() throws TransportException {
        WeChatPayConfig.Builder builder = SimulatedShop.weChatPayAccount().publicKeyId(KEYS.weChatPublicKeyId());
        // docs: wechat-v3
        WeChatPayConfig account = builder.codePayments(WeChatPayProtocol.V3).build();
        // end docs
        WeChatPayGateway gateway = new WeChatPayGateway(account, clock, random);
        assertEquals(
                "/v3/pay/transactions/codepay",
                gateway.pay(place(ORDER), PaymentCode.of("130061098828009406"))
                        .request()
                        .uri()
                        .getPath());
        paysAt(gateway, "130061098828009406");
    }

    @Test
    void weChatPayCertificates() throws TransportException {
        VerificationKeys weChatPayKeys = VerificationKeys.none();
        WeChatPayGateway gateway = new WeChatPayGateway(
                WeChatPayConfig.builder(
                                "wxd678efh567hg6787",
                                KEYS.weChatMerchantId(),
                                SimulatedShop.key(KEYS.weChatMerchantSerial()),
                                weChatPayKeys,
                                ApiV3Key.of(KEYS.weChatV3Key()))
                        .codePayments(WeChatPayProtocol.V3)
                        .build(),
                clock,
                random);
        SimulatedWallet weChatPay = new SimulatedWallet(
                new dev.solvo.simulator.wallet.wechat.WeChatPayProtocol(WeChatPayMerchant.testOnlyWithCertificate()),
                clock,
                new Random(1));
        HttpTransport network = (request, timeout) -> SimulatedShop.straightTo(weChatPay, request);
        // docs: wechat-certificates
        WalletCall<WeChatPayCertificates> call = gateway.certificates(); // at the start and every 12 hours
        WeChatPayCertificates now = call.read(network.send(call.request(), Duration.ofSeconds(10)));
        if (now instanceof WeChatPayCertificates.Downloaded downloaded) {
            downloaded.addTo(weChatPayKeys); // the keys that the gateway was built with
        }
        // end docs
        WalletCall<PaymentReply> pay = gateway.pay(place(ORDER), PaymentCode.of("130061098828009406"));
        assertInstanceOf(PaymentReply.Paid.class, pay.read(SimulatedShop.straightTo(weChatPay, pay.request())));
    }

    @Test
    void weChatPayForOthers() {
        WeChatPayConfig.Builder builder = SimulatedShop.weChatPayAccount().notifyUrl(NOTIFY);
        // docs: wechat-provider
        WeChatPayConfig account = builder.subMerchant("1900000109").build(); // the provider's ids are the account's own
        // end docs
        WeChatPayGateway gateway = new WeChatPayGateway(account, clock, random);
        assertEquals("1900000001/1900000109", gateway.account());
        WalletCall<ShowReply> call = gateway.show(place(ORDER));
        assertEquals("/v3/pay/partner/transactions/native", call.request().uri().getPath());
        assertTrue(body(call).contains("\"sub_mchid\":\"1900000109\""), body(call));
    }

    @Test
    void unionPay() throws TransportException {
        PrivateKey merchantKey = KEYS.merchantPrivateKey();
        X509Certificate root = WalletTestKeys.certificate(KEYS.alipayCertificate());
        X509Certificate middle = root;
        // docs: unionpay
        UnionPayConfig account = UnionPayConfig.builder(
                        "777290058110048", // merId
                        SigningKey.of(RequestSigner.software("68759663125", merchantKey)), // certId, decimal
                        UnionPayTrust.certificates(root, List.of(middle))) // acp_prod_root.cer, acp_prod_middle.cer
                .build();
        UnionPayGateway gateway = new UnionPayGateway(account, clock);
        // end docs
        WalletCall<PaymentReply> call = gateway.pay(ORDER, PaymentCode.of("6221234567890123456"));
        // The simulator's certificate is not below that root, so nothing it says is believed.
        assertEquals(
                UnknownCause.SIGNATURE_KEY_UNKNOWN,
                assertInstanceOf(PaymentReply.NotKnown.class, ask(call)).cause());
    }

    @Test
    void unionPaySimulated() throws TransportException {
        PublicKey simulatorsKey = KEYS.platformPublicKey();
        // docs: unionpay-pinned
        UnionPayTrust trust = UnionPayTrust.pinned(simulatorsKey);
        // end docs
        UnionPayConfig account = UnionPayConfig.builder("777290058110048", SimulatedShop.key("68759663125"), trust)
                .build();
        paysAt(new UnionPayGateway(account, clock), "6221234567890123456");
    }

    @Test
    void unionPayForOthers() {
        UnionPayConfig.Builder builder = SimulatedShop.unionPayAccount();
        // docs: unionpay-platform
        UnionPayConfig account = builder.asPlatform("SHOP0001", "Example Shop Ltd", "Example Shop")
                .build();
        // end docs
        WalletCall<PaymentReply> call =
                new UnionPayGateway(account, clock).pay(ORDER, PaymentCode.of("6221234567890123456"));
        assertTrue(body(call).contains("accessType=2"), body(call));
        assertTrue(body(call).contains("subMerId=SHOP0001"), body(call));
    }

    @Test
    void patience() {
        AlipayConfig.Builder builder = SimulatedShop.alipayAccount();
        // docs: policy
        CollectionPolicy patient = new CollectionPolicy(
                Duration.ofSeconds(20), // a call
                Duration.ofSeconds(3), // before the first query
                Duration.ofSeconds(3), // between queries
                false, // the same pause each time
                Duration.ofSeconds(90), // of asking, then the order is taken back
                30, // queries at most
                Duration.ZERO, // earliest time to take back; WeChat Pay: 15 s
                Duration.ofSeconds(2), // between attempts to take back
                4); // attempts
        AlipayConfig account = builder.policy(patient).build();
        // end docs
        assertEquals(patient, new AlipayGateway(account, clock, random).policy());
    }

    @Test
    void rotation() throws TransportException {
        PrivateKey newMerchantKey = KEYS.merchantPrivateKey();
        PublicKey newWalletKey = KEYS.platformPublicKey();
        SigningKey signingKey = SimulatedShop.key("0000000000000000000000000000000000000000");
        VerificationKeys walletKeys = VerificationKeys.none();
        WeChatPayConfig account = WeChatPayConfig.builder(
                        "wxd678efh567hg6787",
                        KEYS.weChatMerchantId(),
                        signingKey,
                        walletKeys,
                        ApiV3Key.of(KEYS.weChatV3Key()))
                .codePayments(WeChatPayProtocol.V3)
                .build();
        WeChatPayGateway gateway = new WeChatPayGateway(account, clock, random);
        assertInstanceOf(
                PaymentReply.NotKnown.class, ask(gateway.pay(place(ORDER), PaymentCode.of("130061098828009406"))));
        String newSerial = KEYS.weChatMerchantSerial();
        String newKeyId = KEYS.weChatPublicKeyId();
        // docs: rotation
        signingKey.rotateTo(RequestSigner.software(newSerial, newMerchantKey)); // from the next request on
        walletKeys.add(newKeyId, newWalletKey); // beside the old one; remove(oldKeyId) when it is out of use
        // end docs
        paysAt(gateway, "130061098828009406");
    }

    @Test
    void hardwareSigner() throws TransportException {
        Token token =
                message -> RequestSigner.software("", KEYS.merchantPrivateKey()).sign(message);
        // docs: hsm
        RequestSigner hardware = new RequestSigner() {
            @Override
            public String keyId() {
                return "20240101000000000000000000001234"; // as the wallet knows the key
            }

            @Override
            public byte[] sign(byte[] message) {
                try {
                    return token.sha256WithRsa(message);
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException("the token does not sign", e); // nothing is sent then
                }
            }
        };
        SigningKey key = SigningKey.of(hardware);
        // end docs
        AlipayConfig account = AlipayConfig.builder("2021000000000001", key, SimulatedShop.walletKey(""))
                .build();
        paysAt(new AlipayGateway(account, clock, random), "281234567890123456");
    }

    private interface Token {
        byte[] sha256WithRsa(byte[] message) throws GeneralSecurityException;
    }

    @Test
    void severalMerchants() {
        AlipayConfig teaHouse = SimulatedShop.alipayAccount().build();
        AlipayConfig bookShop = AlipayConfig.builder(
                        "2021000000000002", SimulatedShop.key(""), SimulatedShop.walletKey(""))
                .build();
        // docs: merchants
        Map<String, WalletGateway> merchants = Map.of(
                "tea-house", new AlipayGateway(teaHouse, clock, random),
                "book-shop", new AlipayGateway(bookShop, clock, random));
        // end docs
        assertEquals("2021000000000002", merchants.get("book-shop").account());
    }

    @Test
    void transports() throws IOException, GeneralSecurityException, TransportException {
        SSLContext merchantCertificate = SSLContext.getDefault();
        // docs: transports
        HttpTransport direct = JdkHttpTransport.direct();
        HttpTransport mutualTls = JdkHttpTransport.of(merchantCertificate); // WeChat Pay's /secapi addresses ask for it
        HttpTransport proxied = JdkHttpTransport.through(ProxySelector.getDefault(), merchantCertificate);
        HttpTransport android = HttpUrlConnectionTransport.direct(); // API 26, no java.net.http
        HttpTransport twoDomains = new SecondDomainTransport(direct, "api.mch.weixin.qq.com", "api2.mch.weixin.qq.com");
        // end docs
        try (WalletServer server = WalletServer.start(0, List.of(shop.alipay), Pauser.real());
                FaultProxy proxy = FaultProxy.before(server.port())) {
            AlipayGateway gateway = new AlipayGateway(
                    SimulatedShop.alipayAccount().host(proxy.uri()).build(), clock, random);
            int number = 0;
            for (HttpTransport transport : List.of(direct, mutualTls, proxied, android, twoDomains)) {
                number++;
                WalletCall<PaymentReply> call = gateway.pay(
                        Order.of(OrderNumber.of("POS2026112300000" + number), AMOUNT, "dinner"),
                        PaymentCode.of("28123456789012345" + number));
                HttpAnswer answer = transport.send(call.request(), Duration.ofSeconds(30));
                assertInstanceOf(PaymentReply.Paid.class, call.read(answer));
            }
            proxy.set(new ProxyFault(ProxyFault.Kind.REFUSE, 0));
            SignedRequest probe = new SignedRequest("GET", proxy.uri().resolve("/"), HttpHeaders.NONE, Bytes.EMPTY);
            TransportException refused = assertThrows(
                    TransportException.class, () -> JdkHttpTransport.direct().send(probe, Duration.ofSeconds(30)));
            assertEquals(TransportException.Kind.NOT_SENT, refused.kind());
        }
    }

    @Test
    void aSecretIsTakenFromBytesToo() {
        byte[] key = KEYS.weChatV3Key().getBytes(StandardCharsets.US_ASCII);
        assertEquals("ApiV3Key[32 bytes]", ApiV3Key.of(SecretBytes.of(key)).toString());
    }
}
