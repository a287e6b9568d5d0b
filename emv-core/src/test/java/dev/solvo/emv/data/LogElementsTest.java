package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Dol;
import dev.solvo.tlv.Tag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, Annex D. */
final class LogElementsTest {
    @ParameterizedTest
    @CsvSource({"0B0A, 11, 10", "1EFF, 30, 255", "1400, 20, 0"})
    void logEntry(String hex, int file, int records) throws EmvDataException {
        LogEntry entry = LogEntry.parse(Bytes.fromHex(hex));
        assertEquals(new LogEntry(file, records), entry);
        assertEquals(hex, entry.toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({"'', LENGTH", "0B, LENGTH", "0B0A00, LENGTH", "0A0A, VALUE", "1F0A, VALUE", "000A, VALUE", "FF0A, VALUE"
    })
    void logEntryAgainstTheRules(String hex, Reason reason) {
        EmvDataException refused = assertThrows(EmvDataException.class, () -> LogEntry.parse(Bytes.fromHex(hex)));
        assertEquals(reason, refused.reason());
        assertEquals(EmvTag.LOG_ENTRY, refused.tag().orElseThrow());
    }

    @Test
    void logEntryHasSoManyRecordsAsAByteCounts() {
        assertThrows(IllegalArgumentException.class, () -> new LogEntry(11, 256));
        assertThrows(IllegalArgumentException.class, () -> new LogEntry(11, -1));
    }

    @Test
    void logFormat_cutsARecord() throws EmvDataException {
        LogFormat format = LogFormat.parse(Bytes.fromHex("9A03 9F0206 9C00 9A01"));
        assertEquals(10, format.recordLengthBytes());
        assertEquals(
                List.of(
                        new Dol.Entry(EmvTag.TRANSACTION_DATE, 3),
                        new Dol.Entry(EmvTag.AMOUNT_AUTHORISED_NUMERIC, 6),
                        new Dol.Entry(EmvTag.TRANSACTION_TYPE, 0),
                        new Dol.Entry(EmvTag.TRANSACTION_DATE, 1)),
                format.entries());
        assertEquals(
                ChipData.of(
                        Map.of(Tag.of(0x9A), Bytes.fromHex("250511"), Tag.of(0x9F02), Bytes.fromHex("000000001234"))),
                format.split(Bytes.fromHex("250511 000000001234 99")));
        assertEquals("9A039F02069C009A01", format.toBytes().toHex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "250511", "25051100000000123499AA"})
    void recordOfAnotherLength_isRefused(String record) throws EmvDataException {
        LogFormat format = LogFormat.parse(Bytes.fromHex("9A03 9F0206 9A01"));
        EmvDataException refused = assertThrows(EmvDataException.class, () -> format.split(Bytes.fromHex(record)));
        assertEquals(Reason.LENGTH, refused.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9A", "9F02", "9A00", "0003", "9A039F"})
    void logFormatThatIsNone_isRefused(String hex) {
        EmvDataException refused = assertThrows(EmvDataException.class, () -> LogFormat.parse(Bytes.fromHex(hex)));
        assertEquals(Reason.DATA_OBJECT_LIST, refused.reason());
        assertEquals(EmvTag.LOG_FORMAT, refused.tag().orElseThrow());
    }

    @Test
    void logFormatsAreEqualIfTheirBytesAre() throws EmvDataException {
        LogFormat one = LogFormat.parse(Bytes.fromHex("9A03"));
        assertEquals(one, LogFormat.parse(Bytes.fromHex("9A03")));
        assertEquals(one.hashCode(), LogFormat.parse(Bytes.fromHex("9A03")).hashCode());
        assertNotEquals(one, LogFormat.parse(Bytes.fromHex("9A04")));
        assertEquals("[Entry[tag=9A, length=3]]", one.toString());
    }
}
