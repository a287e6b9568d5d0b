/** BER-TLV and ISO 7816-4 APDUs, as bytes, without EMV meaning. */
@org.jspecify.annotations.NullMarked
module dev.solvo.tlv {
    requires static org.jspecify;

    exports dev.solvo.apdu;
    exports dev.solvo.tlv;
}
