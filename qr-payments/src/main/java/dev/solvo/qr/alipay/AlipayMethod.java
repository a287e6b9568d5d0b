package dev.solvo.qr.alipay;

import java.util.Locale;

/** The calls, by their names in the V2 gateway; V3 has the same names as paths. */
enum AlipayMethod {
    PAY("trade.pay"),
    PRECREATE("trade.precreate"),
    QUERY("trade.query"),
    CANCEL("trade.cancel"),
    CLOSE("trade.close"),
    REFUND("trade.refund"),
    REFUND_QUERY("trade.fastpay.refund.query"),
    BILL("data.dataservice.bill.downloadurl.query");

    private final String call;

    AlipayMethod(String call) {
        this.call = call;
    }

    /** The name in {@link AlipayCodes}. */
    String call() {
        return call;
    }

    String v2Name() {
        return "alipay." + call;
    }

    String v2Root() {
        return v2Name().replace('.', '_').toLowerCase(Locale.ROOT) + "_response";
    }

    String v3Path() {
        return "/v3/alipay/" + call.replace('.', '/');
    }

    /** Calls that only read without an order go by GET, their content in the query. */
    boolean isGet() {
        return this == BILL;
    }
}
