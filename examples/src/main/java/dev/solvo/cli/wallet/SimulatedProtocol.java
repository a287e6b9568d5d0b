package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.Wallet;

/** The wallets that can be simulated, by the protocol they are spoken to. */
public enum SimulatedProtocol {
    /** Alipay's V2 gateway, with public keys. */
    ALIPAY_V2(Wallet.ALIPAY, "281234567890123456"),
    /** Alipay's V3, with public keys. */
    ALIPAY_V3(Wallet.ALIPAY, "281234567890123456"),
    /** WeChat Pay's v2 for payment codes and refunds; codes to show are v3 only. */
    WECHAT_PAY_V2(Wallet.WECHAT_PAY, "134567890123456789"),
    /** WeChat Pay's v3 for everything, in public-key mode. */
    WECHAT_PAY_V3(Wallet.WECHAT_PAY, "134567890123456789"),
    /** UnionPay's ACP 5.1.0. */
    UNIONPAY(Wallet.UNIONPAY, "6281234567890123456");

    private final Wallet wallet;
    private final String testCode;

    SimulatedProtocol(Wallet wallet, String testCode) {
        this.wallet = wallet;
        this.testCode = testCode;
    }

    /** Whose protocol it is. */
    public Wallet wallet() {
        return wallet;
    }

    /** A payment code in this wallet's form that belongs to nobody. */
    public String testCode() {
        return testCode;
    }
}
