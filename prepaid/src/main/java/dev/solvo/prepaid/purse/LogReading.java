package dev.solvo.prepaid.purse;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * READ RECORD of the log, the latest first.
 *
 * @param <R> what the operation that reads the log ends with
 */
final class LogReading<R> {
    private final PurseSettings settings;
    private final Function<LogOutcome, PurseStep<R>> whole;
    private final List<LogRecord> records = new ArrayList<>();
    private int unreadable;

    LogReading(PurseSettings settings, Function<LogOutcome, PurseStep<R>> whole) {
        this.settings = settings;
        this.whole = whole;
    }

    PurseStep<R> begin() {
        return read(1);
    }

    private PurseStep<R> read(int number) {
        if (number > PurseCommands.LOG_RECORDS) {
            return end();
        }
        return new TransmitApdu<>(
                PurseCommands.readLog(number),
                response -> afterReading(number, response),
                kind -> whole.apply(NotDone.because(NotDone.Reason.CARD_LOST)));
    }

    private PurseStep<R> afterReading(int number, ResponseApdu response) {
        if (response.statusWord().equals(StatusWord.RECORD_NOT_FOUND)) {
            return end();
        }
        if (!response.statusWord().isSuccess()) {
            return whole.apply(NotDone.refused(response.statusWord()));
        }
        try {
            records.add(LogRecord.parse(response.data(), settings.currency()));
        } catch (PurseException e) {
            if (e.reason() == PurseException.Reason.LENGTH) {
                return whole.apply(NotDone.because(NotDone.Reason.MALFORMED_ANSWER));
            }
            unreadable++;
        }
        return read(number + 1);
    }

    private PurseStep<R> end() {
        return whole.apply(new LogOutcome.Log(records, unreadable));
    }
}
