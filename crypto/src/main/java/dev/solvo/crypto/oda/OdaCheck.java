package dev.solvo.crypto.oda;

/**
 * The rules of offline data authentication, one by one: which of them a certificate or a signature broke. EMV 4.4 Book
 * 2, 5.3, 5.4, 6.3 to 6.6, 7.1 and 12.3 to 12.5.
 *
 * <p>The terminal treats all of them alike; they are told apart for whoever has to find out why a card was refused.
 */
public enum OdaCheck {
    /** The certificate or signature is not as long as the key or the layout demands. */
    LENGTH,
    /** The last recovered byte is not BC. The usual sign of a wrong key or altered data. */
    TRAILER,
    /** The first recovered byte is not 6A. */
    HEADER,
    /** The format byte is not that of the object: 02, 03, 04, 05 (RSA), 12, 14, 15 (ECC). */
    FORMAT,
    /** The certificate encoding of an ECC certificate is not 00. */
    ENCODING,
    /** The hash algorithm indicator of a recovered block is not 01, SHA-1. */
    HASH_ALGORITHM,
    /** The hash in the recovered block is not that of the data it covers. */
    HASH,
    /** The issuer identifier is not 3 to 8 (ECC: 10) digits that begin the PAN. */
    ISSUER_IDENTIFIER,
    /** The PAN in the ICC certificate is not the PAN of the card's records. */
    PAN,
    /** The certificate's expiration date is past or no date. */
    EXPIRY,
    /** The certificate is on the revocation list. */
    REVOKED,
    /** The public key algorithm indicator is not 01, RSA. */
    KEY_ALGORITHM,
    /** The certified RSA key is longer than its signer's, or too short for what it has to sign. */
    KEY_LENGTH,
    /** The exponent is not as long as the certificate says. */
    EXPONENT_LENGTH,
    /** The exponent's value cannot be one: zero. */
    EXPONENT_VALUE,
    /** The key does not fit the certificate, and the card has no remainder (92, 9F48, 9F2F). */
    REMAINDER_MISSING,
    /** The remainder is not as long as the key demands. */
    REMAINDER_LENGTH,
    /** The ICC dynamic data do not fit the signature, or end before what they must hold. */
    DYNAMIC_DATA_LENGTH,
    /** The ICC dynamic number does not have 2 to 8 bytes. */
    DYNAMIC_NUMBER_LENGTH,
    /** The signed cryptogram information data differ from those sent in clear (9F27). */
    CRYPTOGRAM_INFORMATION_DATA,
    /** The transaction data hash code is not that of the transaction data. */
    TRANSACTION_DATA_HASH,
    /** The RID in the issuer certificate is not that of the CA key. */
    RID,
    /** The CA public key index in the issuer certificate is not that of the CA key. */
    CA_KEY_INDEX,
    /** The algorithm suite is unknown, not supported, or not one for this use. */
    ALGORITHM_SUITE,
    /** The encoding of the ICC data hash is not 00. */
    ICC_DATA_HASH_ENCODING,
    /** The algorithm of the ICC data hash is unknown or not supported. */
    ICC_DATA_HASH_ALGORITHM,
    /** The hash in the ICC certificate is not that of the card's static data. */
    ICC_DATA_HASH,
    /** The EC-SDSA signature does not verify. */
    SIGNATURE,
    /** The x-coordinate is not that of a point of the curve. */
    POINT
}
