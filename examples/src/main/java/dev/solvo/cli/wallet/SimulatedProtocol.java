package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.Wallet;

/** The wallets that can be simulated, by the protocol they are spoken to. */
public enum SimulatedProtocol {
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
