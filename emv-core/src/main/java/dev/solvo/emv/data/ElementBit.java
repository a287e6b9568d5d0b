package dev.solvo.emv.data;

/**
 * One bit of a data element, by the specification's way of counting: byte 1 is the first, bit 8 the most significant.
 */
public interface ElementBit {
    /**
     * Byte of the element.
     *
     * @return 1 or more
     */
    int byteNumber();

    /**
     * Bit of the byte.
     *
     * @return 8 (80) to 1 (01)
     */
    int bitNumber();

    /**
     * What the bit says when it is 1, in the specification's words.
     *
     * @return a short text
     */
    String meaning();
}
