package dev.solvo.qr.merchant;

import dev.solvo.qr.QrException;
import java.util.Arrays;
import java.util.List;

/** Splits a text into objects: two digits ID, two digits length, value. */
final class FieldReader {
    /** In the payload, {@link #isTemplate} says what is a template; in the additional data every ID from 50 on is. */
    private static final int PAYLOAD = 26;

    private static final int ADDITIONAL_DATA = 50;
    private static final int NO_TEMPLATES = 100;

    private final String text;
    private final int base;
    private final LengthUnit unit;
    private final int lowestTemplate;
    private int at;

    private FieldReader(String text, int base, LengthUnit unit, int lowestTemplate) {
        this.text = text;
        this.base = base;
        this.unit = unit;
        this.lowestTemplate = lowestTemplate;
    }

    /** All objects of the payload, templates opened where EMVCo has them. */
    static List<MerchantField> readPayload(String payload, LengthUnit unit) throws QrException {
        return new FieldReader(payload, 0, unit, PAYLOAD).readAll();
    }

    /** Merchant accounts 26 to 51, additional data 62, language 64, unreserved 80 to 99. */
    static boolean isTemplate(int id) {
        return id >= 26 && id <= 51 || id == 62 || id == 64 || id >= 80;
    }

    private MerchantField field(int id, String value, int offset) {
        if (id < lowestTemplate || !isTemplate(id) && lowestTemplate == PAYLOAD) {
            return new MerchantField(id, value, offset, List.of(), false);
        }
        try {
            int inside = lowestTemplate == PAYLOAD && id == 62 ? ADDITIONAL_DATA : NO_TEMPLATES;
            // Four characters before the value.
            List<MerchantField> children = new FieldReader(value, offset + 4, unit, inside).readAll();
            return new MerchantField(id, value, offset, children, true);
        } catch (QrException e) {
            return new MerchantField(id, value, offset, List.of(), false);
        }
    }

    private List<MerchantField> readAll() throws QrException {
        MerchantField[] fields = new MerchantField[likelyCount()];
        int count = 0;
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
            if (count == fields.length) {
                fields = Arrays.copyOf(fields, 2 * count + 1);
            }
            fields[count++] = field(id, text.substring(from, end), base + start);
            at = end;
        }
        return List.of(count == fields.length ? fields : Arrays.copyOf(fields, count));
    }

    /** How many objects there are if all is well: so much room is made for them. */
    private int likelyCount() {
        int objects = 0;
        for (int start = 0; start <= text.length() - 4; objects++) {
            int length = (text.charAt(start + 2) - '0') * 10 + text.charAt(start + 3) - '0';
            start += 4 + Math.max(0, length);
        }
        return objects;
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
