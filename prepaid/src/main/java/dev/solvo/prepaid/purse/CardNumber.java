package dev.solvo.prepaid.purse;

import dev.solvo.tlv.Bytes;

/** Unsigned numbers of fixed length, as cards write them. */
final class CardNumber {
    static final long MAX_AMOUNT = 0xFFFF_FFFFL;
    static final int MAX_SEQUENCE = 0xFFFF;

    private CardNumber() {}

    static Bytes bytes(long value, int lengthBytes) {
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[lengthBytes - 1 - i] = (byte) (value >>> 8 * i);
        }
        return Bytes.of(bytes);
    }

    static Bytes amount(long minor) {
        return bytes(minor, 4);
    }

    static long requireAmount(long minor) {
        if (minor < 0 || minor > MAX_AMOUNT) {
            throw new IllegalArgumentException("an amount of a card has 0 to " + MAX_AMOUNT + " minor units");
        }
        return minor;
    }

    static int requireSequence(int sequence) {
        if (sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("a card's transaction number has two bytes");
        }
        return sequence;
    }

    static int requireByte(int value, String name) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException(name + " has one byte");
        }
        return value;
    }

    static Bytes requireLength(Bytes value, int lengthBytes, String name) {
        if (value.length() != lengthBytes) {
            throw new IllegalArgumentException(name + " has " + lengthBytes + " bytes, not " + value.length());
        }
        return value;
    }
}
