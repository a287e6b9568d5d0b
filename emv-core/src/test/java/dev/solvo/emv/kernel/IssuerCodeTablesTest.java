package dev.solvo.emv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.tlv.Bytes;
import java.nio.charset.Charset;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** EMV 4.4 Book 3, Annex C4; ISO/IEC 8859. */
final class IssuerCodeTablesTest {
    private static final Bytes EVERY_BYTE = everyByte();

    /** The Java runtime's tables are a witness for nine of the ten parts. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void agreesWithTheRuntime(int part) {
        Charset charset = Charset.forName("ISO-8859-" + part);
        StringBuilder expected = new StringBuilder();
        for (int code = 0; code < 0x100; code++) {
            String character = new String(new byte[] {(byte) code}, charset);
            if (!Character.isISOControl(character.charAt(0)) && character.charAt(0) != 0xFFFD) {
                expected.append(character);
            }
        }
        assertEquals(expected.toString(), IssuerCodeTables.tables().decode(part, EVERY_BYTE));
    }

    /** Part 10 as it is printed. */
    @Test
    void part10() {
        String shared = IssuerCodeTables.decodeShared(EVERY_BYTE);
        assertEquals(95, shared.length());
        String upper = IssuerCodeTables.tables().decode(10, EVERY_BYTE).substring(95);
        assertEquals(
                "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ" + "°ąēģīĩķ·ļđšŧž―ūŋ" + "ĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏ" + "ÐŅŌÓÔÕÖŨØŲÚÛÜÝÞß"
                        + "āáâãäåæįčéęëėíîï" + "ðņōóôõöũøųúûüýþĸ",
                upper);
    }

    @Test
    void everyPartSharesTheLowerHalf() {
        BitSet different = new BitSet();
        for (int part = 1; part <= IssuerCodeTables.PARTS; part++) {
            String text = IssuerCodeTables.tables().decode(part, EVERY_BYTE);
            assertTrue(text.startsWith(IssuerCodeTables.decodeShared(EVERY_BYTE)), "part " + part);
            different.set(text.hashCode() & 0xFFFF);
        }
        assertEquals(IssuerCodeTables.PARTS, different.cardinality(), "no two parts are the same");
    }

    private static Bytes everyByte() {
        byte[] bytes = new byte[0x100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return Bytes.of(bytes);
    }
}
