package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.crypto.key.Pan;
import dev.solvo.qr.QrException;
import dev.solvo.qr.consumer.ConsumerApplication;
import dev.solvo.qr.consumer.ConsumerCode;
import dev.solvo.qr.consumer.ConsumerObject;
import dev.solvo.qr.consumer.ConsumerTemplate;
import dev.solvo.qr.consumer.ConsumerViolation;
import java.io.PrintWriter;

/** A consumer-presented code for people: identifiers and labels, card numbers masked, all other values by their length. */
final class ConsumerCodeText {
    private final ConsumerCode code;

    private ConsumerCodeText(ConsumerCode code) {
        this.code = code;
    }

    static ConsumerCodeText parse(String base64) throws QrException {
        return new ConsumerCodeText(ConsumerCode.parse(base64));
    }

    void print(PrintWriter out) {
        for (ConsumerApplication application : code.applications()) {
            out.println("application " + application.applicationIdentifier().toHex()
                    + application.label().map(label -> " " + label).orElse(""));
            out.println("  card number " + application.pan().map(Pan::toString).orElse("(none)"));
            application.lastFourDigits().ifPresent(digits -> out.println("  last four digits " + digits));
            out.println("  transparent data " + application.transparent().length() + " bytes, for the issuer");
        }
        for (ConsumerTemplate template : code.templates()) {
            out.println("61 application template: " + objects(template));
        }
        code.common().ifPresent(template -> out.println("62 common data template: " + objects(template)));
        for (ConsumerViolation violation : code.violations()) {
            out.println("finding: " + violation);
        }
    }

    void put(ObjectNode report) {
        ArrayNode applications = report.putArray("applications");
        for (ConsumerApplication application : code.applications()) {
            ObjectNode entry = applications.addObject();
            entry.put("aid", application.applicationIdentifier().toHex());
            application.label().ifPresent(label -> entry.put("label", label));
            application.pan().ifPresent(pan -> entry.put("panMasked", pan.toString()));
            application.lastFourDigits().ifPresent(digits -> entry.put("lastFourDigits", digits));
            entry.put("transparentBytes", application.transparent().length());
        }
        ArrayNode findings = report.putArray("findings");
        code.violations().forEach(violation -> findings.addObject().put("rule", violation.name()));
    }

    private static String objects(ConsumerTemplate template) {
        StringBuilder text = new StringBuilder();
        for (ConsumerObject object : template.objects()) {
            text.append(text.length() == 0 ? "" : ", ").append(object);
        }
        return text.toString();
    }
}
