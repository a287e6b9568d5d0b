package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.CardReading;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.LogEntry;
import dev.solvo.emv.data.LogFormat;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Reads the records of one log file, the newest first. EMV 4.4 Book 3, Annex D. */
final class LogFileReading {
    private final Bytes dfName;
    private final LogEntry file;
    private final LogFormat format;
    private final List<LogRecord> records = new ArrayList<>();
    private int emptyRecords;
    private int malformedRecords;

    LogFileReading(Bytes dfName, LogEntry file, LogFormat format) {
        this.dfName = dfName;
        this.file = file;
        this.format = format;
    }

    CardReading<CardLog> begin() {
        return read(1);
    }

    private CardReading<CardLog> read(int number) {
        if (number > file.maxRecords()) {
            return end(CardLog.End.ALL_READ);
        }
        return new CardReading.Transmit<>(
                CardCommand.readRecord(file.shortFileIdentifier(), number),
                response -> answered(number, response),
                kind -> end(CardLog.End.NO_ANSWER));
    }

    private CardReading<CardLog> answered(int number, ResponseApdu response) {
        if (response.statusWord().equals(StatusWord.RECORD_NOT_FOUND)) {
            return end(CardLog.End.NO_MORE_RECORDS);
        }
        if (!response.statusWord().isSuccess()) {
            return end(CardLog.End.REFUSED);
        }
        take(number, response.data());
        return read(number + 1);
    }

    private void take(int number, Bytes record) {
        if (isFilledWith(0x00, record) || isFilledWith(0xFF, record)) {
            emptyRecords++;
            return;
        }
        try {
            records.add(new LogRecord(number, format.split(record)));
        } catch (EmvDataException otherLength) {
            malformedRecords++;
        }
    }

    private static boolean isFilledWith(int filling, Bytes record) {
        return record.equals(Bytes.repeat(filling, record.length()));
    }

    private CardReading<CardLog> end(CardLog.End end) {
        return new CardReading.Finished<>(
                new CardLog.Read(dfName, format, records, emptyRecords, malformedRecords, end));
    }
}
