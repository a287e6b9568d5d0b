package dev.solvo.docs;

import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.simulator.wallet.SimulatedWallet;
import dev.solvo.simulator.wallet.WalletAnswer;
import dev.solvo.simulator.wallet.WalletRequest;
import dev.solvo.simulator.wallet.WalletResult;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.alipay.AlipayProtocol;
import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayProtocol;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import dev.solvo.simulator.wallet.wechat.WeChatPayProtocol;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A shop with an account at each simulated wallet, for the code of the docs. */
final class SimulatedShop {
    private static final WalletTestKeys KEYS = new WalletTestKeys();

    final VirtualTime time = new VirtualTime();
    final SimulatedWallet alipay =
            new SimulatedWallet(new AlipayProtocol(AlipayMerchant.testOnly()), time, new Random(1));
    final SimulatedWallet weChatPay =
            new SimulatedWallet(new WeChatPayProtocol(WeChatPayMerchant.testOnly()), time, new Random(2));
    final SimulatedWallet unionPay =
            new SimulatedWallet(new UnionPayProtocol(UnionPayMerchant.testOnly()), time, new Random(3));

    static SigningKey key(String keyId) {
        return SigningKey.of(RequestSigner.software(keyId, KEYS.merchantPrivateKey()));
    }

    static VerificationKeys walletKey(String keyId) {
        return VerificationKeys.of(keyId, KEYS.platformPublicKey());
    }

    static AlipayConfig.Builder alipayAccount() {
        return AlipayConfig.builder("2021000000000001", key(""), walletKey(""));
    }

    AlipayGateway alipayGateway() {
        return new AlipayGateway(alipayAccount().build(), time, new Random(4));
    }

    static WeChatPayConfig.Builder weChatPayAccount() {
        return WeChatPayConfig.builder(
                        "wxd678efh567hg6787",
                        KEYS.weChatMerchantId(),
                        key(KEYS.weChatMerchantSerial()),
                        walletKey(KEYS.weChatPublicKeyId()),
                        ApiV3Key.of(KEYS.weChatV3Key()))
                .v2(ApiV2Key.of(KEYS.weChatV2Key()), V2SignType.HMAC_SHA256);
    }

    static UnionPayConfig.Builder unionPayAccount() {
        return UnionPayConfig.builder(
                "777290058110048", key("68759663125"), UnionPayTrust.pinned(KEYS.platformPublicKey()));
    }

    /** Carries requests of each account to its wallet. */
    HttpTransport network() {
        return (request, timeout) -> {
            for (SimulatedWallet wallet : List.of(alipay, weChatPay, unionPay)) {
                if (wallet.serves(request.uri().getRawPath())) {
                    return straightTo(wallet, request);
                }
            }
            return new HttpAnswer(404, HttpHeaders.NONE, Bytes.EMPTY);
        };
    }

    static HttpAnswer straightTo(SimulatedWallet wallet, SignedRequest request) throws TransportException {
        // docs: in-process
        Map<String, String> headers = new HashMap<>();
        request.headers().fields().forEach(field -> headers.put(field.getKey(), field.getValue()));
        URI uri = request.uri();
        String target = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        WalletResult result = wallet.handle(new WalletRequest(request.method(), target, headers, request.body()));
        if (result instanceof WalletResult.Answered answered) {
            WalletAnswer answer = answered.answer();
            return new HttpAnswer(
                    answer.status(), HttpHeaders.of(List.copyOf(answer.headers().entrySet())), answer.body());
        }
        throw new TransportException(TransportException.Kind.NO_ANSWER, "the simulated network lost it");
        // end docs
    }
}
