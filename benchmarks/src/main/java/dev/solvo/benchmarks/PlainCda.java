package dev.solvo.benchmarks;

import dev.solvo.crypto.oda.RsaCertifiedKey;
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
    private static final int CRYPTOGRAM_AT = 14;

    /** The RSA public operation; the result has as many bytes as the modulus. */
    abstract byte[] recover(BigInteger modulus, BigInteger exponent, byte[] block);

    abstract byte[] sha1(byte[]... parts);

    /** Checks everything from the issuer's certificate on, and gives the application cryptogram. */
    final byte[] verify(SignedCards cards, SignedCards.Card card) {
        BigInteger authorityModulus =
                number(cards.authority().publicKey().modulus().toByteArray());
        BigInteger authorityExponent =
                number(cards.authority().publicKey().exponent().toByteArray());
        BigInteger issuerModulus = key(authorityModulus, authorityExponent, cards.issuer(), ISSUER_KEY_AT, new byte[0]);
        BigInteger issuerExponent = number(cards.issuer().exponent().toByteArray());
        BigInteger cardModulus =
                key(issuerModulus, issuerExponent, card.key(), CARD_KEY_AT, SignedCards.STATIC_DATA.toByteArray());
        BigInteger cardExponent = number(card.key().exponent().toByteArray());

        byte[] signed = recover(cardModulus, cardExponent, card.signature().toByteArray());
        checkFrame(signed, 0x05);
        byte[] hash = sha1(
                Arrays.copyOfRange(signed, 1, signed.length - HASH_LENGTH - 1),
                SignedCards.UNPREDICTABLE_NUMBER.toByteArray());
        checkHash(signed, signed.length - HASH_LENGTH - 1, hash);
        checkHash(signed, CRYPTOGRAM_AT + 8, sha1(SignedCards.TRANSACTION_DATA.toByteArray()));
        return Arrays.copyOfRange(signed, CRYPTOGRAM_AT, CRYPTOGRAM_AT + 8);
    }

    private BigInteger key(
            BigInteger modulus, BigInteger exponent, RsaCertifiedKey certified, int keyAt, byte[] staticData) {
        byte[] recovered = recover(modulus, exponent, certified.certificate().toByteArray());
        checkFrame(recovered, keyAt == ISSUER_KEY_AT ? 0x02 : 0x04);
        byte[] remainder =
                certified.remainder().map(bytes -> bytes.toByteArray()).orElse(new byte[0]);
        int hashAt = recovered.length - HASH_LENGTH - 1;
        byte[] hash = sha1(
                Arrays.copyOfRange(recovered, 1, hashAt),
                remainder,
                certified.exponent().toByteArray(),
                staticData);
        checkHash(recovered, hashAt, hash);
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
