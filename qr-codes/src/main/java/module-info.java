/** EMVCo QR codes, shown by merchants or by consumers: read, checked, built, drawn, and found in pictures. */
@org.jspecify.annotations.NullMarked
module dev.solvo.qr.codes {
    requires transitive dev.solvo.crypto;
    requires transitive dev.solvo.tlv;
    requires transitive org.joda.money;
    requires io.nayuki.qrcodegen;
    requires static com.google.zxing;
    requires static java.desktop;
    requires static org.jspecify;

    exports dev.solvo.qr;
    exports dev.solvo.qr.consumer;
    exports dev.solvo.qr.merchant;
    exports dev.solvo.qr.render;
    exports dev.solvo.qr.render.awt;
    exports dev.solvo.qr.scan.awt;
}
