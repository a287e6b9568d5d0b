package dev.solvo.apdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The four cases, short and extended. ISO/IEC 7816-4, 5.2; ISO/IEC 7816-3, 12.1. */
final class CommandApduTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "00E00000,0,0,false",
        "00B2010C00,0,256,false",
        "00B2010C01,0,1,false",
        "00B2010CFF,0,255,false",
        "00200080022400,2,0,false",
        "00A40400023F0000,2,256,false",
        "00A40400023F0010,2,16,false",
        "00B00000000000,0,65536,true",
        "00B00000000101,0,257,true",
        "00B00000000001,0,1,true",
        "00D600000000023F00,2,0,true",
        "00D600000000023F000000,2,65536,true",
        "00D600000000023F000101,2,257,true"
    })
    void wireForm_isReadAndWritten(String hex, int data, int le, boolean extended) {
        CommandApdu command = CommandApdu.parse(Bytes.fromHex(hex));
        assertEquals(data, command.data().length());
        assertEquals(le, command.le());
        assertEquals(extended, command.extended());
        assertEquals(hex, command.toBytes().toHex());
        assertEquals(
                hex.substring(0, 8),
                Bytes.ofUnsigned(command.cla(), command.ins(), command.p1(), command.p2())
                        .toHex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00A404",
                "00A404000000",
                "00A4040002AA",
                "00A4040001AABBCC",
                "00A40400000000AA",
                "00A40400000002AA",
                "00A40400000001AABB",
                "00A40400000001AABBCCDD"
            })
    void bytesThatAreNotOneCommand_areRefusedWithoutShowingThem(String hex) {
        String message = assertThrows(IllegalArgumentException.class, () -> CommandApdu.parse(Bytes.fromHex(hex)))
                .toString();
        assertFalse(message.contains("AA"), message);
    }

    @Test
    void factories_chooseTheForm() {
        Bytes data = Bytes.repeat(0xAA, 255);
        assertEquals(
                "80CA9F17", CommandApdu.case1(0x80, 0xCA, 0x9F, 0x17).toBytes().toHex());
        assertFalse(CommandApdu.case2(0, 0xB0, 0, 0, 256).extended());
        assertTrue(CommandApdu.case2(0, 0xB0, 0, 0, 257).extended());
        assertFalse(CommandApdu.case3(0, 0xD6, 0, 0, data).extended());
        assertTrue(CommandApdu.case3(0, 0xD6, 0, 0, Bytes.repeat(0, 256)).extended());
        assertFalse(CommandApdu.case4(0, 0xD6, 0, 0, data, 256).extended());
        assertTrue(CommandApdu.case4(0, 0xD6, 0, 0, data, 257).extended());
        assertTrue(CommandApdu.case4(0, 0xD6, 0, 0, Bytes.repeat(0, 256), 1).extended());
    }

    @ParameterizedTest(name = "{0} with Le {1}")
    @CsvSource({
        "00B2010C00,2,00B2010C02",
        "00B2010C00,0,00B2010C",
        "00E00000,256,00E0000000",
        "00A4040001AA00,0,00A4040001AA",
        "00A4040001AA00,257,00A40400000001AA0101",
        "00B00000000101,1,00B00000000001",
        "00B00000000101,0,00B00000",
        "00D60000000001AA0101,0,00D60000000001AA",
        "00D60000000001AA0101,5,00D60000000001AA0005"
    })
    void withLe_keepsTheFormWhereItCan(String hex, int le, String expected) {
        CommandApdu command = CommandApdu.parse(Bytes.fromHex(hex)).withLe(le);
        assertEquals(expected, command.toBytes().toHex());
    }

    @Test
    void text_showsNoData() {
        assertEquals(
                "00200080 Lc=8",
                CommandApdu.case3(0, 0x20, 0, 0x80, Bytes.fromHex("241234FFFFFFFFFF"))
                        .toString());
        assertEquals(
                "00A40400 Lc=2 Le=256",
                CommandApdu.parse(Bytes.fromHex("00A40400023F0000")).toString());
    }

    @Nested
    final class Misuse {
        private final Bytes one = Bytes.ofUnsigned(1);

        @ParameterizedTest
        @CsvSource({"256,0,0,0", "0,256,0,0", "0,0,256,0", "0,0,0,256", "-1,0,0,0", "0,-1,0,0", "0,0,-1,0", "0,0,0,-1"})
        void headerOutOfRange(int cla, int ins, int p1, int p2) {
            assertThrows(IllegalArgumentException.class, () -> CommandApdu.case1(cla, ins, p1, p2));
        }

        @Test
        void dataOutOfRange() {
            assertThrows(IllegalArgumentException.class, () -> CommandApdu.case3(0, 0, 0, 0, Bytes.EMPTY));
            assertThrows(IllegalArgumentException.class, () -> CommandApdu.case4(0, 0, 0, 0, Bytes.EMPTY, 1));
            Bytes tooLong = Bytes.repeat(0, 65_536);
            assertThrows(IllegalArgumentException.class, () -> CommandApdu.case3(0, 0, 0, 0, tooLong));
            Bytes tooLongShort = Bytes.repeat(0, 256);
            assertThrows(IllegalArgumentException.class, () -> new CommandApdu(0, 0, 0, 0, tooLongShort, 0, false));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 0, 65_537, Integer.MIN_VALUE})
        void leOutOfRange(int le) {
            assertThrows(IllegalArgumentException.class, () -> CommandApdu.case2(0, 0, 0, 0, le));
            assertThrows(IllegalArgumentException.class, () -> CommandApdu.case4(0, 0, 0, 0, one, le));
        }

        @Test
        void formThatDoesNotFit() {
            assertThrows(IllegalArgumentException.class, () -> new CommandApdu(0, 0, 0, 0, Bytes.EMPTY, 257, false));
            assertThrows(IllegalArgumentException.class, () -> new CommandApdu(0, 0, 0, 0, Bytes.EMPTY, 0, true));
            CommandApdu command = CommandApdu.case1(0, 0, 0, 0);
            assertThrows(IllegalArgumentException.class, () -> command.withLe(-1));
        }
    }

    @Property
    void parse_isTheInverseOfToBytes(@ForAll("commands") CommandApdu command) {
        assertEquals(command, CommandApdu.parse(command.toBytes()));
    }

    @Property
    void anyBytes_areACommandOrRefused(@ForAll @Size(max = 300) byte[] array) {
        Bytes bytes = Bytes.of(array);
        try {
            assertEquals(bytes, CommandApdu.parse(bytes).toBytes());
        } catch (IllegalArgumentException refused) {
            assertTrue(refused.toString().contains(bytes.toString()), refused.toString());
        }
    }

    @Provide
    Arbitrary<CommandApdu> commands() {
        Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
        Arbitrary<Bytes> data = Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 300), Arbitraries.of(0, 255, 256, 65_535))
                .map(length -> Bytes.repeat(0xA5, length));
        Arbitrary<Integer> le = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 300), Arbitraries.of(0, 255, 256, 257, 65_535, 65_536));
        return Combinators.combine(octet, octet, octet, octet, data, le, Arbitraries.of(true, false))
                .as((cla, ins, p1, p2, body, expected, extended) -> new CommandApdu(
                        cla,
                        ins,
                        p1,
                        p2,
                        body,
                        expected,
                        body.length() > 255
                                || expected > 256
                                || extended && (!body.isEmpty() || expected != CommandApdu.NO_LE)));
    }
}
