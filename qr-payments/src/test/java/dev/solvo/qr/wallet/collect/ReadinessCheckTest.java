package dev.solvo.qr.wallet.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpHeaders;
import dev.solvo.tlv.Bytes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessCheckTest {
    private static final Instant TIME = Instant.parse("2026-11-23T02:00:00Z");

    private final ReadinessCheck check =
            new ReadinessCheck(URI.create("https://wallet/"), ReadinessCheck.DEFAULT_MAXIMUM_SKEW);

    private static HttpAnswer dated(Instant date) {
        String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC));
        return new HttpAnswer(404, HttpHeaders.of(List.of(Map.entry("date", text))), Bytes.EMPTY);
    }

    private Readiness answered(HttpAnswer answer, long millis) {
        return check.answered(answer, TIME, TIME.plusMillis(millis));
    }

    @Test
    void anyAnswerIsASignOfLife() {
        Readiness.Ready ready = assertInstanceOf(Readiness.Ready.class, answered(dated(TIME), 80));
        assertEquals(Duration.ofMillis(80), ready.latency());
        assertEquals(Readiness.Trend.STEADY, ready.trend());
        assertEquals(Optional.of(Duration.ofMillis(40)), ready.clockSkew());
        assertTrue(ready.canCollect());
    }

    @Test
    void anAnswerWithoutADateSaysNothingOfTheClock() {
        HttpAnswer plain = new HttpAnswer(200, HttpHeaders.NONE, Bytes.EMPTY);
        HttpAnswer odd = new HttpAnswer(200, HttpHeaders.of(List.of(Map.entry("Date", "today"))), Bytes.EMPTY);
        assertEquals(Optional.empty(), ((Readiness.Ready) answered(plain, 80)).clockSkew());
        assertEquals(Optional.empty(), ((Readiness.Ready) answered(odd, 80)).clockSkew());
    }

    @Test
    void aWrongClockIsToldBeforeTheWalletRefuses() {
        Readiness fast = answered(dated(TIME.minusSeconds(90)), 0);
        assertEquals(new Readiness.ClockWrong(Duration.ofSeconds(90)), fast);
        assertTrue(fast.text().english().contains("90 s fast"), fast.text().english());
        assertTrue(fast.text().chinese().contains("快了90秒"));
        Readiness slow = answered(dated(TIME.plusSeconds(61)), 0);
        assertTrue(slow.text().english().contains("61 s slow"), slow.text().english());
        assertEquals(false, slow.canCollect());
        assertTrue(answered(dated(TIME.plusSeconds(59)), 0).canCollect());
    }

    @Test
    void offlineLastsFromTheFirstFailureToTheNextAnswer() {
        assertEquals(new Readiness.Offline(TIME), check.failed(TIME));
        assertEquals(new Readiness.Offline(TIME), check.failed(TIME.plusSeconds(10)));
        assertTrue(answered(dated(TIME), 80).canCollect());
        Readiness again = check.failed(TIME.plusSeconds(30));
        assertEquals(new Readiness.Offline(TIME.plusSeconds(30)), again);
        assertEquals(false, again.canCollect());
        assertTrue(again.text().chinese().contains("网络不通"));
    }

    @Test
    void theTrendComparesTheNewerHalfWithTheOlder() {
        Readiness last = new Readiness.Offline(TIME);
        for (long millis : new long[] {50, 50, 50, 50, 80, 80, 80, 80}) {
            last = answered(dated(TIME), millis);
        }
        assertEquals(Readiness.Trend.RISING, ((Readiness.Ready) last).trend());
        for (long millis : new long[] {50, 50, 50, 50}) {
            last = answered(dated(TIME), millis);
        }
        assertEquals(Readiness.Trend.FALLING, ((Readiness.Ready) last).trend());
        for (int i = 0; i < 8; i++) {
            last = answered(dated(TIME), 60);
        }
        assertEquals(Readiness.Trend.STEADY, ((Readiness.Ready) last).trend());
    }

    @Test
    void aLimitBelowTheDatesOwnPrecisionIsMisuse() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReadinessCheck(URI.create("https://wallet/"), Duration.ofMillis(500)));
    }
}
