package dev.solvo.qr.alipay;

/**
 * A way in which the customer's wallet takes the money.
 *
 * <p>The constants are the names that public programs for Alipay share. Open: Alipay's own list for payment codes was not
 * found, and which names an account may use depends on its contract; other names can be made.
 *
 * @param name Alipay's name, 1 to 64 letters, digits and underscores
 */
public record AlipayChannel(String name) {
    /** The balance of the wallet. */
    public static final AlipayChannel BALANCE = new AlipayChannel("balance");
    /** The money fund Yu'e Bao (余额宝). */
    public static final AlipayChannel MONEY_FUND = new AlipayChannel("moneyFund");
    /** Red packets. */
    public static final AlipayChannel COUPON = new AlipayChannel("coupon");
    /** Huabei (花呗), paid back at once. */
    public static final AlipayChannel HUABEI = new AlipayChannel("pcredit");
    /** Huabei in instalments (花呗分期). */
    public static final AlipayChannel HUABEI_INSTALMENTS = new AlipayChannel("pcreditpayInstallment");
    /** Credit cards. */
    public static final AlipayChannel CREDIT_CARD = new AlipayChannel("creditCard");
    /** Credit cards by express payment. */
    public static final AlipayChannel CREDIT_CARD_EXPRESS = new AlipayChannel("creditCardExpress");
    /** All credit: cards, Huabei and its instalments. */
    public static final AlipayChannel CREDIT_GROUP = new AlipayChannel("credit_group");
    /** Debit cards by express payment. */
    public static final AlipayChannel DEBIT_CARD_EXPRESS = new AlipayChannel("debitCardExpress");
    /** Points. */
    public static final AlipayChannel POINTS = new AlipayChannel("point");
    /** Vouchers. */
    public static final AlipayChannel VOUCHER = new AlipayChannel("voucher");
    /** Discounts of Alipay and of the merchant. */
    public static final AlipayChannel PROMOTION = new AlipayChannel("promotion");

    /** Checks the characters, for names are joined by commas. */
    public AlipayChannel {
        if (!name.matches("[A-Za-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("a channel's name is 1 to 64 letters, digits and underscores");
        }
    }
}
