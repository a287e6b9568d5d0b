package dev.solvo.cli.qr;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.merchant.Finding;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.MerchantField;
import dev.solvo.qr.merchant.Profile;
import java.io.PrintWriter;
import java.util.List;

/** A merchant-presented code for people: its tree with names, its profile, and what breaks the profile's and EMVCo's rules. */
final class MerchantCodeText {
    private final MerchantCode code;
    private final Profile profile;

    private MerchantCodeText(MerchantCode code, Profile profile) {
        this.code = code;
        this.profile = profile;
    }

    /** Reads a code; one whose lengths count bytes is read so if its profile says it. */
    static MerchantCodeText parse(String payload) throws QrException {
        try {
            MerchantCode code = MerchantCode.parse(payload);
            Profile profile = Profile.detect(code);
            return new MerchantCodeText(MerchantCode.parse(payload, profile.lengthUnit()), profile);
        } catch (QrException broken) {
            MerchantCode inBytes = parseInBytes(payload, broken);
            return new MerchantCodeText(inBytes, Profile.BHARATQR);
        }
    }

    private static MerchantCode parseInBytes(String payload, QrException broken) throws QrException {
        try {
            MerchantCode code = MerchantCode.parse(payload, Profile.BHARATQR.lengthUnit());
            if (Profile.detect(code) == Profile.BHARATQR) {
                return code;
            }
        } catch (QrException alsoBroken) {
            // The first error is the one that the reader of EMVCo's rules expects.
            throw broken;
        }
        throw broken;
    }

    void print(PrintWriter out) {
        out.println("profile " + NamedProfile.of(profile));
        for (MerchantField field : code.fields()) {
            print(out, "", field, MerchantFieldName.of(field.id()));
        }
        for (Finding finding : code.validate(profile)) {
            out.println("finding by " + NamedProfile.of(profile) + ": " + finding.code() + " at " + finding.offset()
                    + ": " + finding.text());
        }
        if (profile != Profile.EMVCO) {
            for (Finding finding : code.validate(Profile.EMVCO)) {
                out.println("finding by emvco: " + finding.code() + " at " + finding.offset() + ": " + finding.text());
            }
        }
    }

    void put(ObjectNode report) {
        report.put("profile", NamedProfile.of(profile).name());
        put(report.putArray("objects"), code.fields(), -1);
        findings(report.putArray("findings"), code.validate(profile));
        findings(report.putArray("emvcoFindings"), code.validate(Profile.EMVCO));
    }

    private static void print(PrintWriter out, String indent, MerchantField field, String name) {
        String value = field.template() ? "" : " " + field.value();
        out.println(indent + field.idText() + " " + name + value);
        for (MerchantField child : field.children()) {
            print(out, indent + "  ", child, MerchantFieldName.of(field.id(), child.id()));
        }
    }

    private static void put(ArrayNode objects, List<MerchantField> fields, int parent) {
        for (MerchantField field : fields) {
            ObjectNode object = objects.addObject();
            object.put("id", field.idText());
            object.put(
                    "name", parent < 0 ? MerchantFieldName.of(field.id()) : MerchantFieldName.of(parent, field.id()));
            object.put("value", field.value());
            object.put("offset", field.offset());
            if (field.template()) {
                put(object.putArray("objects"), field.children(), field.id());
            }
        }
    }

    private static void findings(ArrayNode array, List<Finding> findings) {
        for (Finding finding : findings) {
            ObjectNode entry = array.addObject();
            entry.put("rule", finding.code());
            entry.put("offset", finding.offset());
            entry.put("text", finding.text());
            entry.put("warning", finding.isWarning());
        }
    }
}
