package dev.solvo.crypto.cryptogram;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;

/**
 * The issuer's answer with its response cryptogram, the ARPC: the value of tag 91 (EMV 4.4 Book 2, 8.2).
 *
 * <p>Method 1 is made with triple DES keys only. Book 2 has a form for AES, whose blocks have 16 bytes; how the cryptogram and
 * the response code fill one was at hand in no text, vector or implementation, so it is refused rather than guessed. Method
 * 2 takes both ciphers.
 *
 * @param arpc 8 bytes for a {@link IssuerResponse.Code}, 4 for a {@link IssuerResponse.Status}
 * @param response what is authenticated; claimed until {@link #verify} returned it
 */
public record IssuerAuthenticationData(Bytes arpc, IssuerResponse response) {
    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if the ARPC does not have the length of the method
     */
    public IssuerAuthenticationData {
        int expected = methodOf(response).arpcLengthBytes();
        if (arpc.length() != expected) {
            throw new IllegalArgumentException("an ARPC of " + arpc.length() + " bytes, not " + expected);
        }
    }

    /**
     * Reads the value of tag 91. Nothing is authenticated by that.
     *
     * @param method how the card's scheme answers
     * @param value 10 bytes for method 1, 8 to 16 for method 2
     * @return the parts
     * @throws CryptoException if the length is wrong
     */
    public static IssuerAuthenticationData parse(ArpcMethod method, Bytes value) throws CryptoException {
        int fewest = method == ArpcMethod.METHOD_1 ? 10 : 8;
        int most = method == ArpcMethod.METHOD_1 ? 10 : 16;
        if (value.length() < fewest || value.length() > most) {
            throw new CryptoException(
                    CryptoException.Reason.LENGTH,
                    "issuer authentication data have " + fewest + " to " + most + " bytes, not " + value.length());
        }
        Bytes rest = value.slice(method.arpcLengthBytes());
        return new IssuerAuthenticationData(
                value.slice(0, method.arpcLengthBytes()),
                method == ArpcMethod.METHOD_1
                        ? new IssuerResponse.Code(rest)
                        : new IssuerResponse.Status(CardStatusUpdate.of(rest.slice(0, 4)), rest.slice(4)));
    }

    /**
     * Makes the issuer's answer: method 1 for a code, method 2 for a status.
     *
     * @param key the session key, or the card's key where the scheme takes that
     * @param arqc the card's cryptogram
     * @param response what the issuer says
     * @return the answer
     * @throws IllegalArgumentException if method 1 is asked for with an AES key
     */
    public static IssuerAuthenticationData generate(
            SessionKey<KeyPurpose.Cryptogram> key, ApplicationCryptogram arqc, IssuerResponse response) {
        return new IssuerAuthenticationData(arpc(key, arqc, response), response);
    }

    /**
     * Checks the answer, in constant time and in full length.
     *
     * @param key the session key, or the card's key where the scheme takes that
     * @param arqc the card's own cryptogram
     * @return what the issuer says, authenticated
     * @throws CryptoException if the ARPC is not that of the response
     */
    public IssuerResponse verify(SessionKey<KeyPurpose.Cryptogram> key, ApplicationCryptogram arqc)
            throws CryptoException {
        if (!arpc(key, arqc, response).equals(arpc)) {
            throw new CryptoException(
                    CryptoException.Reason.AUTHENTICATION, "the ARPC is not that of the issuer's response");
        }
        return response;
    }

    /**
     * The value of tag 91.
     *
     * @return 8 to 16 bytes
     */
    public Bytes toBytes() {
        return arpc.plus(response.toBytes());
    }

    private static Bytes arpc(
            SessionKey<KeyPurpose.Cryptogram> key, ApplicationCryptogram arqc, IssuerResponse response) {
        return methodOf(response) == ArpcMethod.METHOD_1
                ? method1(key, arqc, response.toBytes())
                : method2(key, arqc, response.toBytes());
    }

    /** 8.2.1. */
    private static Bytes method1(SessionKey<KeyPurpose.Cryptogram> key, ApplicationCryptogram arqc, Bytes code) {
        if (key.algorithm() != KeyAlgorithm.TDES) {
            throw new IllegalArgumentException("ARPC method 1 is made with triple DES keys only");
        }
        byte[] block = arqc.value().toByteArray();
        block[0] ^= code.get(0);
        block[1] ^= code.get(1);
        return Bytes.of(key.symmetricKey().encrypt(block));
    }

    /** 8.2.2. */
    private static Bytes method2(SessionKey<KeyPurpose.Cryptogram> key, ApplicationCryptogram arqc, Bytes status) {
        int length = ArpcMethod.METHOD_2.arpcLengthBytes();
        MessageAuthenticationCode algorithm = key.algorithm() == KeyAlgorithm.AES
                ? MessageAuthenticationCode.cmac(length)
                : MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, length);
        return algorithm.generate(key.symmetricKey(), arqc.value().plus(status));
    }

    private static ArpcMethod methodOf(IssuerResponse response) {
        return response instanceof IssuerResponse.Code ? ArpcMethod.METHOD_1 : ArpcMethod.METHOD_2;
    }
}
