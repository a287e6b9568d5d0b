package dev.solvo.qr.alipay;

/** The kinds of bills (bill_type). */
public enum AlipayBillType {
    /** The payments and refunds of the merchant's orders. */
    TRADE("trade"),
    /** The movements of the merchant's balance. */
    SIGN_CUSTOMER("signcustomer"),
    /** The discounts of the merchant's campaigns. */
    MERCHANT_ACTIVITIES("merchant_act");

    private final String wireName;

    AlipayBillType(String wireName) {
        this.wireName = wireName;
    }

    /** Alipay's name. */
    public String wireName() {
        return wireName;
    }
}
