package dev.solvo.qr.merchant;

/**
 * One rule that a code breaks.
 *
 * @param code the rule and the ID, such as {@code LENGTH_60} or {@code NO_GUID_62_98}
 * @param offset where the object begins in the payload, in UTF-16 units; the payload's length for what is missing
 * @param text what is wrong, in English
 */
public record Finding(String code, int offset, String text) {
    /** Whether the code can be used all the same: CRC_LOWERCASE alone. */
    public boolean isWarning() {
        return code.equals("CRC_LOWERCASE");
    }
}
