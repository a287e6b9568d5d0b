package dev.solvo.transcript;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.apdu.ResponseApdu;
import dev.solvo.emv.data.ChipData;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes bytes in hexadecimal with everything hidden that identifies a cardholder or an account, wherever it stands: as a
 * data object of its own, or copied into a command by a data object list.
 */
public final class CardDataMask {
    private static final int VERIFY = 0x20;
    private static final int PAN_DIGITS_SHOWN_FIRST = 6;
    private static final int PAN_DIGITS_SHOWN_LAST = 4;
    private static final int SHORTEST_NUMBER = 8;

    private final TagDictionary dictionary;
    private final List<String> hidden = new ArrayList<>();

    private CardDataMask(TagDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** A mask that knows this card's number. */
    public static CardDataMask of(TagDictionary dictionary, ChipData data) {
        CardDataMask mask = new CardDataMask(dictionary);
        for (Map.Entry<Tag, Bytes> element : data.elements().entrySet()) {
            if (dictionary.isMasked(element.getKey())) {
                mask.hide(element.getKey(), element.getValue());
            }
        }
        return mask;
    }

    /** A mask that knows the card from all that it answered. */
    public static CardDataMask of(TagDictionary dictionary, List<ResponseApdu> answers) {
        Map<Tag, Bytes> secrets = new HashMap<>();
        for (ResponseApdu answer : answers) {
            try {
                PrimitiveObjects.forEach(TlvReader.lenient(answer.data(), TlvLimits.DEFAULT), object -> {
                    if (dictionary.isMasked(Tag.of(object.tag()))) {
                        secrets.put(Tag.of(object.tag()), object.value());
                    }
                });
            } catch (TlvException notObjects) {
                // What could be read is known; the rest is masked where its tag stands.
            }
        }
        return of(dictionary, ChipData.of(secrets));
    }

    /** The command; of VERIFY the header only, for its body is a PIN. */
    public String hex(CommandApdu command) {
        String hex = command.toBytes().toHex();
        if (command.ins() == VERIFY && !command.data().isEmpty()) {
            int header = hex.length() - 2 * command.data().length();
            return hex.substring(0, header) + stars(2 * command.data().length());
        }
        return replaceKnown(hex);
    }

    /** The answer's body. */
    public String hex(ResponseApdu response) {
        return hex(response.data());
    }

    /** Data objects, or anything that may hold some. */
    public String hex(Bytes data) {
        StringBuilder hex = new StringBuilder(data.toHex());
        try {
            PrimitiveObjects.forEach(TlvReader.lenient(data, TlvLimits.DEFAULT), object -> {
                Tag tag = Tag.of(object.tag());
                if (dictionary.isMasked(tag)) {
                    int from = 2 * object.valueOffset();
                    int to = from + 2 * object.length();
                    hex.replace(from, to, masked(tag, hex.substring(from, to)));
                }
            });
        } catch (TlvException notObjects) {
            // What could be read is masked; known values are replaced below wherever they stand.
        }
        return replaceKnown(hex.toString());
    }

    private void hide(Tag tag, Bytes value) {
        String hex = value.toHex();
        if (tag.equals(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER)) {
            while (hex.endsWith("F")) {
                hex = hex.substring(0, hex.length() - 1);
            }
        }
        if (hex.length() >= SHORTEST_NUMBER) {
            hidden.add(hex);
        }
        if (tag.equals(EmvTag.TRACK_2_EQUIVALENT_DATA) && hex.indexOf('D') >= SHORTEST_NUMBER) {
            hidden.add(hex.substring(0, hex.indexOf('D')));
        }
    }

    private String replaceKnown(String hex) {
        String text = hex;
        for (String secret : hidden) {
            text = text.replace(secret, maskedNumber(secret));
        }
        return text;
    }

    private static String masked(Tag tag, String hex) {
        return tag.equals(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER) ? maskedNumber(hex) : stars(hex.length());
    }

    private static String maskedNumber(String hex) {
        int digits = hex.length();
        while (digits > 0 && hex.charAt(digits - 1) == 'F') {
            digits--;
        }
        if (digits < PAN_DIGITS_SHOWN_FIRST + PAN_DIGITS_SHOWN_LAST + 1 || digits > 19) {
            return stars(hex.length());
        }
        return hex.substring(0, PAN_DIGITS_SHOWN_FIRST)
                + stars(digits - PAN_DIGITS_SHOWN_FIRST - PAN_DIGITS_SHOWN_LAST)
                + hex.substring(digits - PAN_DIGITS_SHOWN_LAST);
    }

    private static String stars(int count) {
        return "*".repeat(count);
    }
}
