package dev.solvo.qr.wallet;

/**
 * The merchant's number of a refund (out_request_no, out_refund_no, the orderId of a UnionPay refund): a repeated refund
 * keeps its number, so that the money goes back once.
 *
 * <p>Wallets differ in what they take: Alipay 1 to 64 letters, digits and underscores, WeChat Pay 6 to 32 of those and
 * {@code - | *}, UnionPay 8 to 40 letters and digits. Eight to 32 letters and digits suit all of them.
 *
 * @param text 1 to 64 of {@code A-Z a-z 0-9 _ - | *}
 */
public record RefundNumber(String text) {
    /** The longest number of any wallet, in characters. */
    public static final int MAXIMUM_LENGTH = 64;

    /**
     * Checks the characters; each wallet's calls check its own limits on top.
     *
     * @throws IllegalArgumentException if a character or the length is not allowed
     */
    public RefundNumber {
        if (text.isEmpty() || text.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "a number of " + text.length() + " characters; expected 1 to " + MAXIMUM_LENGTH);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letterOrDigit && "_-|*".indexOf(c) < 0) {
                throw new IllegalArgumentException(
                        "character " + i + " of " + text + " is not one of A-Z a-z 0-9 _ - | *");
            }
        }
    }

    /** As {@code new RefundNumber(text)}. */
    public static RefundNumber of(String text) {
        return new RefundNumber(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
