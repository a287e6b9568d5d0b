package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.EnumSet;
import java.util.Set;

/**
 * A data element of up to seven bytes whose bits have meanings of their own. Immutable.
 *
 * <p>Bits without a name, those reserved for future use, are kept as they came: what a card sent is echoed unchanged
 * (EMV 4.4 Book 3, 4.3).
 *
 * @param <B> the element's bits
 * @param <S> the element itself
 */
public abstract sealed class BitElement<B extends Enum<B> & ElementBit, S extends BitElement<B, S>>
        permits TerminalVerificationResults,
                ActionCode,
                TransactionStatusInformation,
                ApplicationInterchangeProfile,
                ApplicationUsageControl,
                TerminalCapabilities,
                AdditionalTerminalCapabilities,
                BiometricTerminalCapabilities,
                TerminalTransactionQualifiers,
                CardTransactionQualifiers,
                UnionPayTerminalQualifiers,
                UnionPayCardQualifiers {
    private final Class<B> bitType;
    private final int lengthBytes;
    private final long value;

    BitElement(Class<B> bitType, int lengthBytes, long value) {
        this.bitType = bitType;
        this.lengthBytes = lengthBytes;
        this.value = value;
    }

    abstract S of(long newValue);

    /**
     * Tells whether a bit is 1.
     *
     * @param bit the bit
     * @return whether it is set
     */
    public final boolean contains(B bit) {
        return (value & mask(bit)) != 0;
    }

    /**
     * The same element with a bit set to 1.
     *
     * @param bit the bit
     * @return the element with it
     */
    public final S with(B bit) {
        return of(value | mask(bit));
    }

    /**
     * The same element with a bit set to 0.
     *
     * @param bit the bit
     * @return the element without it
     */
    public final S without(B bit) {
        return of(value & ~mask(bit));
    }

    /**
     * The named bits that are 1, in the specification's order.
     *
     * @return a fresh set
     */
    public final Set<B> bits() {
        EnumSet<B> set = EnumSet.noneOf(bitType);
        for (B bit : EnumSet.allOf(bitType)) {
            if (contains(bit)) {
                set.add(bit);
            }
        }
        return set;
    }

    /**
     * Tells whether no bit is 1.
     *
     * @return whether all bytes are 00
     */
    public final boolean isZero() {
        return value == 0;
    }

    /**
     * The element's value field.
     *
     * @return the bytes
     */
    public final Bytes toBytes() {
        byte[] bytes = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            bytes[i] = (byte) (value >>> 8 * (lengthBytes - 1 - i));
        }
        return Bytes.of(bytes);
    }

    final long value() {
        return value;
    }

    private long mask(B bit) {
        return 1L << 8 * (lengthBytes - bit.byteNumber()) + bit.bitNumber() - 1;
    }

    static long parse(Bytes bytes, int lengthBytes, Tag tag) throws EmvDataException {
        if (bytes.length() != lengthBytes) {
            throw EmvDataException.length(tag, bytes.length(), Integer.toString(lengthBytes));
        }
        return bytes.toUnsignedLong();
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof BitElement<?, ?> that && that.getClass() == getClass() && that.value == value;
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(value);
    }

    /** The bytes in hexadecimal and the names of the bits that are 1. */
    @Override
    public final String toString() {
        return toBytes().toHex() + " " + bits();
    }
}
