package dev.solvo.cli.card;

import dev.solvo.emv.data.Decoded;
import dev.solvo.emv.data.Decoder;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TagDictionary;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.LenientTlv;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.Tlv;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Words for a card's data. Masked, it also hides the account number where it stands under a tag that nobody knows, in
 * another answer than the one that names it.
 */
final class CardDataText {
    private static final Tag TRACK_2_DATA = Tag.of(0x9F6B);
    private static final int SHORTEST_NUMBER = 8;
    private static final int LONGEST_NUMBER = 19;

    private final Decoder decoder;
    private final Set<String> accountNumbers = new LinkedHashSet<>();

    private CardDataText(Decoder decoder) {
        this.decoder = decoder;
    }

    static CardDataText unmasked() {
        return new CardDataText(Decoder.unmasked(TagDictionary.load()));
    }

    /**
     * Masked.
     *
     * @param answers all that the card said
     */
    static CardDataText masked(List<Bytes> answers) {
        CardDataText text = new CardDataText(Decoder.masked(TagDictionary.load()));
        for (Bytes answer : answers) {
            LenientTlv.parse(answer).objects().forEach(text::collect);
        }
        return text;
    }

    List<Decoded> objects(Bytes body) {
        return body.isEmpty() ? List.of() : hidden(decoder.tlv(body));
    }

    Decoded element(Tag tag, Bytes value) {
        return hidden(decoder.element(tag, value));
    }

    // Depth is that of the data, which the TLV limits bound.
    private void collect(Tlv object) {
        String hex = object.value().toHex();
        if (object.tag().equals(EmvTag.APPLICATION_PRIMARY_ACCOUNT_NUMBER)) {
            addNumber(hex.indexOf('F') < 0 ? hex : hex.substring(0, hex.indexOf('F')));
        } else if (object.tag().equals(EmvTag.TRACK_2_EQUIVALENT_DATA)
                || object.tag().equals(TRACK_2_DATA)) {
            addNumber(hex.indexOf('D') < 0 ? "" : hex.substring(0, hex.indexOf('D')));
        }
        object.children().forEach(this::collect);
    }

    private void addNumber(String digits) {
        if (digits.length() >= SHORTEST_NUMBER && digits.length() <= LONGEST_NUMBER) {
            accountNumbers.add(digits);
        }
    }

    private List<Decoded> hidden(List<Decoded> lines) {
        List<Decoded> shown = new ArrayList<>();
        lines.forEach(line -> shown.add(hidden(line)));
        return shown;
    }

    private Decoded hidden(Decoded line) {
        boolean secret = tells(line.value()) || tells(line.meaning());
        return new Decoded(
                line.label(),
                line.name(),
                secret ? "" : line.value(),
                secret ? "masked" : line.meaning(),
                secret ? List.of() : hidden(line.details()));
    }

    private boolean tells(String text) {
        for (String number : accountNumbers) {
            String characters =
                    Bytes.of(number.getBytes(StandardCharsets.US_ASCII)).toHex();
            if (text.contains(number) || text.contains(characters)) {
                return true;
            }
        }
        return false;
    }
}
