package dev.solvo.emv.data;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.Pan;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides what of a value is shown. Holds the account numbers of the data at hand, to find them under other tags. */
final class Masking {
    private static final Tag TRACK_2_DATA = Tag.of(0x9F6B);

    private final boolean masked;
    private final TagDictionary dictionary;
    private final Set<String> accountNumbers;

    private Masking(boolean masked, TagDictionary dictionary, Set<String> accountNumbers) {
        this.masked = masked;
        this.dictionary = dictionary;
        this.accountNumbers = accountNumbers;
    }

    static Masking of(boolean masked, TagDictionary dictionary, List<Tlv> objects) {
        Set<String> numbers = new HashSet<>();
        if (masked) {
            for (Tlv object : objects) {
                collect(object, numbers);
            }
        }
        return new Masking(masked, dictionary, numbers);
    }

    private static void collect(Tlv object, Set<String> numbers) {
        try {
            if (object.tag().equals(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER)) {
                numbers.add(Pan.parse(object.value()).digits());
            } else if (object.tag().equals(EmvTag.TRACK_2_EQUIVALENT_DATA)) {
                numbers.add(Track2EquivalentData.parse(object.value()).pan().digits());
            }
        } catch (CryptoException | EmvDataException notANumber) {
            return;
        }
        for (Tlv child : object.children()) {
            collect(child, numbers);
        }
    }

    /** Tells whether the value itself must not be seen, so that it must not be put into words either. */
    boolean hides(Tag tag, Bytes value) {
        return tag.equals(EmvTag.TRANSACTION_PIN_DATA)
                || (masked && (dictionary.isMasked(tag) || containsAccountNumber(value)));
    }

    /** The value in hexadecimal, or what stands for it. */
    String show(Tag tag, Bytes value) {
        if (!hides(tag, value)) {
            return value.toHex();
        }
        try {
            if (tag.equals(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER)) {
                return Pan.parse(value).toString();
            }
            if (tag.equals(EmvTag.TRACK_2_EQUIVALENT_DATA) || tag.equals(TRACK_2_DATA)) {
                return Track2EquivalentData.parse(value).toString();
            }
        } catch (CryptoException | EmvDataException unreadable) {
            return "masked, not readable, " + value;
        }
        return "masked, " + value;
    }

    private boolean containsAccountNumber(Bytes value) {
        if (accountNumbers.isEmpty()) {
            return false;
        }
        String hex = value.toHex();
        String characters = new String(value.toByteArray(), StandardCharsets.ISO_8859_1);
        for (String number : accountNumbers) {
            if (hex.contains(number) || characters.contains(number)) {
                return true;
            }
        }
        return false;
    }
}
