package dev.solvo.qr.merchant;

import dev.solvo.qr.QrException;
import java.util.ArrayList;
import java.util.List;

/** Splits a text into objects: two digits ID, two digits length, value. */
final class FieldReader {
    private final String text;
    private final int base;
    private final LengthUnit unit;
    private int at;

    private FieldReader(String text, int base, LengthUnit unit) {
        this.text = text;
        this.base = base;
        this.unit = unit;
    }

    /** All objects of the payload, templates opened where EMVCo has them. */
    static List<MerchantField> readPayload(String payload, LengthUnit unit) throws QrException {
        List<MerchantField> fields = new FieldReader(payload, 0, unit).readAll();
        for (int i = 0; i < fields.size(); i++) {
            MerchantField field = fields.get(i);
            if (isTemplate(field.id())) {
                fields.set(i, open(field, unit, field.id() == 62));
            }
        }
        return fields;
    }

    /** Merchant accounts 26 to 51, additional data 62, language 64, unreserved 80 to 99. */
    static boolean isTemplate(int id) {
        return id >= 26 && id <= 51 || id == 62 || id == 64 || id >= 80;
    }

    private static MerchantField open(MerchantField field, LengthUnit unit, boolean additionalData) {
        try {
            // Four characters before the value.
            List<MerchantField> children = new FieldReader(field.value(), field.offset() + 4, unit).readAll();
            if (additionalData) {
                for (int i = 0; i < children.size(); i++) {
                    if (children.get(i).id() >= 50) {
                        children.set(i, open(children.get(i), unit, false));
                    }
                }
            }
            return new MerchantField(field.id(), field.value(), field.offset(), children, true);
        } catch (QrException e) {
            return field;
        }
    }

    private List<MerchantField> readAll() throws QrException {
        List<MerchantField> fields = new ArrayList<>();
        while (at < text.length()) {
            int start = at;
            int id = number(start, "ID");
            int length = number(start + 2, "length");
            int from = start + 4;
            int end = unit == LengthUnit.CHARACTERS ? afterCharacters(from, length) : afterBytes(from, length);
            if (end < 0) {
                throw new QrException(
                        "MALFORMED_TLV", base + start, "the value of " + length + " runs over the end of the text");
            }
            fields.add(new MerchantField(id, text.substring(from, end), base + start, List.of(), false));
            at = end;
        }
        return fields;
    }

    private int number(int from, String what) throws QrException {
        if (text.length() - from < 2 || !isDigit(from) || !isDigit(from + 1)) {
            throw new QrException("MALFORMED_TLV", base + from, "no two digits of " + what);
        }
        return (text.charAt(from) - '0') * 10 + text.charAt(from + 1) - '0';
    }

    private boolean isDigit(int index) {
        return text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private int afterCharacters(int from, int count) {
        int at = from;
        int last = Math.min(text.length(), from + count);
        while (at < last && !Character.isSurrogate(text.charAt(at))) {
            at++;
        }
        if (at - from == count) {
            return at;
        }
        int end = from;
        for (int i = 0; i < count; i++) {
            if (end >= text.length()) {
                return -1;
            }
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private int afterBytes(int from, int count) {
        int end = from;
        int left = count;
        while (left > 0) {
            if (end >= text.length()) {
                return -1;
            }
            int codePoint = text.codePointAt(end);
            left -= utf8Length(codePoint);
            end += Character.charCount(codePoint);
        }
        // A length that ends inside of a character belongs to no text.
        return left == 0 ? end : -1;
    }

    static int utf8Length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}
