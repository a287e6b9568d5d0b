package dev.solvo.qr.unionpay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Times as UnionPay writes them: {@code yyyyMMddHHmmss}, Beijing's. */
final class BeijingTime {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.ofHours(8));

    private BeijingTime() {}

    static String format(Instant time) {
        return FORMAT.format(time);
    }

    /** Empty if it is no such time. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.from(FORMAT.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
