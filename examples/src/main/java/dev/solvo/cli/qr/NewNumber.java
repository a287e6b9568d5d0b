package dev.solvo.cli.qr;

import dev.solvo.qr.wallet.OrderNumber;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers for orders that nobody has named: the time and six random digits, which every wallet takes. */
final class NewNumber {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.ofHours(8));

    private NewNumber() {}

    /** A number of twenty digits, in the wallets' own time zone. */
    static OrderNumber order() {
        int random = new SecureRandom().nextInt(1_000_000);
        return OrderNumber.of(TIME.format(Clock.systemUTC().instant()) + String.format(Locale.ROOT, "%06d", random));
    }
}
