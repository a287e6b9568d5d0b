package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/** Hash over the card's static data in an ECC certificate, by its indicator. EMV 4.4 Book 2, B3. */
enum IccDataHash {
    // NOTE: 04 and 05 (SHA-3) and 80 (SM3) are defined too and refused as unsupported, like the suites that go with
    // them.
    SHA_256(0x02, "SHA-256", 32),
    SHA_512(0x03, "SHA-512", 64);

    private final int indicator;
    private final String algorithm;
    private final int length;

    IccDataHash(int indicator, String algorithm, int length) {
        this.indicator = indicator;
        this.algorithm = algorithm;
        this.length = length;
    }

    static IccDataHash of(int indicator) throws Refusal {
        for (IccDataHash hash : values()) {
            if (hash.indicator == indicator) {
                return hash;
            }
        }
        throw new Refusal(
                OdaCheck.ICC_DATA_HASH_ALGORITHM,
                "hash algorithm " + Bytes.ofUnsigned(indicator).toHex() + " is not supported here");
    }

    int indicator() {
        return indicator;
    }

    int length() {
        return length;
    }

    Bytes over(Bytes data) {
        return Bytes.of(Digests.of(algorithm).digest(data.toByteArray()));
    }
}
