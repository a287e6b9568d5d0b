package dev.solvo.prepaid;

/**
 * The idempotency key of one operation: made by the caller, saved by him before he sends, and sent again as it is until he
 * has an answer. One key stands for one operation on one card of one tenant, for ever.
 *
 * @param value 1 to 64 printable ASCII characters without space and tilde (keys with a tilde are the library's own)
 */
public record OperationKey(String value) {
    private static final int LONGEST = 64;
    private static final int LONGEST_DERIVED = LONGEST + 16;

    /** @throws IllegalArgumentException if {@code value} has other characters or another length */
    public OperationKey {
        int longest = value.startsWith("~") ? LONGEST_DERIVED : LONGEST;
        if (value.isEmpty() || value.length() > longest) {
            throw new IllegalArgumentException("a key has 1 to " + LONGEST + " characters, not " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character <= ' ' || character > '~') {
                throw new IllegalArgumentException(
                        "a key has printable ASCII characters without space only, unlike character " + (i + 1));
            }
        }
    }

    /**
     * A key as a caller hands it in.
     *
     * @throws IllegalArgumentException if it has a tilde, another character that a key cannot have, or another length
     */
    public static OperationKey of(String value) {
        if (value.indexOf('~') >= 0) {
            throw new IllegalArgumentException("a key with a tilde is the library's own");
        }
        return new OperationKey(value);
    }

    /**
     * The key of an operation that this one entails, which no caller can choose.
     *
     * @param step 1 to 14 lower-case letters
     */
    public OperationKey derived(String step) {
        if (!step.matches("[a-z]{1,14}")) {
            throw new IllegalArgumentException("a step has 1 to 14 lower-case letters");
        }
        if (value.startsWith("~")) {
            throw new IllegalArgumentException("a derived key has no derived keys");
        }
        return new OperationKey("~" + step + "~" + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
