package dev.solvo.simulator.wallet;

/** How a wallet signs what it sends. */
public enum SigningMode {
    /** As it should. */
    RIGHT,
    /** Not at all. */
    UNSIGNED,
    /** Over something else. */
    WRONG,
    /** With the probe that WeChat Pay sends to see whether its partners check. */
    PROBE,
    /** Rightly, but ten minutes ago. */
    STALE
}
