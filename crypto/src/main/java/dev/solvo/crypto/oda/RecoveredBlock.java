package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;

/**
 * A block recovered from an RSA signature with message recovery: {@code 6A | format | … | hash (20) | BC}. EMV 4.4 Book 2,
 * A2.1.
 */
final class RecoveredBlock {
    static final int HEADER = 0x6A;
    static final int TRAILER = 0xBC;

    /** The only hash algorithm the specification has for RSA: SHA-1. EMV 4.4 Book 2, B3. */
    static final int HASH_ALGORITHM_SHA_1 = 0x01;

    private static final int HASH_AND_TRAILER = Digests.SHA_1_LENGTH + 1;

    private final byte[] block;

    private RecoveredBlock(byte[] block) {
        this.block = block;
    }

    /** The checks that all signed objects begin with, in the specification's order. */
    static RecoveredBlock recover(RsaPublicKey signer, Bytes signature, int format) throws Refusal {
        if (signature.length() != signer.modulusLength()) {
            throw new Refusal(OdaCheck.LENGTH, signature.length() + " bytes under a key of " + signer.modulusLength());
        }
        byte[] block = signer.applyToArray(signature);
        expect(OdaCheck.TRAILER, TRAILER, block[block.length - 1] & 0xFF);
        expect(OdaCheck.HEADER, HEADER, block[0] & 0xFF);
        expect(OdaCheck.FORMAT, format, block[1] & 0xFF);
        return new RecoveredBlock(block);
    }

    int length() {
        return block.length;
    }

    int unsigned(int index) {
        return block[index] & 0xFF;
    }

    Bytes slice(int from, int to) {
        return Bytes.of(block, from, to - from);
    }

    /** The hash begins with everything between header and hash, fields and filling. */
    void checkHash(Sha1 sha1, int hashAlgorithm, Bytes... continuation) throws Refusal {
        expect(OdaCheck.HASH_ALGORITHM, HASH_ALGORITHM_SHA_1, hashAlgorithm);
        int end = block.length - HASH_AND_TRAILER;
        if (!isAt(end, sha1.of(block, 1, end - 1, continuation))) {
            throw new Refusal(OdaCheck.HASH, "the recovered hash is not that of the data");
        }
    }

    /** Tells whether the block has these bytes there; the time does not depend on where they differ. */
    boolean isAt(int from, byte[] expected) {
        int difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference |= block[from + i] ^ expected[i];
        }
        return difference == 0;
    }

    static void expect(OdaCheck check, int expected, int found) throws Refusal {
        if (found != expected) {
            throw new Refusal(
                    check,
                    "found " + Bytes.ofUnsigned(found).toHex() + ", expected "
                            + Bytes.ofUnsigned(expected).toHex());
        }
    }
}
