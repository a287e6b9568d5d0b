package dev.solvo.cli.prepaid;

import dev.solvo.cli.shell.BadInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A time on the command line: {@code 2026-11-30T08:00:00Z}, {@code 2026-11-30T16:00} or {@code 2026-11-30}. */
final class Moment {
    private Moment() {}

    /** The time that an option says; without an offset it is the zone's, and a date is its first moment. */
    static Optional<Instant> of(String option, @Nullable String text, ZoneId zone) throws BadInputException {
        if (text == null) {
            return Optional.empty();
        }
        try {
            if (text.indexOf('T') < 0) {
                return Optional.of(LocalDate.parse(text).atStartOfDay(zone).toInstant());
            }
            return Optional.of(
                    text.matches(".*T.*(Z|[+-][0-9:]+)")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException wrong) {
            throw new BadInputException(option + " is no time such as 2026-11-30 or 2026-11-30T08:00:00Z");
        }
    }
}
