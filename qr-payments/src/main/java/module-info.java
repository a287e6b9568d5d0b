/** EMVCo QR codes, Alipay, WeChat Pay and UnionPay codes; nothing is exported yet. */
@org.jspecify.annotations.NullMarked
module dev.solvo.qr {
    requires dev.solvo.crypto;
    requires dev.solvo.tlv;
    requires static org.jspecify;
}
