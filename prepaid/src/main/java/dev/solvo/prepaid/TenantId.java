package dev.solvo.prepaid;

/**
 * The issuer whose cards, keys and books these are. Tenants share a store and nothing else.
 *
 * @param value 1 to 32 letters, digits, dots, underscores or hyphens
 */
public record TenantId(String value) {
    /** @throws IllegalArgumentException if {@code value} has other characters or another length */
    public TenantId {
        Identifiers.check("tenant", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
