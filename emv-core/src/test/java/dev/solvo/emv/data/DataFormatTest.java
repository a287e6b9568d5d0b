package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.tlv.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EMV 4.4 Book 3, 5.4. */
final class DataFormatTest {
    @ParameterizedTest
    @CsvSource({
        "NUMERIC, 123456, 2, 3456",
        "NUMERIC, 123456, 5, 0000123456",
        "COMPRESSED_NUMERIC, 123456, 2, 1234",
        "COMPRESSED_NUMERIC, 123456, 5, 123456FFFF",
        "BINARY, 123456, 2, 1234",
        "BINARY, 123456, 5, 1234560000",
        "ALPHANUMERIC, 414243, 5, 4142430000",
        "ALPHANUMERIC_SPECIAL, 414243, 1, 41",
        "ALPHABETIC, 6672, 3, 667200",
        "VARIABLE, 123456, 5, 1234560000",
        "UNKNOWN, 123456, 5, 1234560000",
        "NUMERIC, 123456, 0, ''",
        "NUMERIC, 123456, 3, 123456"
    })
    void fit(DataFormat format, String value, int length, String expected) {
        assertEquals(expected, format.fit(Bytes.fromHex(value), length).toHex());
    }

    @Property
    void alwaysTheLengthAskedFor(
            @ForAll DataFormat format, @ForAll @Size(max = 30) byte[] value, @ForAll @IntRange(max = 60) int length) {
        assertEquals(length, format.fit(Bytes.of(value), length).length());
    }
}
