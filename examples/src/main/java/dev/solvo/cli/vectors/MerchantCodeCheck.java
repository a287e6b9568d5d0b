package dev.solvo.cli.vectors;

import static dev.solvo.cli.vectors.MismatchException.ifDifferent;
import static dev.solvo.cli.vectors.MismatchException.ifNot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.solvo.qr.QrException;
import dev.solvo.qr.merchant.Finding;
import dev.solvo.qr.merchant.MerchantCode;
import dev.solvo.qr.merchant.MerchantField;
import dev.solvo.qr.merchant.NationalData;
import dev.solvo.qr.merchant.PixData;
import dev.solvo.qr.merchant.Profile;
import dev.solvo.qr.merchant.PromptPayData;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Merchant-presented codes: every object, what EMVCo's rules find, and what a country's profile reads. */
final class MerchantCodeCheck implements RecordCheck {
    @Override
    public String check(JsonNode record) throws MismatchException, QrException {
        String payload = record.path("payload").asText();
        if (record.has("expect") && record.path("expect").isTextual()) {
            return forbidden(record, payload);
        }
        MerchantCode code = MerchantCode.parse(payload);
        ifDifferent("payload", payload, code.payload());
        ifDifferent("checksum is right", record.path("crcOk").asBoolean(), code.hasRightCrc());
        ifDifferent("findings", texts(record.path("emvViolations")), codes(code.validate(Profile.EMVCO)));
        fields("", record.path("fields"), code.fields());
        if (!record.has("expect")) {
            return "objects, checksum, findings";
        }
        national(record, payload);
        return "objects, checksum, findings, profile, national data";
    }

    private static String forbidden(JsonNode record, String payload) throws MismatchException {
        Set<String> found;
        try {
            found = codes(MerchantCode.parse(payload).validate(Profile.EMVCO));
        } catch (QrException refused) {
            ifNot(refused.offset().isPresent(), "refused without a place");
            found = Set.of(refused.code());
        }
        ifNot(found.contains(record.path("expect").asText()), "found " + found);
        ifDifferent("findings", texts(record.path("allViolations")), found);
        return "findings " + found;
    }

    private static void national(JsonNode record, String payload) throws MismatchException, QrException {
        Profile profile = Profile.valueOf(record.path("profile").asText());
        MerchantCode code = MerchantCode.parse(payload, profile.lengthUnit());
        ifDifferent("profile", profile, Profile.detect(code));
        ifDifferent("findings of the profile", Set.of(), codes(code.validate(profile)));
        NationalData data = profile.read(code).orElseThrow(() -> new MismatchException("no data of " + profile));
        Map<String, String> expected = new TreeMap<>();
        record.path("expect")
                .properties()
                .forEach(entry -> expected.put(entry.getKey(), entry.getValue().asText()));
        Map<String, String> found = values(data);
        found.keySet().retainAll(expected.keySet());
        ifDifferent("national data", expected, found);
    }

    /** The data by the names of their components; enum constants as the data files write them. */
    private static Map<String, String> values(NationalData data) throws MismatchException {
        Map<String, String> values = new TreeMap<>();
        try {
            for (RecordComponent component : data.getClass().getRecordComponents()) {
                put(values, component.getName(), component.getAccessor().invoke(data));
            }
        } catch (ReflectiveOperationException refused) {
            throw new MismatchException("the data cannot be read: " + refused);
        }
        if (data instanceof PixData pix) {
            put(values, "kind", pix.kind());
        }
        return values;
    }

    private static void put(Map<String, String> all, String name, Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(present -> put(all, name, present));
        } else if (value instanceof PromptPayData.Type type) {
            all.put(name, camelCase(type.name()));
        } else if (value instanceof Enum<?> constant) {
            all.put(name, constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else {
            all.put(name, value.toString());
        }
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
            text.append(text.length() == 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }

    private static void fields(String where, JsonNode expected, List<MerchantField> found) throws MismatchException {
        ifDifferent("objects " + where, expected.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
            MerchantField field = found.get(i);
            String id = where + field.idText();
            ifDifferent("ID of object " + i, expected.path(i).path(0).asText(), field.idText());
            JsonNode value = expected.path(i).path(1);
            ifDifferent(id + " is a template", value.isArray(), field.template());
            if (value.isArray()) {
                fields(id + "-", value, field.children());
            } else {
                ifDifferent(id, value.asText(), field.value());
            }
        }
    }

    private static Set<String> codes(List<Finding> findings) {
        Set<String> codes = new TreeSet<>();
        findings.forEach(finding -> codes.add(finding.code()));
        return codes;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
