package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.qr.QrException;
import dev.solvo.qr.consumer.ConsumerApplication;
import dev.solvo.qr.consumer.ConsumerCode;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tlv;
import dev.solvo.tlv.TlvException;
import java.util.List;

/** Consumer-presented codes: bytes, tree, applications, what they lack, and the way back to the same text. */
final class ConsumerCodeCheck implements RecordCheck {
    @Override
    public String check(JsonNode record) throws MismatchException, QrException {
        String text = record.path("base64").asText();
        if (record.has("expectError")) {
            return refused(text, record.path("expectError").asText());
        }
        ConsumerCode code = ConsumerCode.parse(text);
        ifDifferent("bytes", record.path("hex").asText(), code.bytes().toHex());
        ifDifferent("text", text, code.toBase64());
        ConsumerCode again = code.common()
                .map(common -> ConsumerCode.of(code.templates(), common))
                .orElseGet(() -> ConsumerCode.of(code.templates()));
        ifDifferent("built again", code, again);
        tree("tree", record.path("tree"), code.bytes());
        List<ConsumerApplication> applications = code.applications();
        JsonNode expected = record.path("expect").path("applications");
        ifDifferent("number of applications", expected.size(), applications.size());
        for (int i = 0; i < applications.size(); i++) {
            application(expected.path(i), applications.get(i));
        }
        ifDifferent(
                "violations",
                record.path("violations").valueStream().map(JsonNode::asText).toList(),
                code.violations().stream().map(Enum::name).toList());
        return "bytes, tree, applications, violations, built again";
    }

    private static String refused(String text, String expected) throws MismatchException {
        try {
            ConsumerCode.parse(text);
        } catch (QrException refused) {
            ifDifferent("error", expected, refused.code());
            return "refused: " + expected;
        }
        throw new MismatchException("taken, expected " + expected);
    }

    private static void application(JsonNode expected, ConsumerApplication application) throws MismatchException {
        ifDifferent(
                "identifier",
                expected.path("aid").asText(),
                application.applicationIdentifier().toHex());
        ifDifferent(
                "label", expected.path("label").asText(), application.label().orElse(""));
        // Not quoted, for a card number does not belong on a screen, not even a test card's.
        String pan = application.pan().map(Pan::digits).orElse("");
        if (!pan.equals(expected.path("pan").asText())) {
            throw new MismatchException("the PAN is another one");
        }
    }

    /** {@code [[tag, hex or tree], …]}. */
    private static void tree(String where, JsonNode expected, Bytes found) throws MismatchException {
        if (expected.isTextual()) {
            ifDifferent(where, expected.asText(), found.toHex());
            return;
        }
        List<Tlv> objects;
        try {
            objects = Tlv.parseAll(found);
        } catch (TlvException broken) {
            throw new MismatchException(where + " is not BER-TLV");
        }
        ifDifferent(where + " objects", expected.size(), objects.size());
        for (int i = 0; i < objects.size(); i++) {
            String tag = expected.path(i).path(0).asText();
            ifDifferent(where + " object " + i, tag, objects.get(i).tag().toString());
            tree(where + " " + tag, expected.path(i).path(1), objects.get(i).value());
        }
    }
}
