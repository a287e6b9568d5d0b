package dev.solvo.qr.wallet;

/** Who holds the customer's money. */
public enum Wallet {
    /** Alipay. */
    ALIPAY("支付宝", "Alipay"),
    /** WeChat Pay. */
    WECHAT_PAY("微信支付", "WeChat Pay"),
    /** UnionPay, the codes of its own app and of the banks' apps. */
    UNIONPAY("云闪付", "UnionPay");

    private final String chinese;
    private final String english;

    Wallet(String chinese, String english) {
        this.chinese = chinese;
        this.english = english;
    }

    /** The name to show to people. */
    public BilingualText displayName() {
        return new BilingualText(chinese, english);
    }
}
