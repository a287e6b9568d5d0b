/** The terminal side of EMV. */
@org.jspecify.annotations.NullMarked
module dev.solvo.emv {
    requires transitive dev.solvo.crypto;
    requires transitive dev.solvo.tlv;
    requires transitive org.joda.money;
    requires com.fasterxml.jackson.databind;
    requires static org.jspecify;

    exports dev.solvo.emv;
    exports dev.solvo.emv.config;
    exports dev.solvo.emv.contactless;
    exports dev.solvo.emv.contactless.kernel2;
    exports dev.solvo.emv.contactless.kernel3;
    exports dev.solvo.emv.contactless.kernel7;
    exports dev.solvo.emv.contactless.kernel8;
    exports dev.solvo.emv.data;
    exports dev.solvo.emv.host;
    exports dev.solvo.emv.kernel;
}
