/** Payments by Alipay, WeChat Pay and UnionPay codes: builders, collection, refunds, reconciliation. */
@org.jspecify.annotations.NullMarked
module dev.solvo.qr {
    requires transitive dev.solvo.crypto;
    requires transitive dev.solvo.qr.codes;
    requires transitive dev.solvo.tlv;
    requires transitive org.joda.money;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.csv;
    requires java.xml;
    requires static java.net.http;
    requires static java.sql;
    requires static org.jspecify;

    exports dev.solvo.qr.alipay;
    exports dev.solvo.qr.http.jdk;
    exports dev.solvo.qr.http;
    exports dev.solvo.qr.reconcile;
    exports dev.solvo.qr.scanner;
    exports dev.solvo.qr.unionpay;
    exports dev.solvo.qr.wallet.collect;
    exports dev.solvo.qr.wallet.record;
    exports dev.solvo.qr.wallet.refund;
    exports dev.solvo.qr.wallet;
    exports dev.solvo.qr.wechat;
}
