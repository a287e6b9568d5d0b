package dev.solvo.prepaid.ledger;

import dev.solvo.tlv.Bytes;

/**
 * The account of one card: 16 bytes derived from the card's code under a secret key, so that who reads the store does not
 * learn codes. It is also what a store is sharded by.
 *
 * @param value 16 bytes
 */
public record AccountId(Bytes value) implements Comparable<AccountId> {
    /** Bytes of an account's id. */
    public static final int LENGTH = 16;

    /** @throws IllegalArgumentException if it is not 16 bytes long */
    public AccountId {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("an account id has 16 bytes, not " + value.length());
        }
    }

    /** Reads the form that {@link #toString()} prints: 32 hexadecimal digits. */
    public static AccountId parse(String hex) {
        return new AccountId(Bytes.fromHex(hex));
    }

    @Override
    public int compareTo(AccountId other) {
        for (int i = 0; i < LENGTH; i++) {
            int difference = value.unsigned(i) - other.value.unsigned(i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
