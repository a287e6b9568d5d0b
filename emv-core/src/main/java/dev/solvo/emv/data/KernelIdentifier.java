package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Names a contactless kernel: one byte for the kernels of the EMV books, three bytes for the domestic and proprietary ones of
 * tag 9F2A. EMV Book B, combination selection.
 *
 * @param value 1 byte, or 3 and more
 */
public record KernelIdentifier(Bytes value) {
    /** No kernel of its own: an entry of the PPSE with it may be served by every kernel that the AID is configured for. */
    public static final KernelIdentifier ANY = of(0x00);

    /** The kernel of Book C-2. */
    public static final KernelIdentifier KERNEL_2 = of(0x02);

    /** The kernel of Book C-3. */
    public static final KernelIdentifier KERNEL_3 = of(0x03);

    /** The kernel of Book C-7. */
    public static final KernelIdentifier KERNEL_7 = of(0x07);

    /** The kernel of Book C-8. */
    public static final KernelIdentifier KERNEL_8 = of(0x08);

    /** Longest identifier, in bytes: the longest value of tag 9F2A. */
    private static final int MAX_LENGTH = 8;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the identifier has no bytes, or more than 8
     */
    public KernelIdentifier {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a kernel identifier of " + value.length() + " bytes");
        }
    }

    /**
     * A kernel whose identifier has one byte.
     *
     * @param number 0 to 255
     * @return the identifier
     */
    public static KernelIdentifier of(int number) {
        return new KernelIdentifier(Bytes.ofUnsigned(number));
    }

    /** The bytes in hexadecimal. */
    @Override
    public String toString() {
        return value.toHex();
    }
}
