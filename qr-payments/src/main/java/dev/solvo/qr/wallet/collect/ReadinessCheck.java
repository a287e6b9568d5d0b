package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.qr.http.SignedRequest;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Sees whether a wallet's host can be reached, how fast, and whether our clock agrees with its date. It sends nothing
 * itself; any status is an answer. It may be used from any thread.
 */
public final class ReadinessCheck {
    /** How long a probe may take. */
    public static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** Wallets refuse signed times that are five minutes off; a till is to hear of it before. */
    public static final Duration DEFAULT_MAXIMUM_SKEW = Duration.ofMinutes(1);

    private static final int MEASUREMENTS = 8;

    private final SignedRequest request;
    private final Duration maximumSkew;
    private final Deque<Duration> latencies = new ArrayDeque<>();
    private Optional<Instant> offlineSince = Optional.empty();

    /**
     * A check without measurements.
     *
     * @param probe a gateway's {@link dev.solvo.qr.wallet.WalletGateway#readinessProbe()}
     * @param maximumSkew from how wrong a clock on nothing is collected
     */
    public ReadinessCheck(URI probe, Duration maximumSkew) {
        if (maximumSkew.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException(
                    "an HTTP date is right to a second: a skew of less than 2 s says nothing");
        }
        request = new SignedRequest("GET", probe, HttpHeaders.NONE, Bytes.EMPTY);
        this.maximumSkew = maximumSkew;
    }

    /** What to send. */
    public SignedRequest request() {
        return request;
    }

    /** There was an answer, of whatever status. */
    public synchronized Readiness answered(HttpAnswer answer, Instant sentAt, Instant receivedAt) {
        offlineSince = Optional.empty();
        Duration passed = Duration.between(sentAt, receivedAt);
        // The clock may have been set back in between.
        Duration latency = passed.isNegative() ? Duration.ZERO : passed;
        if (latencies.size() == MEASUREMENTS) {
            latencies.removeFirst();
        }
        latencies.addLast(latency);
        Optional<Duration> skew = date(answer).map(date -> Duration.between(date, sentAt.plus(latency.dividedBy(2))));
        return skew.filter(s -> s.abs().compareTo(maximumSkew) > 0)
                .<Readiness>map(Readiness.ClockWrong::new)
                .orElseGet(() -> new Readiness.Ready(latency, trend(), skew));
    }

    /** There was none. */
    public synchronized Readiness failed(Instant sentAt) {
        if (!offlineSince.isPresent()) {
            offlineSince = Optional.of(sentAt);
        }
        latencies.clear();
        return new Readiness.Offline(offlineSince.get());
    }

    private Readiness.Trend trend() {
        List<Duration> all = new ArrayList<>(latencies);
        if (all.size() < 4) {
            return Readiness.Trend.STEADY;
        }
        long older = sum(all.subList(0, all.size() / 2)) / (all.size() / 2);
        long newer = sum(all.subList(all.size() / 2, all.size())) / (all.size() - all.size() / 2);
        if (newer * 2 >= older * 3 && newer > older) {
            return Readiness.Trend.RISING;
        }
        return newer * 3 <= older * 2 && newer < older ? Readiness.Trend.FALLING : Readiness.Trend.STEADY;
    }

    private static long sum(List<Duration> latencies) {
        return latencies.stream().mapToLong(Duration::toNanos).sum();
    }

    private static Optional<Instant> date(HttpAnswer answer) {
        return answer.headers().first("Date").flatMap(text -> {
            try {
                return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
