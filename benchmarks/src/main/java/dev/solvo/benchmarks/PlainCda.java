package dev.solvo.benchmarks;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A CDA check as a program would write it directly on a general library: three recoveries, four hashes, header, format
 * and trailer. It leaves out the checks of PAN, dates, revocation and algorithms that Solvo makes; so it does less.
 */
abstract class PlainCda {
    private static final int HASH_LENGTH = 20;
    private static final int ISSUER_KEY_AT = 15;
    private static final int CARD_KEY_AT = 21;
    private static final int DYNAMIC_DATA_AT = 4;
    private static final int CRYPTOGRAM_LENGTH = 8;

    /** The RSA public operation; the result has as many bytes as the modulus. */
    abstract byte[] recover(BigInteger modulus, BigInteger exponent, byte[] block);

    abstract byte[] sha1(byte[]... parts);

    /** Checks everything from the issuer's certificate on, and gives the application cryptogram. */
    final byte[] verify(CdaData data) {
        BigInteger issuerModulus = key(
                recover(number(data.authorityModulus()), number(data.authorityExponent()), data.issuerCertificate()),
                ISSUER_KEY_AT,
                data.issuerRemainder(),
                data.issuerExponent());
        BigInteger cardModulus = key(
                recover(issuerModulus, number(data.issuerExponent()), data.cardCertificate()),
                CARD_KEY_AT,
                data.cardRemainder(),
                data.cardExponent(),
                data.staticData());

        byte[] signed = recover(cardModulus, number(data.cardExponent()), data.signature());
        checkFrame(signed, 0x05);
        int hashAt = signed.length - HASH_LENGTH - 1;
        checkHash(signed, hashAt, sha1(Arrays.copyOfRange(signed, 1, hashAt), data.unpredictableNumber()));
        // Length of the dynamic number, the number, cryptogram information data.
        int cryptogramAt = DYNAMIC_DATA_AT + 1 + signed[DYNAMIC_DATA_AT] + 1;
        checkHash(signed, cryptogramAt + CRYPTOGRAM_LENGTH, sha1(data.transactionData()));
        return Arrays.copyOfRange(signed, cryptogramAt, cryptogramAt + CRYPTOGRAM_LENGTH);
    }

    private BigInteger key(byte[] recovered, int keyAt, byte[] remainder, byte[]... hashedToo) {
        checkFrame(recovered, keyAt == ISSUER_KEY_AT ? 0x02 : 0x04);
        int hashAt = recovered.length - HASH_LENGTH - 1;
        byte[][] parts = new byte[2 + hashedToo.length][];
        parts[0] = Arrays.copyOfRange(recovered, 1, hashAt);
        parts[1] = remainder;
        System.arraycopy(hashedToo, 0, parts, 2, hashedToo.length);
        checkHash(recovered, hashAt, sha1(parts));
        int length = recovered[keyAt - 2] & 0xFF;
        byte[] key = new byte[length];
        int inCertificate = Math.min(length, hashAt - keyAt);
        System.arraycopy(recovered, keyAt, key, 0, inCertificate);
        System.arraycopy(remainder, 0, key, inCertificate, length - inCertificate);
        return number(key);
    }

    private static void checkFrame(byte[] block, int format) {
        if (block[0] != 0x6A || block[1] != format || block[block.length - 1] != (byte) 0xBC) {
            throw new IllegalStateException("not a recovered block of format " + format);
        }
    }

    private static void checkHash(byte[] block, int at, byte[] hash) {
        if (!Arrays.equals(block, at, at + HASH_LENGTH, hash, 0, HASH_LENGTH)) {
            throw new IllegalStateException("hash differs");
        }
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }
}
