package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.data.ApplicationFileLocator.Entry;
import dev.solvo.tlv.Bytes;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EMV 4.4 Book 3, 10.2. */
final class ApplicationFileLocatorTest {
    @Test
    void entriesKeepTheOrderAndAFileMayAppearTwice() throws EmvDataException {
        ApplicationFileLocator locator = ApplicationFileLocator.parse(Bytes.fromHex("08010100 10010301 08020200"));
        assertEquals(List.of(new Entry(1, 1, 1, 0), new Entry(2, 1, 3, 1), new Entry(1, 2, 2, 0)), locator.entries());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing, '', LENGTH, -1",
        "not a multiple of 4, 0801010010, LENGTH, -1",
        "reserved bits beside the SFI, 0901010000, LENGTH, -1",
        "reserved bit 1, 09010100, VALUE, 0",
        "reserved bit 3, 0C010100, VALUE, 0",
        "SFI 0, 00010100, VALUE, 0",
        "SFI 31, F8010100, VALUE, 0",
        "first record 0, 08000100, VALUE, 0",
        "last record before first, 08020100, VALUE, 0",
        "more signed records than records, 08010102, VALUE, 0",
        "fault in the second entry, 0801010010020100, VALUE, 4"
    })
    void refused(String name, String hex, EmvDataException.Reason reason, int offset) {
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> ApplicationFileLocator.parse(Bytes.fromHex(hex)), name);
        assertEquals(reason, refused.reason());
        assertEquals(offset, refused.offset());
        assertEquals(EmvTag.APPLICATION_FILE_LOCATOR, refused.tag().orElseThrow());
    }

    @Test
    void longest() throws EmvDataException {
        Bytes entry = Bytes.fromHex("F0FFFF01");
        Bytes most = Bytes.concat(Collections.nCopies(63, entry).toArray(Bytes[]::new));
        assertEquals(63, ApplicationFileLocator.parse(most).entries().size());
        assertThrows(EmvDataException.class, () -> ApplicationFileLocator.parse(most.plus(entry)));
    }

    @Test
    void signedRecordsAreCountedFromTheFirst() {
        Entry entry = new Entry(2, 3, 6, 2);
        assertFalse(entry.isSigned(2));
        assertTrue(entry.isSigned(3));
        assertTrue(entry.isSigned(4));
        assertFalse(entry.isSigned(5));
    }

    @Property
    void roundTrip(@ForAll("locators") ApplicationFileLocator locator) throws EmvDataException {
        assertEquals(locator, ApplicationFileLocator.parse(locator.toBytes()));
    }

    @Provide
    Arbitrary<ApplicationFileLocator> locators() {
        Arbitrary<Entry> entries = Combinators.combine(
                        Arbitraries.integers().between(1, 30),
                        Arbitraries.integers().between(1, 255),
                        Arbitraries.integers().between(0, 254),
                        Arbitraries.integers().between(0, 255))
                .as((sfi, first, more, signed) -> {
                    int last = Math.min(255, first + more);
                    return new Entry(sfi, first, last, Math.min(signed, last - first + 1));
                });
        return entries.list().ofMinSize(1).ofMaxSize(63).map(ApplicationFileLocator::new);
    }
}
