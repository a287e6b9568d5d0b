package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How a card's key comes from the issuer's: of the account number and its sequence number (EMV 4.4 Book 2, A1.4). */
public enum IccMasterKeyDerivation {
    /** Of the last 16 digits of account and sequence number; triple DES (A1.4.1). */
    OPTION_A(KeyAlgorithm.TDES),
    /** Like A for up to 16 digits, of a decimalised SHA-1 hash for more; triple DES (A1.4.2). */
    OPTION_B(KeyAlgorithm.TDES),
    /** Of all digits; AES (A1.4.3). */
    OPTION_C(KeyAlgorithm.AES);

    private static final int DIGITS_OF_A = 16;
    private static final int DIGITS_OF_C = 32;

    private final KeyAlgorithm algorithm;

    IccMasterKeyDerivation(KeyAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    /**
     * Derives the key of a card. Its parity is adjusted.
     *
     * @param key the issuer's key
     * @param pan the account number
     * @param sequenceNumber the sequence number, {@link PanSequenceNumber#ZERO} where the card has none
     * @param <P> what the keys are for
     * @return the card's key, as long as the issuer's, to be closed by the caller
     * @throws IllegalArgumentException if the option is not for the cipher of the key
     */
    public <P extends KeyPurpose> IccMasterKey<P> derive(
            IssuerMasterKey<P> key, Pan pan, PanSequenceNumber sequenceNumber) {
        return key.iccMasterKey(derive(key.symmetricKey(), pan, sequenceNumber));
    }

    /**
     * Derives the key of a card from a key without the type that says what it is for. Its parity is adjusted.
     *
     * @param issuerKey the issuer's key, stays open
     * @param pan the account number
     * @param sequenceNumber the sequence number, {@link PanSequenceNumber#ZERO} where the card has none
     * @return the card's key, as long as the issuer's, to be closed by the caller
     * @throws IllegalArgumentException if the option is not for the cipher of the key
     */
    public SymmetricKey derive(SymmetricKey issuerKey, Pan pan, PanSequenceNumber sequenceNumber) {
        return derive(issuerKey, pan, sequenceNumber, issuerKey.lengthBytes());
    }

    /**
     * Derives the key of a card in another length than the issuer's key has, as option C can for AES.
     *
     * @param issuerKey the issuer's key, stays open
     * @param pan the account number
     * @param sequenceNumber the sequence number, {@link PanSequenceNumber#ZERO} where the card has none
     * @param lengthBytes length of the card's key
     * @return the card's key, to be closed by the caller
     * @throws IllegalArgumentException if the option is not for the cipher of the key, or the cipher has no such length
     */
    public SymmetricKey derive(SymmetricKey issuerKey, Pan pan, PanSequenceNumber sequenceNumber, int lengthBytes) {
        if (issuerKey.algorithm() != algorithm) {
            throw new IllegalArgumentException(this + " is not for " + issuerKey.algorithm() + " keys");
        }
        String digits = pan.digits() + sequenceNumber.toBytes().toHex();
        return derive(
                issuerKey,
                switch (this) {
                    case OPTION_A -> lastDigits(digits, DIGITS_OF_A);
                    case OPTION_B ->
                        pan.length() <= DIGITS_OF_A ? lastDigits(digits, DIGITS_OF_A) : decimalisedHash(digits);
                    case OPTION_C -> lastDigits(digits, DIGITS_OF_C);
                },
                lengthBytes);
    }

    /**
     * Derives the key of a card by the hash of option B whatever the length of the account number, which EMV does only for
     * more than 16 digits. For agreement with hosts that do so; triple DES.
     *
     * @param issuerKey the issuer's key, stays open
     * @param pan the account number
     * @param sequenceNumber the sequence number, {@link PanSequenceNumber#ZERO} where the card has none
     * @return the card's key, as long as the issuer's, to be closed by the caller
     * @throws IllegalArgumentException if the key is not triple DES
     */
    public static SymmetricKey deriveByHash(SymmetricKey issuerKey, Pan pan, PanSequenceNumber sequenceNumber) {
        if (issuerKey.algorithm() != OPTION_B.algorithm) {
            throw new IllegalArgumentException(OPTION_B + " is not for " + issuerKey.algorithm() + " keys");
        }
        return derive(
                issuerKey,
                decimalisedHash(pan.digits() + sequenceNumber.toBytes().toHex()),
                issuerKey.lengthBytes());
    }

    private static SymmetricKey derive(SymmetricKey issuerKey, String digits, int lengthBytes) {
        Bytes left = Bytes.fromHex(digits);
        // The second half is enciphered of the complement; an AES key of one block needs the first half only.
        Bytes data = left.length() == lengthBytes ? left : left.plus(complement(left));
        return issuerKey.deriveByEncryption(data.toByteArray(), lengthBytes, ParityPolicy.ADJUST);
    }

    private static String lastDigits(String digits, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = digits.length(); i < count; i++) {
            text.append('0');
        }
        return text.append(digits, Math.max(0, digits.length() - count), digits.length())
                .toString();
    }

    /** Sixteen digits of the hash: its decimal digits first, then its letters with A as 0 to F as 5. */
    private static String decimalisedHash(String digits) {
        Bytes packed = Bytes.fromHex(digits.length() % 2 == 0 ? digits : "0" + digits);
        String hash = Bytes.of(sha1(packed.toByteArray())).toHex();
        StringBuilder decimal = new StringBuilder(hash.length());
        StringBuilder letters = new StringBuilder(hash.length());
        for (int i = 0; i < hash.length(); i++) {
            char c = hash.charAt(i);
            if (c <= '9') {
                decimal.append(c);
            } else {
                letters.append((char) (c - 'A' + '0'));
            }
        }
        return decimal.append(letters).substring(0, DIGITS_OF_A);
    }

    private static byte[] sha1(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static Bytes complement(Bytes block) {
        byte[] bytes = block.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
        return Bytes.of(bytes);
    }
}
