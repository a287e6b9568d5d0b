package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.BilingualText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a payment can be collected now, for the cashier's screen. */
public sealed interface Readiness {
    /** Where the latency is going, over the last measurements. */
    enum Trend {
        /** Too few measurements, or about the same. */
        STEADY,
        /** The newer half is at least half as slow again as the older one. */
        RISING,
        /** The newer half takes at most two thirds of the older one. */
        FALLING,
    }

    /**
     * The wallet's host answers, and our clock is right.
     *
     * @param latency of the last probe
     * @param clockSkew ours minus the wallet's, to about a second; empty if the answer had no date
     */
    record Ready(Duration latency, Trend trend, Optional<Duration> clockSkew) implements Readiness {
        @Override
        public BilingualText text() {
            return trend == Trend.RISING
                    ? new BilingualText("网络变慢，可以收款", "The network is getting slower; payments can be collected")
                    : new BilingualText("网络正常，可以收款", "The network is fine; payments can be collected");
        }

        @Override
        public boolean canCollect() {
            return true;
        }
    }

    /**
     * The wallet's host answers, but our clock is so wrong that the wallet may refuse what we sign and that we would
     * refuse what it signs.
     *
     * @param clockSkew ours minus the wallet's, to about a second
     */
    record ClockWrong(Duration clockSkew) implements Readiness {
        @Override
        public BilingualText text() {
            long seconds = clockSkew.abs().toMillis() / 1000;
            return clockSkew.isNegative()
                    ? new BilingualText(
                            "收银机时间慢了" + seconds + "秒，请校准时间", "The till's clock is " + seconds + " s slow; set it")
                    : new BilingualText(
                            "收银机时间快了" + seconds + "秒，请校准时间", "The till's clock is " + seconds + " s fast; set it");
        }

        @Override
        public boolean canCollect() {
            return false;
        }
    }

    /**
     * The wallet's host cannot be reached.
     *
     * @param since when the first of the failed probes in a row was made
     */
    record Offline(Instant since) implements Readiness {
        @Override
        public BilingualText text() {
            return new BilingualText(
                    "网络不通，无法扫码收款，请检查网络或换用其他付款方式",
                    "No network: codes cannot be collected; check the network or take another means");
        }

        @Override
        public boolean canCollect() {
            return false;
        }
    }

    /** For the cashier. */
    BilingualText text();

    /** Whether a collection may be begun. */
    boolean canCollect();
}
