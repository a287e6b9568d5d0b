package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * A certified RSA key in the form a card stores it: three data objects.
 *
 * @param certificate tag 90, 9F46 or 9F2D; as long as the signer's modulus
 * @param remainder tag 92, 9F48 or 9F2F, if the key does not fit the certificate
 * @param exponent tag 9F32, 9F47 or 9F2E; 1 to 3 bytes
 */
public record RsaCertifiedKey(Bytes certificate, Optional<Bytes> remainder, Bytes exponent) {}
