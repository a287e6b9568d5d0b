package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.solvo.tlv.LenientTlv.Finding;
import dev.solvo.tlv.TlvException.Reason;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LenientTlvTest {
    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // input                          | objects                       | findings
                "7003820101                        | 70[82]                        | ''",
                "''                                | ''                            | ''",
                "8200 FFFF 8300 FF                 | 82 83                         | FILLING@2 FILLING@6",
                "8200 FFFF00FFFF00 8300            | 82 83                         | FILLING@2",
                "8200 FF8105038201AA               | 82 FF8105[82]                 | ''",
                "7010 820101 8304AABB              | 70[82]                        | TRUNCATED_VALUE@0 TRUNCATED_VALUE@5",
                "7020 A510 820101                  | 70[A5[82]]                    | TRUNCATED_VALUE@0 TRUNCATED_VALUE@2",
                "7003 820501 8300                  | 70 83                         | TRUNCATED_VALUE@2",
                "6F06 A5028405 8300 8700           | 6F[A5 83] 87                  | TRUNCATED_VALUE@4",
                "8205AABB                          | ''                            | TRUNCATED_VALUE@0",
                "8200 9F                           | 82                            | TRUNCATED_TAG@2",
                "7003 820081 8300                 | 70[82] 83                     | TRUNCATED_LENGTH@5",
                "8200 7080 82010000 00             | 82                            | INDEFINITE_LENGTH@3",
                "8285 01                           | ''                            | LENGTH_TOO_LONG@1",
                "DF8181818101 00                   | ''                            | TAG_TOO_LONG@0",
            })
    void damaged_isReadAsFarAsItGoes(String hex, String objects, String findings) {
        LenientTlv read =
                LenientTlv.parse(Bytes.fromHex("AA" + hex.replace(" ", "")).slice(1));
        assertEquals(objects, shape(read.objects()));
        assertEquals(
                findings,
                read.findings().stream().map(f -> f.reason() + "@" + f.offset()).collect(Collectors.joining(" ")));
    }

    @Test
    void lengthByteOfAValueThatFits_isTakenAsTheLength() {
        Bytes value = Bytes.repeat(0xAB, 0x85);
        LenientTlv read = LenientTlv.parse(Bytes.fromHex("8485").plus(value).plus(Bytes.fromHex("8200")));
        assertEquals("84 82", shape(read.objects()));
        assertEquals(value, read.objects().get(0).value());
        assertEquals(
                List.of(new Finding(Reason.LENGTH_TOO_LONG, 1, "length of 5 bytes of tag 84 at offset 1")),
                read.findings());
    }

    @Test
    void cutTemplate_keepsItsBytesAsReceived() {
        Bytes cut = Bytes.fromHex("7020 820101 83");
        LenientTlv read = LenientTlv.parse(cut);
        assertEquals(cut, read.objects().get(0).encode());
        assertEquals("82010183", read.objects().get(0).value().toHex());
    }

    @Test
    void tooDeep_isKeptUnread() {
        LenientTlv read = LenientTlv.parse(Bytes.fromHex("7006 7002 8200 8300 8400"), new TlvLimits(1, 9, 9));
        assertEquals("70[70 83] 84", shape(read.objects()));
        assertEquals(
                "70028200", read.objects().get(0).children().get(0).encode().toHex());
        assertEquals(Reason.TOO_DEEP, read.findings().get(0).reason());
        assertEquals(2, read.findings().get(0).offset());
        assertEquals(1, read.findings().size());
    }

    @Test
    void tooManyObjects_endTheReadingWithOneFinding() {
        LenientTlv read =
                LenientTlv.parse(Bytes.fromHex("700A 7006 8200 8300 8400 8500 8600"), new TlvLimits(9, 4, 99));
        assertEquals("70[70[82 83]]", shape(read.objects()));
        assertEquals(1, read.findings().size());
        assertEquals(Reason.TOO_MANY_OBJECTS, read.findings().get(0).reason());
        assertEquals(8, read.findings().get(0).offset());
    }

    @Test
    void tooLongValue_givesUpItsTemplateOnly() {
        LenientTlv read = LenientTlv.parse(Bytes.fromHex("7006 8204AABBCCDD 8300"), new TlvLimits(9, 9, 8));
        assertEquals("70[82] 83", shape(read.objects()));
        read = LenientTlv.parse(Bytes.fromHex("8300 8204AABBCCDD"), new TlvLimits(9, 9, 3));
        assertEquals("83", shape(read.objects()));
        assertEquals(Reason.VALUE_TOO_LONG, read.findings().get(0).reason());
    }

    @Test
    @Timeout(60)
    void findings_areBoundedByTheObjects() {
        TlvWriter writer = new TlvWriter();
        for (int i = 0; i < 100_000; i++) {
            writer.raw(Bytes.fromHex("FFFF 7001 9F"));
        }
        LenientTlv read = LenientTlv.parse(writer.toBytes(), new TlvLimits(4, 1000, 9));
        assertEquals(500, read.objects().size(), "each counts with the tag that begins in it");
        assertEquals(1002, read.findings().size());
        assertEquals(
                Reason.TOO_MANY_OBJECTS,
                read.findings().get(read.findings().size() - 1).reason());
    }

    @Test
    void lists_areCopied() {
        LenientTlv read = LenientTlv.parse(Bytes.fromHex("8200"));
        assertThrows(UnsupportedOperationException.class, () -> read.objects().clear());
        assertThrows(UnsupportedOperationException.class, () -> read.findings().clear());
    }

    private static String shape(List<Tlv> objects) {
        return objects.stream()
                .map(o -> o.tag() + (o.children().isEmpty() ? "" : "[" + shape(o.children()) + "]"))
                .collect(Collectors.joining(" "));
    }
}
