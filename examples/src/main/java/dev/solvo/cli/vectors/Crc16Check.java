package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;
import static dev.solvo.cli.vectors.MismatchException.ifNot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.merchant.Crc16;
import java.util.HexFormat;

/** The checksum of merchant-presented codes. */
final class Crc16Check implements RecordCheck {
    @Override
    public String check(JsonNode record) throws MismatchException {
        String crc = Crc16.of(HexFormat.of().parseHex(record.path("hex").asText()));
        ifDifferent("checksum", record.path("crc").asText(), crc);
        if (record.has("text")) {
            ifDifferent(
                    "checksum of the text", crc, Crc16.of(record.path("text").asText()));
        }
        for (JsonNode wrong : record.path("notCrc")) {
            ifNot(!wrong.asText().equals(crc), "the checksum is of another kind");
        }
        return "checksum " + crc;
    }
}
