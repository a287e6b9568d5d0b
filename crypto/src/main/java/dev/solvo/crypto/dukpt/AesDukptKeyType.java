package dev.solvo.crypto.dukpt;

/** What a working key of AES DUKPT is (ANSI X9.24-3:2017, 6.3.3, tables of algorithms and lengths). */
public enum AesDukptKeyType {
    /** Triple DES with two keys. */
    TDES_2(0, 16, 112),
    /** Triple DES with three keys. */
    TDES_3(1, 24, 112),
    /** AES of 128 bits. */
    AES_128(2, 16, 128),
    /** AES of 192 bits. */
    AES_192(3, 24, 192),
    /** AES of 256 bits. */
    AES_256(4, 32, 256),
    /** HMAC of 128 bits. */
    HMAC_128(5, 16, 128),
    /** HMAC of 192 bits. */
    HMAC_192(5, 24, 192),
    /** HMAC of 256 bits. */
    HMAC_256(5, 32, 256);

    private final int indicator;
    private final int lengthBytes;
    private final int strengthBits;

    AesDukptKeyType(int indicator, int lengthBytes, int strengthBits) {
        this.indicator = indicator;
        this.lengthBytes = lengthBytes;
        this.strengthBits = strengthBits;
    }

    /**
     * Length of such a key.
     *
     * @return 16, 24 or 32 bytes
     */
    public int lengthBytes() {
        return lengthBytes;
    }

    /**
     * Most strength that such a key can have; a key is never stronger than the one it was derived of.
     *
     * @return bits
     */
    public int strengthBits() {
        return strengthBits;
    }

    int indicator() {
        return indicator;
    }

    boolean isTdes() {
        return this == TDES_2 || this == TDES_3;
    }

    boolean isHmac() {
        return indicator == HMAC_128.indicator;
    }

    static AesDukptKeyType aes(int lengthBytes) {
        return switch (lengthBytes) {
            case 16 -> AES_128;
            case 24 -> AES_192;
            default -> AES_256;
        };
    }
}
