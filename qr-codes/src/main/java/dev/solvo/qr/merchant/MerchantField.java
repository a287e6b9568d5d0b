package dev.solvo.qr.merchant;

import java.util.List;
import java.util.Optional;

/**
 * One data object of a merchant-presented code.
 *
 * @param id 0 to 99
 * @param value the text as it stands in the code
 * @param offset where the object begins in the payload, in UTF-16 units of the text
 * @param children what is in it if it is a template that could be read; empty for a plain value, and for a template
 *     whose value is something else, as national codes have them
 * @param template whether it could be read as a template
 */
public record MerchantField(int id, String value, int offset, List<MerchantField> children, boolean template) {
    /** Checks the ID and copies the list. */
    public MerchantField {
        if (id < 0 || id > 99) {
            throw new IllegalArgumentException("an ID is 00 to 99, not " + id);
        }
        children = List.copyOf(children);
    }

    /** A plain value for a code that is being built. */
    public static MerchantField of(int id, String value) {
        return new MerchantField(id, value, 0, List.of(), false);
    }

    /** The ID in two digits. */
    public String idText() {
        return (id < 10 ? "0" : "") + id;
    }

    /** The value of the first object of that ID in this template. */
    public Optional<String> find(int child) {
        for (MerchantField field : children) {
            if (field.id == child) {
                return Optional.of(field.value);
            }
        }
        return Optional.empty();
    }

    /** The globally unique identifier (00) of this template. */
    public Optional<String> globallyUniqueIdentifier() {
        return find(0);
    }
}
