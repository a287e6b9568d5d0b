package dev.solvo.cli.wallet;

import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.alipay.AlipayProtocol;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.PointOfSale;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.qr.wechat.WeChatPayGateway;
import dev.solvo.qr.wechat.WeChatPayProtocol;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletBook;
import dev.solvo.simulator.wallet.WalletProtocol;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayProtocol;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import java.net.URI;
import java.time.Clock;
import java.util.Random;

/** A merchant's account with a simulated wallet: the wallet itself, the gateway to it, and the network between them. */
public final class SimulatedAccount {
    /** A till with all that the wallets want to know of one. */
    public static final PointOfSale TILL =
            PointOfSale.of("S001", "00000001").withStoreName("Solvo").withIpAddress("127.0.0.1");

    /** WeChat Pay shows no code without an address for its notification; this one is nobody's. */
    private static final URI NOWHERE = URI.create("https://till.example/notifications");

    private final SimulatedWallet wallet;
    private final WalletGateway gateway;
    private final HttpTransport transport;

    private SimulatedAccount(SimulatedWallet wallet, WalletGateway gateway, HttpTransport transport) {
        this.wallet = wallet;
        this.gateway = gateway;
        this.transport = transport;
    }

    /**
     * An account in this process.
     *
     * @param protocol which wallet, and how it is spoken to
     * @param pace the time of both sides
     * @param random where the wallet's numbers and our nonces come from
     * @param book what the wallet knows already
     */
    public static SimulatedAccount of(SimulatedProtocol protocol, Pace pace, Random random, WalletBook book) {
        SimulatedWallet wallet = new SimulatedWallet(serverSide(protocol), pace.clock(), random, book);
        WalletGateway gateway = gateway(protocol, URI.create("http://127.0.0.1"), pace.clock(), random);
        return new SimulatedAccount(wallet, gateway, new SimulatedNetwork(wallet, pace));
    }

    /** The wallet's side of a protocol, with the test keys. */
    public static WalletProtocol serverSide(SimulatedProtocol protocol) {
        return switch (protocol) {
            case ALIPAY_V2, ALIPAY_V3 ->
                new dev.solvo.simulator.wallet.alipay.AlipayProtocol(AlipayMerchant.testOnly());
            case WECHAT_PAY_V2, WECHAT_PAY_V3 ->
                new dev.solvo.simulator.wallet.wechat.WeChatPayProtocol(WeChatPayMerchant.testOnly());
            case UNIONPAY -> new UnionPayProtocol(UnionPayMerchant.testOnly());
        };
    }

    /** Our side of a protocol, with the test keys, for a simulated wallet at that address. */
    public static WalletGateway gateway(SimulatedProtocol protocol, URI host, Clock clock, Random random) {
        return switch (protocol) {
            case ALIPAY_V2 -> new AlipayGateway(alipay(host, AlipayProtocol.V2_GATEWAY), clock, random);
            case ALIPAY_V3 -> new AlipayGateway(alipay(host, AlipayProtocol.V3), clock, random);
            case WECHAT_PAY_V2 -> new WeChatPayGateway(weChatPay(host, WeChatPayProtocol.V2), clock, random);
            case WECHAT_PAY_V3 -> new WeChatPayGateway(weChatPay(host, WeChatPayProtocol.V3), clock, random);
            case UNIONPAY -> new UnionPayGateway(unionPay(host), clock);
        };
    }

    private static AlipayConfig alipay(URI host, AlipayProtocol protocol) {
        WalletTestKeys keys = new WalletTestKeys();
        AlipayMerchant merchant = AlipayMerchant.testOnly();
        return AlipayConfig.builder(
                        merchant.appId(),
                        SigningKey.of(RequestSigner.software("", keys.merchantPrivateKey())),
                        VerificationKeys.of("", keys.platformPublicKey()))
                .sellerId(merchant.sellerId())
                .protocol(protocol)
                .host(host)
                .build();
    }

    private static WeChatPayConfig weChatPay(URI host, WeChatPayProtocol protocol) {
        WalletTestKeys keys = new WalletTestKeys();
        WeChatPayMerchant merchant = WeChatPayMerchant.testOnly();
        return WeChatPayConfig.builder(
                        merchant.appId(),
                        merchant.merchantId(),
                        SigningKey.of(RequestSigner.software(merchant.merchantSerial(), keys.merchantPrivateKey())),
                        VerificationKeys.of(merchant.platformSerial(), keys.platformPublicKey()),
                        ApiV3Key.of(merchant.v3Key()))
                .publicKeyId(merchant.platformSerial())
                .v2(ApiV2Key.of(merchant.v2Key()), V2SignType.HMAC_SHA256)
                .codePayments(protocol)
                .refunds(protocol)
                .notifyUrl(NOWHERE)
                .host(host)
                .build();
    }

    private static UnionPayConfig unionPay(URI host) {
        WalletTestKeys keys = new WalletTestKeys();
        UnionPayMerchant merchant = UnionPayMerchant.testOnly();
        return UnionPayConfig.builder(
                        merchant.merchantId(),
                        SigningKey.of(RequestSigner.software(merchant.certificateId(), keys.merchantPrivateKey())),
                        UnionPayTrust.pinned(keys.platformPublicKey()))
                .host(host)
                .build();
    }

    /** The wallet, to set its customers, faults and script, and to read its books. */
    public SimulatedWallet wallet() {
        return wallet;
    }

    /** Makes the calls. */
    public WalletGateway gateway() {
        return gateway;
    }

    /** Carries them. */
    public HttpTransport transport() {
        return transport;
    }
}
