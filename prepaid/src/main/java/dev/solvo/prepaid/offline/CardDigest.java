package dev.solvo.prepaid.offline;

import dev.solvo.tlv.Bytes;

/**
 * What stands for a card in a {@link BlockList}: the first 16 bytes of HMAC-SHA-256 of its code under the {@link BlockListKey}.
 *
 * @param value 16 bytes
 */
public record CardDigest(Bytes value) implements Comparable<CardDigest> {
    /** Bytes of a digest. */
    public static final int LENGTH = 16;

    /** @throws IllegalArgumentException if it is not 16 bytes long */
    public CardDigest {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("a card's digest has " + LENGTH + " bytes, not " + value.length());
        }
    }

    @Override
    public int compareTo(CardDigest other) {
        for (int i = 0; i < LENGTH; i++) {
            int difference = value.unsigned(i) - other.value.unsigned(i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }
}
