package dev.solvo.qr.merchant;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** EMVCo's own rules over one code. EMVCo QRCPS Merchant-Presented Mode 1.1, 3 and 4. */
final class MerchantRules {
    private static final BigDecimal LEAST_PERCENTAGE = new BigDecimal("0.01");
    private static final BigDecimal GREATEST_PERCENTAGE = new BigDecimal("99.99");
    private static final int[] MANDATORY = {52, 53, 58, 59, 60};

    private final MerchantCode code;
    private final List<Finding> findings = new ArrayList<>();

    private MerchantRules(MerchantCode code) {
        this.code = code;
    }

    static List<Finding> check(MerchantCode code) {
        MerchantRules rules = new MerchantRules(code);
        rules.order();
        rules.presence();
        for (MerchantField field : code.fields()) {
            rules.field(field);
        }
        rules.fees();
        return rules.findings;
    }

    private void order() {
        List<MerchantField> fields = code.fields();
        int end = code.payload().length();
        if (fields.isEmpty() || fields.get(0).id() != 0) {
            find("FIRST_NOT_00", 0, "the first object is not the payload format indicator");
        } else if (!fields.get(0).value().equals("01")) {
            find("PFI_UNSUPPORTED", 0, "the payload format is not 01");
        }
        Optional<MerchantField> crc = code.field(63);
        if (!crc.isPresent()) {
            find("MISSING_63", end, "there is no checksum");
            return;
        }
        if (fields.get(fields.size() - 1).id() != 63) {
            find("LAST_NOT_63", crc.get().offset(), "the checksum is not the last object");
        }
        if (code.hasExactCrc(crc.get())) {
            return;
        }
        String computed = code.computedCrc();
        String given = crc.get().value();
        if (!given.toUpperCase(Locale.ROOT).equals(computed)) {
            find("CRC_MISMATCH", crc.get().offset(), "the checksum is " + computed);
        } else if (!given.equals(computed)) {
            find("CRC_LOWERCASE", crc.get().offset(), "the checksum is in small letters");
        }
    }

    private void presence() {
        int end = code.payload().length();
        boolean account = false;
        // Shifts count modulo 64.
        long upTo63 = 0;
        long from64 = 0;
        for (MerchantField field : code.fields()) {
            account |= field.id() >= 2 && field.id() <= 51;
            long bit = 1L << field.id();
            if (((field.id() < 64 ? upTo63 : from64) & bit) != 0) {
                find("DUPLICATE_ID", field.offset(), "ID " + field.idText() + " stands twice");
            }
            if (field.id() < 64) {
                upTo63 |= bit;
            } else {
                from64 |= bit;
            }
        }
        if (!account) {
            find("NO_MERCHANT_ACCOUNT", end, "none of the IDs 02 to 51 says who is paid");
        }
        for (int id : MANDATORY) {
            if ((upTo63 & 1L << id) == 0) {
                find("MISSING_" + id, end, "ID " + id + " is mandatory");
            }
        }
    }

    private void field(MerchantField field) {
        if (field.value().isEmpty()) {
            find("EMPTY_VALUE_" + field.idText(), field.offset(), "the value has no characters");
            return;
        }
        switch (field.id()) {
            case 1 ->
                format(
                        field,
                        "POI_METHOD_UNKNOWN",
                        field.value().equals("11") || field.value().equals("12"),
                        "11 or 12");
            case 52 -> digits(field, 4);
            case 53 -> digits(field, 3);
            case 54, 56 -> amount(field);
            case 55 ->
                format(
                        field,
                        "FORMAT_55",
                        field.value().equals("01")
                                || field.value().equals("02")
                                || field.value().equals("03"),
                        "01, 02 or 03");
            case 57 -> percentage(field);
            case 58 -> format(field, "FORMAT_58", isLetters(field.value(), true), "two capital letters");
            case 59 -> atMost(field, "59", 25);
            case 60 -> atMost(field, "60", 15);
            case 61 -> atMost(field, "61", 10);
            default -> {
                if (FieldReader.isTemplate(field.id())) {
                    template(field);
                }
            }
        }
    }

    private void template(MerchantField field) {
        String id = field.idText();
        if (!field.template()) {
            find("TEMPLATE_MALFORMED_" + id, field.offset(), "the value cannot be read as a template");
            return;
        }
        unique(field, id);
        if (field.id() == 62) {
            additionalData(field);
        } else if (field.id() == 64) {
            language(field);
        } else {
            identifier(field, id);
        }
    }

    private void unique(MerchantField template, String id) {
        long upTo63 = 0;
        long from64 = 0;
        for (MerchantField child : template.children()) {
            long bit = 1L << child.id();
            if (((child.id() < 64 ? upTo63 : from64) & bit) != 0) {
                find("DUPLICATE_ID_" + id, child.offset(), "ID " + id + "-" + child.idText() + " stands twice");
            }
            if (child.id() < 64) {
                upTo63 |= bit;
            } else {
                from64 |= bit;
            }
        }
    }

    private void identifier(MerchantField template, String id) {
        Optional<String> identifier = template.globallyUniqueIdentifier();
        if (!identifier.isPresent()) {
            find("NO_GUID_" + id, template.offset(), "the template does not say whose it is (00)");
        } else if (characters(identifier.get()) > 32) {
            find("LENGTH_GUID_" + id, template.offset(), "the identifier has more than 32 characters");
        }
    }

    private void additionalData(MerchantField template) {
        for (MerchantField child : template.children()) {
            if (child.id() >= 1 && child.id() <= 8) {
                if (characters(child.value()) > 25) {
                    atMost(child, "62_" + child.idText(), 25);
                }
            } else if (child.id() == 9) {
                boolean once = child.value().chars().distinct().count()
                        == child.value().length();
                boolean known = child.value().chars().allMatch(c -> c == 'A' || c == 'M' || c == 'E');
                format(child, "FORMAT_62_09", once && known, "of A, M and E, each once");
            } else if (child.id() >= 50) {
                String id = "62_" + child.idText();
                if (child.template()) {
                    identifier(child, id);
                } else {
                    find("TEMPLATE_MALFORMED_" + id, child.offset(), "the value cannot be read as a template");
                }
            }
        }
    }

    private void language(MerchantField template) {
        boolean language = false;
        boolean name = false;
        for (MerchantField child : template.children()) {
            if (child.id() == 0) {
                language = true;
                format(child, "FORMAT_64_00", isLetters(child.value(), false), "two letters");
            } else if (child.id() == 1) {
                name = true;
                atMost(child, "64_01", 25);
            } else if (child.id() == 2) {
                atMost(child, "64_02", 15);
            }
        }
        if (!language) {
            find("MISSING_64_00", template.offset(), "the language template does not name its language");
        }
        if (!name) {
            find("MISSING_64_01", template.offset(), "the language template has no merchant name");
        }
    }

    private void fees() {
        String indicator = code.find(55).orElse("");
        if (indicator.equals("02") != code.field(56).isPresent()) {
            find("FEE_FIXED_PRESENCE", at(56), "a fixed fee (56) belongs to indicator 02 and to no other");
        }
        if (indicator.equals("03") != code.field(57).isPresent()) {
            find("FEE_PERCENT_PRESENCE", at(57), "a percentage (57) belongs to indicator 03 and to no other");
        }
    }

    private int at(int id) {
        return code.field(id).map(MerchantField::offset).orElse(code.payload().length());
    }

    private void amount(MerchantField field) {
        atMost(field, field.idText(), 13);
        if (!isAmount(field.value())) {
            find("FORMAT_" + field.id(), field.offset(), "an amount is digits with at most one point");
        } else if (isZero(field.value())) {
            find("ZERO_" + field.id(), field.offset(), "the amount is zero");
        }
    }

    private void percentage(MerchantField field) {
        atMost(field, "57", 5);
        if (!isAmount(field.value())) {
            find("FORMAT_57", field.offset(), "a percentage is digits with at most one point");
            return;
        }
        // A trailing point is allowed, and BigDecimal reads it.
        BigDecimal value = new BigDecimal(field.value());
        if (value.compareTo(LEAST_PERCENTAGE) < 0 || value.compareTo(GREATEST_PERCENTAGE) > 0) {
            find("RANGE_57", field.offset(), "a percentage is 00.01 to 99.99");
        }
    }

    private void digits(MerchantField field, int count) {
        String value = field.value();
        if (value.length() != count || afterDigits(value, 0) != count) {
            format(field, "FORMAT_" + field.id(), false, count + " digits");
        }
    }

    /** Digits, then nothing or a point and any number of digits. */
    private static boolean isAmount(String text) {
        int at = afterDigits(text, 0);
        if (at > 0 && at < text.length() && text.charAt(at) == '.') {
            return afterDigits(text, at + 1) == text.length();
        }
        return at > 0 && at == text.length();
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isZero(String amount) {
        for (int i = 0; i < amount.length(); i++) {
            if (amount.charAt(i) != '0' && amount.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetters(String text, boolean capital) {
        return text.length() == 2 && isLetter(text.charAt(0), capital) && isLetter(text.charAt(1), capital);
    }

    private static boolean isLetter(char c, boolean capital) {
        return c >= 'A' && c <= 'Z' || !capital && c >= 'a' && c <= 'z';
    }

    private void format(MerchantField field, String rule, boolean good, String expected) {
        if (!good) {
            find(rule, field.offset(), "ID " + field.idText() + " is not " + expected);
        }
    }

    private void atMost(MerchantField field, String id, int maximum) {
        int length = characters(field.value());
        if (length > maximum) {
            find("LENGTH_" + id, field.offset(), length + " characters; expected at most " + maximum);
        }
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private void find(String rule, int offset, String text) {
        findings.add(new Finding(rule, offset, text));
    }
}
