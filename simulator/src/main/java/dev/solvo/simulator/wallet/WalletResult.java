package dev.solvo.simulator.wallet;

import java.time.Duration;

/** What becomes of a request: an answer, or none. */
public sealed interface WalletResult {
    /** How long the network takes before anything comes back; the wallet itself has not waited. */
    Duration delay();

    /**
     * The answer arrives.
     *
     * @param answer what arrives
     * @param delay after this time
     */
    record Answered(WalletAnswer answer, Duration delay) implements WalletResult {}

    /**
     * The connection breaks while the answer is on its way.
     *
     * @param answer what was sent
     * @param bodyBytes how much of its body arrives
     * @param delay after this time
     */
    record Cut(WalletAnswer answer, int bodyBytes, Duration delay) implements WalletResult {}

    /**
     * Nothing comes back.
     *
     * @param reached whether the request did reach the wallet, so that its books may have changed
     * @param delay after this time the connection breaks
     */
    record Lost(boolean reached, Duration delay) implements WalletResult {}
}
