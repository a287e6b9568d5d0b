package dev.solvo.simulator.issuer;

/** An issuer. */
final class IssuerHost {
    private IssuerHost() {}
}
