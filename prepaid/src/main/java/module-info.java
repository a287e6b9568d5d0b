/** Prepaid balances; nothing is exported yet. */
@org.jspecify.annotations.NullMarked
module dev.solvo.prepaid {
    requires dev.solvo.crypto;
    requires dev.solvo.tlv;
    requires static org.jspecify;
}
