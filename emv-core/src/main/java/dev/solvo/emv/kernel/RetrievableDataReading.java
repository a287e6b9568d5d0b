package dev.solvo.emv.kernel;

import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.CardReading;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.LogFormat;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sends GET DATA for one element after the other. EMV 4.4 Book 3, 6.5.7 and 7.3. */
final class RetrievableDataReading {
    private static final List<Tag> ELEMENTS = List.of(
            EmvTag.APPLICATION_TRANSACTION_COUNTER,
            EmvTag.LAST_ONLINE_ATC_REGISTER,
            EmvTag.PIN_TRY_COUNTER,
            EmvTag.LOG_FORMAT,
            EmvTag.BIOMETRIC_TRY_COUNTERS_TEMPLATE);

    private final Bytes dfName;
    private final Map<Tag, Bytes> values = new HashMap<>();

    RetrievableDataReading(Bytes dfName) {
        this.dfName = dfName;
    }

    CardReading<RetrievableData> begin() {
        return ask(0);
    }

    private CardReading<RetrievableData> ask(int index) {
        if (index == ELEMENTS.size()) {
            return new CardReading.Finished<>(result());
        }
        Tag tag = ELEMENTS.get(index);
        return new CardReading.Transmit<>(
                CardCommand.getData(tag),
                response -> answered(index, tag, response),
                kind -> new CardReading.Finished<>(new RetrievableData.Unavailable(RetrievableData.Reason.NO_ANSWER)));
    }

    private CardReading<RetrievableData> answered(int index, Tag tag, ResponseApdu response) {
        GetDataAnswer.value(tag, response).ifPresent(value -> values.put(tag, value));
        return ask(index + 1);
    }

    private RetrievableData result() {
        return new RetrievableData.Read(
                dfName,
                number(EmvTag.APPLICATION_TRANSACTION_COUNTER, 2),
                number(EmvTag.LAST_ONLINE_ATC_REGISTER, 2),
                number(EmvTag.PIN_TRY_COUNTER, 1),
                Optional.ofNullable(values.get(EmvTag.LOG_FORMAT)).flatMap(RetrievableDataReading::logFormat),
                biometricTryCounters());
    }

    private OptionalInt number(Tag tag, int lengthBytes) {
        Bytes value = values.getOrDefault(tag, Bytes.EMPTY);
        return value.length() == lengthBytes ? OptionalInt.of((int) value.toUnsignedLong()) : OptionalInt.empty();
    }

    private static Optional<LogFormat> logFormat(Bytes value) {
        try {
            return Optional.of(LogFormat.parse(value));
        } catch (EmvDataException malformed) {
            return Optional.empty();
        }
    }

    /** The counters of one byte inside the template; of a template that is malformed, none. */
    private SortedMap<Tag, Integer> biometricTryCounters() {
        SortedMap<Tag, Integer> counters = new TreeMap<>();
        TlvReader reader = TlvReader.of(values.getOrDefault(EmvTag.BIOMETRIC_TRY_COUNTERS_TEMPLATE, Bytes.EMPTY));
        try {
            while (reader.next()) {
                if (reader.length() == 1) {
                    counters.putIfAbsent(Tag.of(reader.tag()), reader.value().unsigned(0));
                }
            }
        } catch (TlvException malformed) {
            return new TreeMap<>();
        }
        return counters;
    }
}
