package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Cryptogram Information Data, tag 9F27: which cryptogram a card gave, and why. EMV 4.4 Book 3, 6.5.5.
 *
 * @param value the byte, 00 to FF
 */
public record CryptogramInformationData(int value) {
    /** The kind of cryptogram, in rising order: a card may answer with a lower one than was asked for. */
    public enum Type {
        /** 00: Application Authentication Cryptogram, declined. */
        AAC,
        /** 10: Authorisation Request Cryptogram, the card asks to go online. */
        ARQC,
        /** 01: Transaction Certificate, approved. */
        TC,
        /** 11: reserved; older versions had a referral here. */
        RESERVED
    }

    /** Why the card decided so. */
    public enum ReasonCode {
        /** 000: no reason given. */
        NONE,
        /** 001: service not allowed. */
        SERVICE_NOT_ALLOWED,
        /** 010: PIN Try Limit exceeded. */
        PIN_TRY_LIMIT_EXCEEDED,
        /** 011: issuer authentication failed. */
        ISSUER_AUTHENTICATION_FAILED,
        /** Any other value; treated as no reason. */
        RESERVED
    }

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number does not fit a byte
     */
    public CryptogramInformationData {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException("cryptogram information data are one byte");
        }
    }

    /**
     * Reads the value field.
     *
     * @param bytes 1 byte
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static CryptogramInformationData parse(Bytes bytes) throws EmvDataException {
        if (bytes.length() != 1) {
            throw EmvDataException.length(EmvTag.CRYPTOGRAM_INFORMATION_DATA, bytes.length(), "1");
        }
        return new CryptogramInformationData(bytes.unsigned(0));
    }

    /**
     * The value field.
     *
     * @return 1 byte
     */
    public Bytes toBytes() {
        return Bytes.ofUnsigned(value);
    }

    /**
     * The kind of cryptogram, bits 8 and 7.
     *
     * @return the kind
     */
    public Type type() {
        return switch (value >> 6) {
            case 0 -> Type.AAC;
            case 1 -> Type.TC;
            case 2 -> Type.ARQC;
            default -> Type.RESERVED;
        };
    }

    /**
     * Tells whether the issuer wants an advice message, bit 4.
     *
     * @return whether one is required
     */
    public boolean adviceRequired() {
        return (value & 0x08) != 0;
    }

    /**
     * Why the card decided so, bits 3 to 1.
     *
     * @return the reason
     */
    public ReasonCode reasonCode() {
        return switch (value & 0x07) {
            case 0 -> ReasonCode.NONE;
            case 1 -> ReasonCode.SERVICE_NOT_ALLOWED;
            case 2 -> ReasonCode.PIN_TRY_LIMIT_EXCEEDED;
            case 3 -> ReasonCode.ISSUER_AUTHENTICATION_FAILED;
            default -> ReasonCode.RESERVED;
        };
    }

    /** The byte and its parts. */
    @Override
    public String toString() {
        return toBytes().toHex() + " " + type() + (adviceRequired() ? ", advice required" : "")
                + (reasonCode() == ReasonCode.NONE ? "" : ", " + reasonCode());
    }
}
