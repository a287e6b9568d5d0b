package dev.solvo.qr.wallet;

/**
 * The code that a customer's phone shows and the shop scans: whoever knows it can take the money once, until it changes
 * after about a minute.
 *
 * <p>Its text is handed out by {@link #secretText()} only; {@link #toString()} shows the first two and the last two
 * characters, and no code of Solvo logs or saves it.
 */
public final class PaymentCode {
    /** The longest code of any known wallet, in characters: EMVCo consumer-presented data in base64. */
    public static final int MAXIMUM_LENGTH = 684;

    private final String text;

    private PaymentCode(String text) {
        this.text = text;
    }

    /**
     * Takes the text as the scanner gave it.
     *
     * @throws IllegalArgumentException if it is empty, longer than {@link #MAXIMUM_LENGTH}, or holds anything but
     *     printable ASCII; the message does not repeat it
     */
    public static PaymentCode of(String text) {
        if (text.isEmpty() || text.length() > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException(
                    "a payment code of " + text.length() + " characters; expected 1 to " + MAXIMUM_LENGTH);
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        "character " + i + " of the payment code is not a printable ASCII character");
            }
        }
        return new PaymentCode(text);
    }

    /** The whole code, for the request to the wallet and for nothing else. */
    public String secretText() {
        return text;
    }

    /** The number of characters. */
    public int length() {
        return text.length();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PaymentCode code && code.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Masked, such as {@code 28**************94}. */
    @Override
    public String toString() {
        if (text.length() < 12) {
            return "************";
        }
        StringBuilder masked = new StringBuilder(text);
        for (int i = 2; i < text.length() - 2; i++) {
            masked.setCharAt(i, '*');
        }
        return masked.toString();
    }
}
