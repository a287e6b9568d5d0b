package dev.solvo.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ResponseApduTest {
    @Test
    void bodyAndStatus_areSplit() throws CardTransportException {
        ResponseApdu response = ResponseApdu.parse(Bytes.fromHex("AABB6283"));
        assertEquals("AABB", response.data().toHex());
        assertEquals(StatusWord.SELECTED_FILE_INVALIDATED, response.statusWord());
        assertEquals("2 bytes 6283", response.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "90"})
    void answerWithoutStatus_isAProtocolError(String hex) {
        CardTransportException e =
                assertThrows(CardTransportException.class, () -> ResponseApdu.parse(Bytes.fromHex(hex)));
        assertEquals(CardTransportException.Kind.PROTOCOL, e.kind());
    }

    @Test
    void factories() {
        assertEquals("6A82", ResponseApdu.of(0x6A82).toBytes().toHex());
        assertEquals(
                "AA9000", ResponseApdu.success(Bytes.fromHex("AA")).toBytes().toHex());
        assertThrows(IllegalArgumentException.class, () -> ResponseApdu.of(0x1_0000));
    }

    @Test
    void truncation_leavesShorterAnswersAlone() {
        ResponseApdu response = ResponseApdu.success(Bytes.fromHex("AABB"));
        assertSame(response, response.truncatedTo(2));
        assertEquals("AA9000", response.truncatedTo(1).toBytes().toHex());
        assertEquals("9000", response.truncatedTo(0).toBytes().toHex());
    }

    @Property
    void parse_isTheInverseOfToBytes(@ForAll @Size(min = 2, max = 300) byte[] bytes) throws CardTransportException {
        assertEquals(Bytes.of(bytes), ResponseApdu.parse(Bytes.of(bytes)).toBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "0000,false,false",
        "9000,true,false",
        "6283,false,true",
        "63C2,false,true",
        "6400,false,false",
        "9001,false,false",
        "FFFF,false,false"
    })
    void statusWord_isClassified(String hex, boolean success, boolean warning) {
        StatusWord status = new StatusWord(Integer.parseInt(hex, 16));
        assertEquals(success, status.isSuccess());
        assertEquals(warning, status.isWarning());
        assertEquals(hex, status.toString());
        assertEquals(hex, Bytes.ofUnsigned(status.sw1(), status.sw2()).toHex());
    }

    @Test
    void statusWord_hasTwoBytes() {
        assertThrows(IllegalArgumentException.class, () -> new StatusWord(-1));
        assertThrows(IllegalArgumentException.class, () -> new StatusWord(0x1_0000));
        assertTrue(StatusWord.SUCCESS.isSuccess());
        assertFalse(StatusWord.FILE_NOT_FOUND.isSuccess());
    }
}
