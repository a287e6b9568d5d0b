package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;

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

    private final Bytes block;

    private RecoveredBlock(Bytes block) {
        this.block = block;
    }

    /** The checks that all signed objects begin with, in the specification's order. */
    static RecoveredBlock recover(RsaPublicKey signer, Bytes signature, int format) throws Refusal {
        if (signature.length() != signer.modulusLength()) {
            throw new Refusal(OdaCheck.LENGTH, signature.length() + " bytes under a key of " + signer.modulusLength());
        }
        Bytes block = signer.apply(signature);
        expect(OdaCheck.TRAILER, TRAILER, block.unsigned(block.length() - 1));
        expect(OdaCheck.HEADER, HEADER, block.unsigned(0));
        expect(OdaCheck.FORMAT, format, block.unsigned(1));
        return new RecoveredBlock(block);
    }

    int length() {
        return block.length();
    }

    int unsigned(int index) {
        return block.unsigned(index);
    }

    Bytes slice(int from, int to) {
        return block.slice(from, to);
    }

    /** Everything between header and hash, fields and filling: the beginning of what the hash covers. */
    Bytes hashedPart() {
        return block.slice(1, block.length() - HASH_AND_TRAILER);
    }

    void checkHash(int hashAlgorithm, Bytes... continuation) throws Refusal {
        expect(OdaCheck.HASH_ALGORITHM, HASH_ALGORITHM_SHA_1, hashAlgorithm);
        MessageDigest sha1 = Digests.sha1();
        sha1.update(hashedPart().toByteArray());
        for (Bytes part : continuation) {
            sha1.update(part.toByteArray());
        }
        Bytes found = block.slice(block.length() - HASH_AND_TRAILER, block.length() - 1);
        if (!found.equals(Bytes.of(sha1.digest()))) {
            throw new Refusal(OdaCheck.HASH, "the recovered hash is not that of the data");
        }
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
