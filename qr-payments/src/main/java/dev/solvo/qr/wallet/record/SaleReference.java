package dev.solvo.qr.wallet.record;

/**
 * The merchant's own name of what is paid for, such as the number of a bill: a sale is paid once, by whatever wallet and
 * under whatever order number. While an attempt to collect for it is unresolved, and once one has been paid, no other
 * one is begun. The parts of a bill that guests share are sales of their own.
 *
 * @param text 1 to 64 printable ASCII characters
 */
public record SaleReference(String text) {
    /** Checks length and characters. */
    public SaleReference {
        if (text.isEmpty() || text.length() > 64 || !text.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new IllegalArgumentException("a sale reference is 1 to 64 printable ASCII characters");
        }
    }

    /** As {@code new SaleReference(text)}. */
    public static SaleReference of(String text) {
        return new SaleReference(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
