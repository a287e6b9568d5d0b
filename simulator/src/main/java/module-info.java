/** Software cards and issuer hosts for tests, labs and demonstrations; never a dependency of production code. */
@org.jspecify.annotations.NullMarked
module dev.solvo.simulator {
    requires transitive dev.solvo.crypto;
    requires transitive dev.solvo.tlv;
    requires static org.jspecify;

    exports dev.solvo.simulator;
    exports dev.solvo.simulator.card;
    exports dev.solvo.simulator.issuer;
    exports dev.solvo.simulator.pki;
    exports dev.solvo.simulator.trace;
}
