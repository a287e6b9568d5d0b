package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;

/**
 * The schemes by which a session key comes from a card's key. Each asks for what it takes and no more.
 *
 * <p>The caller closes the keys. Parity is adjusted unless said otherwise; it changes the bytes of a key and its
 * comparison with printed values, never a cryptogram.
 */
public final class SessionKeyDerivation {
    private SessionKeyDerivation() {}

    /**
     * EMV common session key of a counter, for application cryptograms (EMV 4.4 Book 2, A1.3.1).
     *
     * @param key the card's key
     * @param counter the transaction counter
     * @param <P> what the keys are for
     * @return the session key
     */
    public static <P extends KeyPurpose> SessionKey<P> emvCommon(
            IccMasterKey<P> key, ApplicationTransactionCounter counter) {
        int block = key.algorithm().blockLengthBytes();
        return emvCommon(key, counter.toBytes().plus(Bytes.repeat(0, block - 2)), ParityPolicy.ADJUST);
    }

    /**
     * EMV common session key of an application cryptogram, for secure messaging (EMV 4.4 Book 2, A1.3.1 and 9.2.2).
     *
     * @param key the card's key
     * @param cryptogram the cryptogram of the first GENERATE AC
     * @param <P> what the keys are for
     * @return the session key
     */
    public static <P extends KeyPurpose> SessionKey<P> emvCommon(
            IccMasterKey<P> key, ApplicationCryptogram cryptogram) {
        int block = key.algorithm().blockLengthBytes();
        // NOTE: for a cipher with blocks of 16 bytes the cryptogram is taken as the left half, zeros follow.
        return emvCommon(key, cryptogram.value().plus(Bytes.repeat(0, block - 8)), ParityPolicy.ADJUST);
    }

    /**
     * EMV common session key of any diversification value (EMV 4.4 Book 2, A1.3.1).
     *
     * @param key the card's key
     * @param diversification the value R, one block of the key's cipher
     * @param parity {@link ParityPolicy#KEEP} or {@link ParityPolicy#ADJUST}
     * @param <P> what the keys are for
     * @return the session key
     * @throws IllegalArgumentException if the value is not one block
     */
    public static <P extends KeyPurpose> SessionKey<P> emvCommon(
            IccMasterKey<P> key, Bytes diversification, ParityPolicy parity) {
        SymmetricKey master = key.symmetricKey();
        int block = key.algorithm().blockLengthBytes();
        if (diversification.length() != block) {
            throw new IllegalArgumentException(
                    "a diversification value has " + block + " bytes, not " + diversification.length());
        }
        Bytes data = master.lengthBytes() == block
                ? diversification
                : withThirdByte(diversification, 0xF0).plus(withThirdByte(diversification, 0x0F));
        return key.sessionKey(master.deriveByEncryption(data.toByteArray(), master.lengthBytes(), parity));
    }

    /**
     * Mastercard's session key of counter and unpredictable number, for application cryptograms (M/Chip SKD).
     *
     * @param key the card's key, triple DES
     * @param counter the transaction counter
     * @param number the terminal's unpredictable number
     * @param <P> what the keys are for
     * @return the session key
     */
    public static <P extends KeyPurpose> SessionKey<P> mastercard(
            IccMasterKey<P> key, ApplicationTransactionCounter counter, UnpredictableNumber number) {
        requireTripleDes(key);
        return emvCommon(key, Bytes.concat(counter.toBytes(), Bytes.repeat(0, 2), number.value()), ParityPolicy.ADJUST);
    }

    /**
     * Visa's session key for secure messaging: the counter is added to the end of the left half, its complement to the
     * end of the right half (VIS 1.5, B.4).
     *
     * @param key the card's key, triple DES
     * @param counter the transaction counter
     * @param <P> what the keys are for
     * @return the session key
     */
    public static <P extends KeyPurpose> SessionKey<P> visa(
            IccMasterKey<P> key, ApplicationTransactionCounter counter) {
        requireTripleDes(key);
        Bytes complement = Bytes.ofUnsigned(~counter.value() >> 8 & 0xFF, ~counter.value() & 0xFF);
        Bytes sixZeros = Bytes.repeat(0, 6);
        Bytes data = Bytes.concat(sixZeros, counter.toBytes(), sixZeros, complement);
        return key.sessionKey(key.symmetricKey().deriveByXor(data.toByteArray(), ParityPolicy.ADJUST));
    }

    /**
     * No derivation: the card's key itself, as Visa's cryptogram version 10 has it. Closing the session key leaves the
     * card's key open.
     *
     * @param key the card's key
     * @param <P> what the keys are for
     * @return the same key as a session key
     */
    public static <P extends KeyPurpose> SessionKey<P> none(IccMasterKey<P> key) {
        return key.asSessionKey();
    }

    private static void requireTripleDes(IccMasterKey<?> key) {
        if (key.algorithm() != KeyAlgorithm.TDES) {
            throw new IllegalArgumentException("this session key is derived of triple DES keys only");
        }
    }

    private static Bytes withThirdByte(Bytes block, int value) {
        return Bytes.concat(block.slice(0, 2), Bytes.ofUnsigned(value), block.slice(3));
    }
}
