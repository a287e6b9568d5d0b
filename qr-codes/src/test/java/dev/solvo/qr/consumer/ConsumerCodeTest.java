package dev.solvo.qr.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.qr.QrException;
import dev.solvo.qr.consumer.AcquirerData.IdentifierTag;
import dev.solvo.qr.testdata.CodeVectors;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ConsumerCodeTest {
    static List<JsonNode> good() {
        return CodeVectors.records("emv-cpm.json").stream()
                .filter(v -> v.has("tree"))
                .toList();
    }

    static List<JsonNode> bad() {
        return CodeVectors.records("emv-cpm.json").stream()
                .filter(v -> v.has("expectError"))
                .toList();
    }

    @Test
    void everyRecordIsGoodOrBad() {
        assertEquals(CodeVectors.records("emv-cpm.json").size(), good().size() + bad().size());
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsAsTheVectorSays(JsonNode vector) throws QrException {
        ConsumerCode code = ConsumerCode.parse(vector.get("base64").asText());
        assertEquals(vector.get("hex").asText(), code.bytes().toHex());
        assertEquals(vector.get("base64").asText(), code.toBase64());
        assertEquals(
                texts(vector.get("violations")),
                code.violations().stream().map(Enum::name).toList());
        JsonNode applications = vector.get("expect").get("applications");
        assertEquals(applications.size(), code.applications().size());
        for (int i = 0; i < applications.size(); i++) {
            JsonNode expected = applications.get(i);
            ConsumerApplication actual = code.applications().get(i);
            assertEquals(
                    expected.get("aid").asText(), actual.applicationIdentifier().toHex());
            assertEquals(text(expected, "label"), actual.label());
            assertEquals(text(expected, "pan"), actual.pan().map(Pan::digits));
        }
        List<List<String>> templates = new ArrayList<>();
        for (JsonNode object : vector.get("tree")) {
            if (object.get(0).asText().equals("61")) {
                List<String> tags = new ArrayList<>();
                object.get(1).forEach(child -> tags.add(child.get(0).asText()));
                templates.add(tags);
            }
        }
        assertEquals(
                templates,
                code.templates().stream()
                        .map(t -> t.objects().stream()
                                .map(o -> o.tag().toString())
                                .toList())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWithTheReasonOfTheVector(JsonNode vector) {
        QrException e = assertThrows(
                QrException.class, () -> ConsumerCode.parse(vector.get("base64").asText()));
        assertEquals(vector.get("expectError").asText(), e.code());
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatIsReadIsWrittenAgain(JsonNode vector) throws QrException {
        ConsumerCode code = ConsumerCode.parse(vector.get("base64").asText());
        ConsumerCode again = code.common()
                .map(common -> ConsumerCode.of(code.templates(), common))
                .orElseGet(() -> ConsumerCode.of(code.templates()));
        assertEquals(code.applications().toString(), again.applications().toString());
        assertEquals(code, again);
    }

    @ParameterizedTest
    @MethodSource("good")
    void noCardNumberIsInTheText(JsonNode vector) throws QrException {
        ConsumerCode code = ConsumerCode.parse(vector.get("base64").asText());
        for (ConsumerApplication application : code.applications()) {
            application.pan().ifPresent(pan -> {
                assertFalse(code.toString().contains(pan.digits()));
                assertFalse(code.templates().toString().contains(pan.digits()));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void everyCutAndEveryChangedByteIsReadOrRefused(JsonNode vector) {
        byte[] whole = Bytes.fromHex(vector.get("hex").asText()).toByteArray();
        for (int i = 0; i < whole.length; i++) {
            readOrRefuse(java.util.Arrays.copyOf(whole, i));
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = whole.clone();
                changed[i] ^= (byte) (1 << bit);
                readOrRefuse(changed);
            }
        }
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            ConsumerCode code = ConsumerCode.parse(Base64.getEncoder().encodeToString(bytes));
            assertEquals(Bytes.of(bytes), code.bytes());
            assertTrue(code.violations().size() <= 2);
        } catch (QrException e) {
            assertTrue(e.offset().orElse(0) <= bytes.length);
        }
    }

    @Test
    void theSameObjectInAnApplicationAndInTheCommonDataIsRefused() {
        ConsumerObject aid = new ConsumerObject(Tag.of(0x4F), Bytes.fromHex("A0000003330101"));
        ConsumerObject label = new ConsumerObject(Tag.of(0x50), Bytes.fromHex("41"));
        ConsumerTemplate own = ConsumerTemplate.of(List.of(aid, label));
        ConsumerTemplate common = ConsumerTemplate.of(List.of(label));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> ConsumerCode.of(List.of(own), common));
        assertTrue(String.valueOf(e.getMessage()).contains("DUPLICATE_TAG"));
        assertThrows(IllegalArgumentException.class, () -> ConsumerTemplate.of(List.of(label, label)));
        assertThrows(IllegalArgumentException.class, () -> ConsumerCode.of(List.of(own, own, own)));
    }

    @Test
    void theIssuersDataIsNotReadAndNotChanged() throws QrException {
        Bytes noTlv = Bytes.fromHex("9F0000");
        ConsumerTemplate own = ConsumerTemplate.of(List.of(
                new ConsumerObject(Tag.of(0x4F), Bytes.fromHex("A0000003330101")),
                new ConsumerObject(Tag.of(0x63), noTlv)));
        ConsumerCode code = ConsumerCode.of(List.of(own));
        assertEquals(
                noTlv, ConsumerCode.parse(code.toBase64()).applications().get(0).transparent());
    }

    @Test
    void theAcquirersFieldsComeFromWhereTheyStand() throws QrException {
        ConsumerCode code = ConsumerCode.parse(good().stream()
                .filter(v -> v.get("id").asText().equals("emv-cpm-002"))
                .findFirst()
                .orElseThrow()
                .get("base64")
                .asText());
        AcquirerData data = AcquirerData.of(code.applications().get(1), IdentifierTag.DEDICATED_FILE_NAME, "032");
        assertEquals("1234567890123458", data.pan().digits());
        assertEquals(
                "8407A0000000666666" + "9F100706010A03000000" + "9F2608584FD385FA234BCC" + "9F36020001"
                        + "9F37046D58EF13",
                data.field55().toHex());
        assertEquals(
                "4F07A0000000555555",
                AcquirerData.of(code.applications().get(0), IdentifierTag.APPLICATION_IDENTIFIER, "032")
                        .field55()
                        .slice(0, 9)
                        .toHex());
        assertThrows(
                IllegalArgumentException.class,
                () -> AcquirerData.of(code.applications().get(0), IdentifierTag.DEDICATED_FILE_NAME, "3"));
        assertThrows(
                IllegalArgumentException.class,
                () -> AcquirerData.of(code.applications().get(0), IdentifierTag.DEDICATED_FILE_NAME, "03"));
        assertFalse(data.toString().contains("1234567890123458"));
        ConsumerCode without = ConsumerCode.parse("hQVDUFYwMWEJTwegAAAGAiAg");
        assertEquals(
                "NO_PAN",
                assertThrows(
                                QrException.class,
                                () -> AcquirerData.of(
                                        without.applications().get(0), IdentifierTag.DEDICATED_FILE_NAME, "032"))
                        .code());
    }

    @Test
    void anIdentifierHasFiveBytesAtLeast() throws QrException {
        String head = "8505435056303161";
        assertEquals(1, parse(head + "07" + "4F05A000000055").applications().size());
        assertEquals(
                "NO_AID",
                assertThrows(QrException.class, () -> parse(head + "06" + "4F04A0000000"))
                        .code());
    }

    private static ConsumerCode parse(String hex) throws QrException {
        return ConsumerCode.parse(
                Base64.getEncoder().encodeToString(Bytes.fromHex(hex).toByteArray()));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(n -> texts.add(n.asText()));
        return texts;
    }

    private static Optional<String> text(JsonNode object, String name) {
        return object.has(name) ? Optional.of(object.get(name).asText()) : Optional.empty();
    }
}
