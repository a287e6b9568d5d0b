package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.CardReading;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.LogEntry;
import dev.solvo.emv.data.LogFormat;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What a card tells of its last transactions. EMV 4.4 Book 3, Annex D.
 *
 * <pre>{@code
 * CardLog log = CardReading.run(CardLog.read(application.dfName()), transport);
 * if (log instanceof CardLog.Read read) {
 *     read.records().forEach(record -> print(record.date(), record.amount()));
 * }
 * }</pre>
 *
 * <p>NOTE: Annex D does not say whether GET PROCESSING OPTIONS must come before. It is not sent, for it counts as a
 * transaction; cards that give their log only after it answer as if they had none.
 */
public sealed interface CardLog permits CardLog.Read, CardLog.Unavailable {
    /**
     * The log was read.
     *
     * @param dfName the application's name on the card
     * @param format what each record holds
     * @param records the transactions, the newest first
     * @param emptyRecords records that hold no transaction yet
     * @param malformedRecords records of another length than the format says, which are left out
     * @param end why no more were read
     */
    record Read(
            Bytes dfName, LogFormat format, List<LogRecord> records, int emptyRecords, int malformedRecords, End end)
            implements CardLog {
        /** Copies the list. */
        public Read {
            records = List.copyOf(records);
        }
    }

    /**
     * There is no log to be read.
     *
     * @param reason why
     */
    record Unavailable(Reason reason) implements CardLog {}

    /** Why no more records were read. */
    enum End {
        /** So many as the file can hold were read. */
        ALL_READ,
        /** The card has no further record: 6A83. */
        NO_MORE_RECORDS,
        /** The card refused a record with another status word. */
        REFUSED,
        /** The card did not answer. */
        NO_ANSWER
    }

    /** Why there is no log. */
    enum Reason {
        /** The application cannot be selected. */
        NOT_SELECTED,
        /** The application names no log file, or one that is not among files 11 to 30. */
        NO_LOG_ENTRY,
        /** The card does not give the format of its records, or gives one that cannot be read. */
        NO_LOG_FORMAT,
        /** The card did not answer. */
        NO_ANSWER
    }

    /**
     * Begins to read the log of an application. At most 255 records are read.
     *
     * @param dfName name of the application, 5 to 16 bytes
     * @return the first step
     * @throws IllegalArgumentException if the name has another length
     */
    static CardReading<CardLog> read(Bytes dfName) {
        return ReadingDialogue.select(
                dfName,
                CardLog::afterSelect,
                () -> new Unavailable(Reason.NOT_SELECTED),
                () -> new Unavailable(Reason.NO_ANSWER));
    }

    private static CardReading<CardLog> afterSelect(FileControlInformation information) {
        Optional<LogEntry> entry = information.element(EmvTag.LOG_ENTRY).flatMap(CardLog::entry);
        if (!entry.isPresent()) {
            return new CardReading.Finished<>(new Unavailable(Reason.NO_LOG_ENTRY));
        }
        return new CardReading.Transmit<>(
                CardCommand.getData(EmvTag.LOG_FORMAT),
                response -> afterFormat(information.dfName(), entry.get(), response),
                kind -> new CardReading.Finished<>(new Unavailable(Reason.NO_ANSWER)));
    }

    private static CardReading<CardLog> afterFormat(Bytes dfName, LogEntry entry, ResponseApdu response) {
        Optional<LogFormat> format =
                GetDataAnswer.value(EmvTag.LOG_FORMAT, response).flatMap(CardLog::format);
        return format.isPresent()
                ? new LogFileReading(dfName, entry, format.get()).begin()
                : new CardReading.Finished<>(new Unavailable(Reason.NO_LOG_FORMAT));
    }

    private static Optional<LogEntry> entry(Bytes value) {
        try {
            return Optional.of(LogEntry.parse(value));
        } catch (EmvDataException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<LogFormat> format(Bytes value) {
        try {
            return Optional.of(LogFormat.parse(value));
        } catch (EmvDataException malformed) {
            return Optional.empty();
        }
    }
}
