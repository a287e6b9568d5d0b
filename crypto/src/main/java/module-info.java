/** Payment cryptography, without EMV flow. */
@org.jspecify.annotations.NullMarked
module dev.solvo.crypto {
    requires transitive dev.solvo.tlv;
    requires org.bouncycastle.provider;
    requires static org.jspecify;

    exports dev.solvo.crypto;
    exports dev.solvo.crypto.carddata;
    exports dev.solvo.crypto.contactless;
    exports dev.solvo.crypto.cryptogram;
    exports dev.solvo.crypto.dukpt;
    exports dev.solvo.crypto.key;
    exports dev.solvo.crypto.keyblock;
    exports dev.solvo.crypto.mac;
    exports dev.solvo.crypto.messaging;
    exports dev.solvo.crypto.oda;
    exports dev.solvo.crypto.pin;
    exports dev.solvo.crypto.sm;
}
