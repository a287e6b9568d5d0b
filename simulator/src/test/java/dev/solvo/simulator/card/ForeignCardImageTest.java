package dev.solvo.simulator.card;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.solvo.apdu.CommandApdu;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A card that others described, converted to an image, answers their bytes. */
final class ForeignCardImageTest {
    private static final String VISA_LIKE = "A1234567891010";
    private static final String BANKAXEPT_LIKE = "D5780000021010";

    private JsonNode foreign = new ObjectMapper().createObjectNode();
    private Terminal terminal = Terminal.with("no-oda");

    @BeforeEach
    void convert() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/vectors/card-image-javaemvreader-sda.json")) {
            foreign = new ObjectMapper().readTree(in);
        }
        StringBuilder text = new StringBuilder("description converted\natr ")
                .append(foreign.get("atr").asText())
                .append("\n[pse]\nsfi 2\nlanguage noen\ncode-table 1\n");
        for (JsonNode record : foreign.get("pse").get("records")) {
            text.append("raw ").append(record.get("data").asText()).append('\n');
        }
        for (JsonNode application : foreign.get("applications")) {
            append(text, application);
        }
        terminal = new Terminal(SimulatedCard.insert(CardImage.parse(text.toString()), 1));
    }

    @Test
    void selectionAnswers_areEqual() throws Exception {
        assertEquals(
                foreign.get("pse").get("fci").asText(),
                terminal.select(DirectoryImage.NAME.toHex()).data().toHex());
        for (JsonNode application : foreign.get("applications")) {
            assertEquals(
                    application.get("fci").asText(),
                    terminal.select(application.get("aid").asText()).data().toHex());
        }
    }

    @Test
    void processingOptions_areEqual() throws Exception {
        terminal.select(VISA_LIKE);
        assertEquals(
                foreign.get("applications").get(0).get("gpo").asText(),
                terminal.send("80A800000683040578057800").data().toHex());
        terminal.select(BANKAXEPT_LIKE);
        assertEquals(
                foreign.get("applications").get(1).get("gpo").asText(),
                terminal.send("80A8000002830000").data().toHex());
    }

    @Test
    void recordsAndData_areEqual() throws Exception {
        for (JsonNode application : foreign.get("applications")) {
            String aid = application.get("aid").asText();
            terminal.select(aid);
            terminal.send(aid.equals(VISA_LIKE) ? "80A800000683040578057800" : "80A8000002830000");
            for (JsonNode record : application.get("records")) {
                CommandApdu read = CommandApdu.case2(
                        0x00,
                        0xB2,
                        record.get("number").asInt(),
                        record.get("sfi").asInt() << 3 | 4,
                        256);
                assertEquals(
                        record.get("data").asText(), terminal.send(read).data().toHex());
            }
            // The foreign card counts nothing: the number given is the one before this transaction.
            for (Map.Entry<String, JsonNode> entry : application.get("getData").properties()) {
                Bytes value = Tlv.parse(
                                terminal.send("80CA" + entry.getKey() + "00").data())
                        .value();
                long counted = entry.getKey().equals("9F36") ? 1 : 0;
                assertEquals(
                        Bytes.fromHex(entry.getValue().asText()).toUnsignedLong() + counted, value.toUnsignedLong());
            }
        }
    }

    @Test
    void pin_isTheForeignOne() throws Exception {
        terminal.select(BANKAXEPT_LIKE);
        terminal.send("80A8000002830000");
        assertEquals("63C2", terminal.status("0020008008241235FFFFFFFFFF"));
        assertEquals("9000", terminal.status("0020008008241234FFFFFFFFFF"));
    }

    private static void append(StringBuilder text, JsonNode application) throws Exception {
        Tlv information = Tlv.parse(Bytes.fromHex(application.get("fci").asText()));
        Bytes options =
                Tlv.parse(Bytes.fromHex(application.get("gpo").asText())).value();
        text.append("[application ").append(application.get("aid").asText()).append("]\nformat 1\n");
        text.append("label \"").append(latin(information, 0x50)).append("\"\n");
        text.append("preferred-name \"").append(latin(information, 0x9F12)).append("\"\n");
        text.append("language ").append(latin(information, 0x5F2D)).append("\ncode-table 1\n");
        text.append("priority ")
                .append(information.search(Tag.of(0x87)).orElseThrow().value().unsigned(0))
                .append('\n');
        if (information.search(Tag.of(0x9F38)).isPresent()) {
            text.append("pdol 9F1A:2 5F2A:2\n");
        }
        text.append("aip ").append(options.slice(0, 2).toHex()).append("\n");
        text.append("pin ").append(application.get("pin").asText()).append('\n');
        JsonNode data = application.get("getData");
        text.append("pin-tries-left ").append(number(data, "9F17")).append('\n');
        text.append("atc ").append(number(data, "9F36")).append('\n');
        text.append("last-online-atc ").append(number(data, "9F13")).append('\n');
        Bytes locator = options.slice(2);
        text.append("afl ").append(locator.toHex()).append('\n');
        Map<Integer, String> records = new TreeMap<>();
        for (JsonNode record : application.get("records")) {
            records.put(
                    record.get("sfi").asInt() << 8 | record.get("number").asInt(),
                    record.get("data").asText());
        }
        records.forEach((place, content) -> text.append("record ")
                .append(place >> 8)
                .append('.')
                .append(place & 0xFF)
                .append("\n  raw ")
                .append(content)
                .append('\n'));
    }

    private static long number(JsonNode data, String tag) {
        return Bytes.fromHex(data.get(tag).asText()).toUnsignedLong();
    }

    private static String latin(Tlv template, int tag) {
        Bytes value = template.search(Tag.of(tag)).orElseThrow().value();
        return new String(value.toByteArray(), StandardCharsets.ISO_8859_1);
    }
}
