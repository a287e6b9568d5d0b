/** Cards in real readers, over {@code javax.smartcardio}. */
@org.jspecify.annotations.NullMarked
module dev.solvo.pcsc {
    requires transitive dev.solvo.tlv;
    requires transitive java.smartcardio;
    requires static org.jspecify;

    exports dev.solvo.pcsc;
    exports dev.solvo.pcsc.vpcd;
}
