package dev.solvo.simulator.wallet;

import java.time.Duration;

/**
 * What goes wrong with one request or one notification.
 *
 * @param kind what
 * @param delay how late the answer comes; zero unless given
 */
public record WalletFault(Kind kind, Duration delay) {
    /** Ways of going wrong. */
    public enum Kind {
        /** Nothing does. */
        NONE,
        /** The answer is late. A notification is put off. */
        DELAY,
        /** The wallet never sees the request; the till never sees the notification. */
        LOSE_REQUEST,
        /** The wallet books, and its answer is lost. The till's answer to a notification is lost, so that it comes again. */
        LOSE_ANSWER,
        /** The wallet books, and the connection breaks in the middle of its answer. */
        CUT_ANSWER,
        /** The gateway answers HTTP 502 and passes nothing on. */
        SERVER_ERROR_BEFORE,
        /** The wallet books, and the gateway answers HTTP 502. */
        SERVER_ERROR_AFTER,
        /** No signature. */
        UNSIGNED,
        /** A signature over something else. */
        WRONG_SIGNATURE,
        /** WeChat Pay's probe, {@code WECHATPAY/SIGNTEST/…}, in place of a signature; elsewhere a wrong signature. */
        PROBE_SIGNATURE,
        /** Signed ten minutes ago, where the signature covers a time; else a right signature. */
        STALE_TIMESTAMP,
        /** A notification comes twice; an answer once. */
        DUPLICATE
    }

    /**
     * Checks the delay.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public WalletFault {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a negative delay");
        }
    }

    /** Nothing goes wrong. */
    public static WalletFault none() {
        return of(Kind.NONE);
    }

    /** That fault, without delay. */
    public static WalletFault of(Kind kind) {
        return new WalletFault(kind, Duration.ZERO);
    }

    /** A late answer. */
    public static WalletFault delay(Duration delay) {
        return new WalletFault(Kind.DELAY, delay);
    }

    SigningMode signing() {
        return switch (kind) {
            case UNSIGNED -> SigningMode.UNSIGNED;
            case WRONG_SIGNATURE -> SigningMode.WRONG;
            case PROBE_SIGNATURE -> SigningMode.PROBE;
            case STALE_TIMESTAMP -> SigningMode.STALE;
            default -> SigningMode.RIGHT;
        };
    }
}
