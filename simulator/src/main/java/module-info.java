/** Software cards and issuer hosts for tests, labs and demonstrations; never a dependency of production code. */
@org.jspecify.annotations.NullMarked
module dev.solvo.simulator {
    requires transitive dev.solvo.crypto;
    requires transitive dev.solvo.tlv;
    requires static org.jspecify;
}
