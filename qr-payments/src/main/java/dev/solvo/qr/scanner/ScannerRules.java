package dev.solvo.qr.scanner;

import dev.solvo.qr.wallet.Wallet;
import java.util.List;

/**
 * By what the codes of the wallets are told apart. Wallets have added prefixes before (WeChat Pay grew to 10 to 15,
 * Alipay to 25 to 30), so they are settings.
 *
 * @param paymentCodes prefixes and lengths of payment codes
 * @param merchantUrls beginnings of links that merchants show
 */
public record ScannerRules(List<PaymentCodeRule> paymentCodes, List<MerchantUrlRule> merchantUrls) {
    /**
     * Payment codes of one wallet.
     *
     * @param prefix how they begin
     * @param minimumLength the fewest characters, the prefix included
     * @param maximumLength the most characters
     * @param digitsOnly whether all of them are digits 0 to 9; otherwise they are ASCII letters and digits
     */
    public record PaymentCodeRule(
            Wallet wallet, String prefix, int minimumLength, int maximumLength, boolean digitsOnly) {}

    /** Links of one wallet, compared without regard to case. */
    public record MerchantUrlRule(Wallet wallet, String prefix) {}

    /** What is known in 2026. */
    public static final ScannerRules DEFAULT = new ScannerRules(
            List.of(
                    new PaymentCodeRule(Wallet.WECHAT_PAY, "10", 18, 18, true),
                    new PaymentCodeRule(Wallet.WECHAT_PAY, "11", 18, 18, true),
                    new PaymentCodeRule(Wallet.WECHAT_PAY, "12", 18, 18, true),
                    new PaymentCodeRule(Wallet.WECHAT_PAY, "13", 18, 18, true),
                    new PaymentCodeRule(Wallet.WECHAT_PAY, "14", 18, 18, true),
                    new PaymentCodeRule(Wallet.WECHAT_PAY, "15", 18, 18, true),
                    new PaymentCodeRule(Wallet.ALIPAY, "25", 16, 24, true),
                    new PaymentCodeRule(Wallet.ALIPAY, "26", 16, 24, true),
                    new PaymentCodeRule(Wallet.ALIPAY, "27", 16, 24, true),
                    new PaymentCodeRule(Wallet.ALIPAY, "28", 16, 24, true),
                    new PaymentCodeRule(Wallet.ALIPAY, "29", 16, 24, true),
                    new PaymentCodeRule(Wallet.ALIPAY, "30", 16, 24, true),
                    new PaymentCodeRule(Wallet.ALIPAY, "fp", 35, 35, false),
                    new PaymentCodeRule(Wallet.UNIONPAY, "62", 19, 19, true)),
            List.of(
                    new MerchantUrlRule(Wallet.WECHAT_PAY, "weixin://"),
                    new MerchantUrlRule(Wallet.WECHAT_PAY, "wxp://"),
                    new MerchantUrlRule(Wallet.ALIPAY, "https://qr.alipay.com/"),
                    new MerchantUrlRule(Wallet.UNIONPAY, "https://qr.95516.com/")));

    /** Copies the lists. */
    public ScannerRules {
        paymentCodes = List.copyOf(paymentCodes);
        merchantUrls = List.copyOf(merchantUrls);
    }
}
