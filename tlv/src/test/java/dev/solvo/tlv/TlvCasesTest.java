package dev.solvo.tlv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.tlv.TlvException.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases that other parsers' tests and bug reports taught. */
final class TlvCasesTest {
    /** What a strict parser says to each case that it must not accept. */
    private static final Map<String, Reason> REJECTED = Map.of(
            "inner-truncated", Reason.TRUNCATED_VALUE,
            "length-only", Reason.TRUNCATED_LENGTH,
            "multi-bad-second", Reason.TRUNCATED_VALUE,
            "multi-truncated", Reason.TRUNCATED_VALUE,
            "nonstandard-9F84", Reason.TRUNCATED_VALUE,
            "len-91-quirk", Reason.LENGTH_TOO_LONG,
            "ff-padding-in-template", Reason.FILLING);

    @TestFactory
    Stream<DynamicTest> strict() {
        return Vectors.cases("tlv-cases.json").stream()
                .map(c -> dynamicTest(c.get("id").asText(), () -> checkStrict(c)));
    }

    private static void checkStrict(JsonNode c) throws TlvException {
        String expect = c.get("expect").asText();
        Bytes input = Bytes.fromHex(c.get("hex").asText());
        Reason reason = REJECTED.get(c.get("id").asText());
        if (reason != null) {
            TlvException e = assertThrows(TlvException.class, () -> Tlv.parseAll(input));
            assertEquals(reason, e.reason());
            return;
        }
        assertFalse(expect.startsWith("reject:") || expect.equals("reject"), expect);
        List<Tlv> objects = Tlv.parseAll(input);
        int at = 0;
        for (Tlv object : objects) {
            int found = input.toHex().indexOf(object.encode().toHex(), 2 * at) / 2;
            assertEquals(Bytes.repeat(0, found - at), input.slice(at, found), "filling before " + object);
            at = found + object.encode().length();
        }
        assertEquals(input.length(), at);
        Tlv all = Tlv.of(Tag.of(0xE0), objects);
        JsonNode find = c.path("find");
        find.fieldNames()
                .forEachRemaining(tag -> assertEquals(
                        find.get(tag).asInt(),
                        all.searchAll(Tag.of(Integer.parseInt(tag, 16))).size(),
                        tag));
        assertEquals(new LenientTlv(objects, List.of()), LenientTlv.parse(input));
    }

    @Test
    void emptyInput_isNoSingleObjectButAnEmptyList() throws TlvException {
        TlvException e = assertThrows(TlvException.class, () -> Tlv.parse(Bytes.EMPTY));
        assertEquals(Reason.MISSING_OBJECT, e.reason());
        assertEquals(List.of(), Tlv.parseAll(Bytes.EMPTY));
    }

    @Test
    void longLengths_holdTheirValues() throws TlvException {
        assertEquals(128, Tlv.parse(Vectors.bytesOf("len-81-80")).value().length());
        Tlv key = Tlv.parse(Vectors.bytesOf("len-82"));
        assertEquals(6, key.children().size());
        assertEquals("03", key.children().get(5).value().toHex());
    }

    @Test
    void fciIssuerData_ofTwoTemplatesAreBothFound() throws TlvException {
        Tlv fci = Tlv.parse(Vectors.bytesOf("two-a5"));
        assertEquals(2, fci.findAll(Tag.of(0xA5)).size());
        assertEquals(List.of(), fci.findAll(Tag.of(0x88)), "children only");
        assertEquals(2, fci.searchAll(Tag.of(0x88)).size());
    }

    @Test
    void issuerScript_keepsItsEightCommandsInOrder() throws TlvException {
        Tlv template = Tlv.parse(Vectors.bytesOf("issuer-script-71-in-E0"));
        Tlv script = template.find(Tag.of(0x71)).orElseThrow();
        assertEquals("9F18", script.children().get(0).tag().toString());
        assertEquals(8, script.findAll(Tag.of(0x86)).size());
        assertTrue(template.find(Tag.of(0x91)).isPresent());
        assertEquals("3030", template.find(Tag.of(0x8A)).orElseThrow().value().toHex());
    }

    /** The file's 5F20 is two bytes too long for its name: it takes the tag after it, whose length becomes a tag. */
    @Test
    void authorisationData_areAFlatListWithFilling() throws TlvException {
        List<Tlv> objects = Tlv.parseAll(Vectors.bytesOf("full-de55-like"));
        assertEquals(19, objects.size());
        assertEquals("5F20 (26 bytes)", objects.get(3).toString());
        assertEquals("03 (68 bytes)", objects.get(4).toString());
        assertEquals("9F06 (7 bytes)", objects.get(5).toString(), "after 00 00 00");
        assertEquals("00000063", objects.get(18).value().toHex());
    }

    @Test
    void threeByteTags() throws TlvException {
        assertEquals(
                "9F816E", Tlv.parse(Vectors.bytesOf("three-byte-tag")).tag().toString());
        List<Tlv> objects = Tlv.parseAll(Vectors.bytesOf("df8116"));
        assertEquals("[DF8116 (22 bytes), DF8129 (8 bytes)]", objects.toString());
        assertEquals("30F0F020B0F0FF00", objects.get(1).value().toHex());
    }

    @Test
    void emptyValues() throws TlvException {
        assertEquals(List.of(), Tlv.parse(Vectors.bytesOf("empty-constructed")).children());
        assertEquals(Bytes.EMPTY, Tlv.parse(Vectors.bytesOf("zero-len-9F34")).value());
        assertEquals(
                "[01 (0 bytes)]",
                Tlv.parse(Vectors.bytesOf("empty-child")).children().toString());
    }

    @Test
    void siblingAfterConstructedChild_isNotItsChild() throws TlvException {
        Tlv fci = Tlv.parse(Vectors.bytesOf("sibling-after-constructed-child"));
        assertEquals("[A5 (3 bytes, 1 child), 5F2D (2 bytes)]", fci.children().toString());
        assertEquals("[88 (1 byte)]", fci.children().get(0).children().toString());
        assertEquals("656E", fci.find(Tag.of(0x5F2D)).orElseThrow().value().toHex());
    }

    @Test
    void paddingInTemplate_isSkippedLeniently() {
        LenientTlv record = LenientTlv.parse(Vectors.bytesOf("ff-padding-in-template"));
        Tlv template = record.objects().get(0);
        assertEquals("01", template.find(Tag.of(0x5F34)).orElseThrow().value().toHex());
        assertEquals("0840", template.find(Tag.of(0x9F57)).orElseThrow().value().toHex());
        assertEquals(2, template.children().size());
        assertEquals(1, record.findings().size());
        assertEquals(Reason.FILLING, record.findings().get(0).reason());
        assertEquals(6, record.findings().get(0).offset());
    }

    @Test
    void lengthOf145InOneByte_isReadLeniently() {
        LenientTlv record = LenientTlv.parse(Vectors.bytesOf("len-91-quirk"));
        assertEquals(9, record.objects().get(0).children().size());
        assertEquals(1, record.findings().size());
        assertEquals(Reason.LENGTH_TOO_LONG, record.findings().get(0).reason());
        assertEquals(1, record.findings().get(0).offset());
    }

    // NOTE: no setting reads 9F84 as a tag: ISO/IEC 8825-1 makes it the first two bytes of a longer one.
    @Test
    void tagThatGoesOnWhereItsAuthorDidNotMeanIt_isNotGuessed() {
        LenientTlv object = LenientTlv.parse(Vectors.bytesOf("nonstandard-9F84"));
        assertEquals(List.of(), object.objects());
        assertEquals(Reason.TRUNCATED_VALUE, object.findings().get(0).reason());
    }
}
