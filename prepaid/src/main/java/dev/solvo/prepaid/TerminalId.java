package dev.solvo.prepaid;

/**
 * A terminal of a tenant's merchants: what is debited there is settled for its account.
 *
 * @param value 1 to 32 letters, digits, dots, underscores or hyphens
 */
public record TerminalId(String value) {
    /** @throws IllegalArgumentException if {@code value} has other characters or another length */
    public TerminalId {
        Identifiers.check("terminal", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
