package dev.solvo.crypto.mac;

import dev.solvo.tlv.Bytes;

/** How a message is filled up to whole blocks (ISO/IEC 9797-1:2011, 6.3). */
public enum Padding {
    /** Zeros, as few as possible; a block of them for the empty message. Does not tell where the message ended. */
    METHOD_1,
    /** 80 always, then zeros, as few as possible. */
    METHOD_2,
    /** A block that holds the length in bits before the message, zeros behind it. */
    METHOD_3;

    /**
     * Fills a message up.
     *
     * @param message any number of bytes
     * @param blockLengthBytes length of a block, 8 or 16
     * @return one or more whole blocks
     * @throws IllegalArgumentException if the block length is not positive
     */
    public Bytes apply(Bytes message, int blockLengthBytes) {
        if (blockLengthBytes < 8) {
            throw new IllegalArgumentException("a block of " + blockLengthBytes + " bytes");
        }
        return switch (this) {
            case METHOD_1 -> message.plus(zeros(message.length(), blockLengthBytes, blockLengthBytes));
            case METHOD_2 ->
                Bytes.concat(message, Bytes.ofUnsigned(0x80), zeros(message.length() + 1, blockLengthBytes, 0));
            case METHOD_3 ->
                Bytes.concat(
                        lengthBlock(message.length(), blockLengthBytes),
                        message,
                        zeros(message.length(), blockLengthBytes, 0));
        };
    }

    private static Bytes zeros(int length, int blockLengthBytes, int ifEmpty) {
        return Bytes.repeat(0, length == 0 ? ifEmpty : Math.floorMod(-length, blockLengthBytes));
    }

    private static Bytes lengthBlock(int length, int blockLengthBytes) {
        byte[] block = new byte[blockLengthBytes];
        long bits = length * 8L;
        for (int i = 1; i <= 8; i++) {
            block[blockLengthBytes - i] = (byte) (bits >> 8 * (i - 1));
        }
        return Bytes.of(block);
    }
}
