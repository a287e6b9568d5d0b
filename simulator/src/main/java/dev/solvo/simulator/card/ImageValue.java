package dev.solvo.simulator.card;

import dev.solvo.simulator.SimulatorTextException;
import dev.solvo.simulator.card.ImageText.Line;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How values are written in a card image: bytes, text, numbers, data object lists, CVM lists. */
final class ImageValue {
    private static final Map<String, Integer> CVM_METHODS = Map.of(
            "fail", 0x00,
            "plaintext-pin", 0x01,
            "online-pin", 0x02,
            "plaintext-pin-and-signature", 0x03,
            "enciphered-pin", 0x04,
            "enciphered-pin-and-signature", 0x05,
            "signature", 0x1E,
            "no-cvm", 0x1F);

    private static final Map<String, Integer> CVM_CONDITIONS = Map.of(
            "always", 0x00,
            "unattended-cash", 0x01,
            "no-cash", 0x02,
            "supported", 0x03,
            "manual-cash", 0x04,
            "cashback", 0x05,
            "under-x", 0x06,
            "over-x", 0x07,
            "under-y", 0x08,
            "over-y", 0x09);

    private static final int NEXT_RULE_IF_UNSUCCESSFUL = 0x40;

    private ImageValue() {}

    static boolean isTag(String keyword) {
        return keyword.matches("[0-9A-F]{2}|[0-9A-F]{4}|[0-9A-F]{6}|[0-9A-F]{8}");
    }

    static Tag tag(Line line, String word) throws SimulatorTextException {
        if (!isTag(word)) {
            throw line.fault("expected a tag in upper-case hexadecimal digits");
        }
        try {
            return Tag.of(Integer.parseUnsignedInt(word, 16));
        } catch (IllegalArgumentException e) {
            throw line.fault("not one BER tag");
        }
    }

    /** Hexadecimal digits, a text in quotes, {@code dol ...} or {@code cvm ...}. */
    static Bytes value(Line line, String text) throws SimulatorTextException {
        if (text.startsWith("\"")) {
            return Bytes.of(quoted(line, text).getBytes(StandardCharsets.ISO_8859_1));
        }
        if (text.startsWith("dol ")) {
            return dol(line, List.of(text.substring(4).strip().split("\\s+")));
        }
        if (text.startsWith("cvm ")) {
            return cvmList(line, text.substring(4).strip().split("\\s+"));
        }
        return hex(line, text);
    }

    static Bytes hex(Line line, String text) throws SimulatorTextException {
        try {
            return Bytes.fromHex(text);
        } catch (IllegalArgumentException e) {
            throw line.fault("expected hexadecimal digits: " + e.getMessage());
        }
    }

    static String quoted(Line line, String text) throws SimulatorTextException {
        if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
            throw line.fault("expected a text in double quotes");
        }
        return text.substring(1, text.length() - 1);
    }

    static int number(Line line, String word, int min, int max) throws SimulatorTextException {
        try {
            int value = Integer.parseInt(word);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw line.fault("expected a decimal number");
        }
        throw line.fault("expected a number from " + min + " to " + max);
    }

    /** Tags with their lengths: {@code 9F02:6 9F37:4}. Empty for no words. */
    static Bytes dol(Line line, List<String> words) throws SimulatorTextException {
        Bytes list = Bytes.EMPTY;
        for (String word : words) {
            int colon = word.indexOf(':');
            if (colon < 0) {
                throw line.fault("expected a tag and its length, such as 9F02:6");
            }
            list = list.plus(tag(line, word.substring(0, colon)).toBytes())
                    .plus(Bytes.ofUnsigned(number(line, word.substring(colon + 1), 0, 255)));
        }
        return list;
    }

    /** X, Y, then rules {@code method[+next][@condition]}. EMV 4.4 Book 3, Annex C3. */
    private static Bytes cvmList(Line line, String[] words) throws SimulatorTextException {
        if (words.length < 2) {
            throw line.fault("a CVM list begins with the amounts X and Y");
        }
        Bytes list = amount(line, words[0]).plus(amount(line, words[1]));
        for (int i = 2; i < words.length; i++) {
            String word = words[i];
            int at = word.indexOf('@');
            String condition = at < 0 ? "always" : word.substring(at + 1);
            String method = at < 0 ? word : word.substring(0, at);
            boolean next = method.endsWith("+next");
            method = next ? method.substring(0, method.length() - 5) : method;
            int code = named(line, CVM_METHODS, method) | (next ? NEXT_RULE_IF_UNSUCCESSFUL : 0);
            list = list.plus(Bytes.ofUnsigned(code, named(line, CVM_CONDITIONS, condition)));
        }
        return list;
    }

    private static Bytes amount(Line line, String word) throws SimulatorTextException {
        int value = number(line, word, 0, Integer.MAX_VALUE);
        return Bytes.ofUnsigned(value >>> 24, value >>> 16 & 0xFF, value >>> 8 & 0xFF, value & 0xFF);
    }

    private static int named(Line line, Map<String, Integer> names, String word) throws SimulatorTextException {
        Integer value = names.get(word);
        if (value != null) {
            return value;
        }
        if (word.matches("[0-9A-F]{2}")) {
            return Integer.parseInt(word, 16);
        }
        throw line.fault("unknown name " + quote(word) + "; known are "
                + String.join(", ", names.keySet().stream().sorted().toList()) + " and two hexadecimal digits");
    }

    static <E extends Enum<E>> E constant(Line line, Class<E> type, String word) throws SimulatorTextException {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
                return constant;
            }
        }
        throw line.fault("unknown word " + quote(word));
    }

    /** Only words of letters are shown, so that no digits of a card reach a message. */
    static String quote(String word) {
        return word.matches("[A-Za-z-]{1,40}") ? "'" + word + "'" : "(not shown)";
    }
}
