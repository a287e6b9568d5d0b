package dev.solvo.qr.secrecy;

import dev.solvo.qr.alipay.AlipayConfig;
import dev.solvo.qr.alipay.AlipayContentKey;
import dev.solvo.qr.alipay.AlipayGateway;
import dev.solvo.qr.alipay.AlipayProtocol;
import dev.solvo.qr.unionpay.UnionPayConfig;
import dev.solvo.qr.unionpay.UnionPayGateway;
import dev.solvo.qr.unionpay.UnionPayTrust;
import dev.solvo.qr.wallet.RequestSigner;
import dev.solvo.qr.wallet.SigningKey;
import dev.solvo.qr.wallet.VerificationKeys;
import dev.solvo.qr.wallet.WalletGateway;
import dev.solvo.qr.wechat.ApiV2Key;
import dev.solvo.qr.wechat.ApiV3Key;
import dev.solvo.qr.wechat.V2SignType;
import dev.solvo.qr.wechat.WeChatPayConfig;
import dev.solvo.qr.wechat.WeChatPayGateway;
import dev.solvo.simulator.wallet.WalletProtocol;
import dev.solvo.simulator.wallet.WalletTestKeys;
import dev.solvo.simulator.wallet.alipay.AlipayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayMerchant;
import dev.solvo.simulator.wallet.unionpay.UnionPayProtocol;
import dev.solvo.simulator.wallet.wechat.WeChatPayMerchant;
import dev.solvo.simulator.wallet.wechat.WeChatPayProtocol;
import dev.solvo.tlv.Bytes;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.util.Base64;
import java.util.Random;

/** An account with each wallet in each protocol, its secrets, and the simulator's side of it. */
enum SecretAccount {
    ALIPAY_V2("28763443825664394") {
        @Override
        WalletGateway gateway(Clock clock, Secrets secrets) {
            return alipayGateway(AlipayProtocol.V2_GATEWAY, clock, secrets);
        }

        @Override
        WalletProtocol simulator() {
            return alipaySimulator();
        }
    },
    ALIPAY_V3("28763443825664395") {
        @Override
        WalletGateway gateway(Clock clock, Secrets secrets) {
            return alipayGateway(AlipayProtocol.V3, clock, secrets);
        }

        @Override
        WalletProtocol simulator() {
            return alipaySimulator();
        }
    },
    WECHAT_PAY_V2("130061098828009406") {
        @Override
        WalletGateway gateway(Clock clock, Secrets secrets) {
            return weChatPayGateway(dev.solvo.qr.wechat.WeChatPayProtocol.V2, clock, secrets);
        }

        @Override
        WalletProtocol simulator() {
            return new WeChatPayProtocol(WeChatPayMerchant.testOnly());
        }
    },
    WECHAT_PAY_V3("130061098828009407") {
        @Override
        WalletGateway gateway(Clock clock, Secrets secrets) {
            return weChatPayGateway(dev.solvo.qr.wechat.WeChatPayProtocol.V3, clock, secrets);
        }

        @Override
        WalletProtocol simulator() {
            return new WeChatPayProtocol(WeChatPayMerchant.testOnly());
        }
    },
    UNIONPAY("6220001234567890123") {
        @Override
        WalletGateway gateway(Clock clock, Secrets secrets) {
            UnionPayMerchant merchant = UnionPayMerchant.testOnly();
            return new UnionPayGateway(
                    UnionPayConfig.builder(
                                    merchant.merchantId(),
                                    key(merchant.certificateId(), secrets),
                                    UnionPayTrust.pinned(new WalletTestKeys().platformPublicKey()))
                            .build(),
                    clock);
        }

        @Override
        WalletProtocol simulator() {
            return new UnionPayProtocol(UnionPayMerchant.testOnly());
        }
    };

    private static final String CONTENT_KEY = "aa4BtZ4tspm2wnXLb1ThQA==";

    private final String code;

    SecretAccount(String code) {
        this.code = code;
    }

    /** The customer's payment code. */
    String code() {
        return code;
    }

    /** Its secrets are added to {@code secrets}, each signature when it is made. */
    abstract WalletGateway gateway(Clock clock, Secrets secrets);

    abstract WalletProtocol simulator();

    static AlipayConfig.Builder alipay(Secrets secrets) {
        secrets.add("content key", Base64.getDecoder().decode(CONTENT_KEY)).add("content key's text", CONTENT_KEY);
        return AlipayConfig.builder(
                        AlipayMerchant.testOnly().appId(),
                        key("", secrets),
                        VerificationKeys.of("", new WalletTestKeys().platformPublicKey()))
                .contentKey(AlipayContentKey.ofBase64(CONTENT_KEY));
    }

    static WalletGateway alipayGateway(AlipayProtocol protocol, Clock clock, Secrets secrets) {
        return new AlipayGateway(alipay(secrets).protocol(protocol).build(), clock, new Random(1));
    }

    static WalletProtocol alipaySimulator() {
        return new dev.solvo.simulator.wallet.alipay.AlipayProtocol(AlipayMerchant.testOnly()
                .withContentKey(Bytes.of(Base64.getDecoder().decode(CONTENT_KEY))));
    }

    static WeChatPayConfig.Builder weChatPay(Secrets secrets) {
        WeChatPayMerchant merchant = WeChatPayMerchant.testOnly();
        secrets.add("v3 key", merchant.v3Key()).add("v2 key", merchant.v2Key());
        return WeChatPayConfig.builder(
                        merchant.appId(),
                        merchant.merchantId(),
                        key(merchant.merchantSerial(), secrets),
                        VerificationKeys.of(merchant.platformSerial(), new WalletTestKeys().platformPublicKey()),
                        ApiV3Key.of(merchant.v3Key()))
                .v2(ApiV2Key.of(merchant.v2Key()), V2SignType.HMAC_SHA256);
    }

    static WalletGateway weChatPayGateway(
            dev.solvo.qr.wechat.WeChatPayProtocol protocol, Clock clock, Secrets secrets) {
        return new WeChatPayGateway(
                weChatPay(secrets).codePayments(protocol).refunds(protocol).build(), clock, new Random(1));
    }

    static SigningKey key(String keyId, Secrets secrets) {
        RSAPrivateKey key = (RSAPrivateKey) new WalletTestKeys().merchantPrivateKey();
        secrets.add("private key", Secrets.middleOf(key.getPrivateExponent().toByteArray()));
        RequestSigner signer = RequestSigner.software(keyId, key);
        return SigningKey.of(new RequestSigner() {
            @Override
            public String keyId() {
                return signer.keyId();
            }

            @Override
            public byte[] sign(byte[] message) {
                byte[] signature = signer.sign(message);
                secrets.add("signature " + secrets.count(), signature);
                return signature;
            }
        });
    }
}
