package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.time.YearMonth;

/** A recovered RSA certificate, what completes it, and the checks both kinds share. EMV 4.4 Book 2, 5.3, 6.4. */
final class RsaCertificate {
    /** Two-digit years below this belong to the 21st century. EMV 4.4 Book 4, 6.7.3. */
    private static final int CENTURY_WINDOW = 50;

    private final RecoveredBlock block;
    private final RsaCertificateLayout layout;
    private final Bytes remainder;
    private final Bytes exponent;

    private RsaCertificate(RecoveredBlock block, RsaCertificateLayout layout, Bytes remainder, Bytes exponent) {
        this.block = block;
        this.layout = layout;
        this.remainder = remainder;
        this.exponent = exponent;
    }

    /** Recovers and makes all checks up to and with the hash. A card without a remainder has an empty one. */
    static RsaCertificate recover(
            Sha1 sha1,
            RsaPublicKey signer,
            RsaCertificateLayout layout,
            Bytes certificate,
            Bytes remainder,
            Bytes exponent,
            Bytes staticData)
            throws Refusal {
        RecoveredBlock block = RecoveredBlock.recover(signer, certificate, layout.format());
        RsaCertificate recovered = new RsaCertificate(block, layout, remainder, exponent);
        // NOTE: Without its remainder the certificate fails by the hash in any case. It is looked for first, so that
        // the
        // terminal can tell a card that lacks data from one whose data are wrong.
        if (remainder.isEmpty() && recovered.keyLength() > layout.keyCapacity(block.length())) {
            throw new Refusal(
                    OdaCheck.REMAINDER_MISSING,
                    "a key of " + recovered.keyLength() + " bytes in room for " + layout.keyCapacity(block.length()));
        }
        // NOTE: EMV 4.4 Book 2, 5.3 and 6.4 hash the remainder "if present". So one that the key does not need is
        // hashed
        // too, and the hash decides: it passes only if the signer counted it in. Some terminals refuse it outright.
        block.checkHash(sha1, block.unsigned(layout.hashAlgorithm()), remainder, exponent, staticData);
        return recovered;
    }

    /** The same, with copies of what completes it, so that it can be kept without the card's records. */
    RsaCertificate with(Bytes ownRemainder, Bytes ownExponent) {
        return new RsaCertificate(block, layout, ownRemainder, ownExponent);
    }

    Bytes identity() {
        return block.slice(RsaCertificateLayout.IDENTITY, RsaCertificateLayout.IDENTITY + layout.identityLength());
    }

    Bytes serialNumber() {
        return block.slice(layout.serial(), layout.serial() + RsaCertificateLayout.SERIAL_LENGTH);
    }

    /**
     * MMYY. The last day of the month is the last good one; what comes back is the first. A {@link YearMonth} is made only for
     * who asks, for the first one of a process builds the platform's date formats.
     */
    LocalDate checkExpiry(LocalDate today) throws Refusal {
        int month = CertificateDates.number(block.slice(layout.expiry(), layout.expiry() + 1));
        int year = CertificateDates.number(block.slice(layout.expiry() + 1, layout.expiry() + 2));
        if (month < 1 || month > 12) {
            throw new Refusal(OdaCheck.EXPIRY, "month " + month + " is none");
        }
        LocalDate lastMonth = LocalDate.of(year < CENTURY_WINDOW ? 2000 + year : 1900 + year, month, 1);
        if (!today.isBefore(lastMonth.plusMonths(1))) {
            throw new Refusal(OdaCheck.EXPIRY, "expired after " + YearMonth.from(lastMonth) + ", today is " + today);
        }
        return lastMonth;
    }

    RsaPublicKey checkKey() throws Refusal {
        RecoveredBlock.expect(
                OdaCheck.KEY_ALGORITHM, RsaCertificateLayout.KEY_ALGORITHM_RSA, block.unsigned(layout.keyAlgorithm()));
        Bytes modulus = checkModulus();
        int exponentLength = block.unsigned(layout.exponentLength());
        if (exponent.length() != exponentLength
                || exponentLength < 1
                || exponentLength > RsaPublicKey.MAXIMUM_EXPONENT_LENGTH) {
            throw new Refusal(
                    OdaCheck.EXPONENT_LENGTH, exponent.length() + " bytes, the certificate says " + exponentLength);
        }
        // NOTE: EMV 4.4 Book 2, B2.1 allows the issuer 3 and 65537 but has the terminal check neither. The value is
        // covered
        // by the signature; only zero, which is no exponent, is refused.
        if (exponent.toUnsignedLong() == 0) {
            throw new Refusal(OdaCheck.EXPONENT_VALUE, "the exponent is zero");
        }
        return RsaPublicKey.of(modulus, exponent);
    }

    private Bytes checkModulus() throws Refusal {
        int length = keyLength();
        if (length > block.length() || length < RsaPublicKey.MINIMUM_MODULUS_LENGTH) {
            throw new Refusal(
                    OdaCheck.KEY_LENGTH,
                    length + " bytes; " + RsaPublicKey.MINIMUM_MODULUS_LENGTH + " to the signer's " + block.length()
                            + " are allowed");
        }
        int capacity = layout.keyCapacity(block.length());
        Bytes modulus;
        if (length <= capacity) {
            modulus = block.slice(layout.key(), layout.key() + length);
        } else {
            if (remainder.length() != length - capacity) {
                throw new Refusal(
                        OdaCheck.REMAINDER_LENGTH, remainder.length() + " bytes, expected " + (length - capacity));
            }
            modulus = block.slice(layout.key(), layout.key() + capacity).plus(remainder);
        }
        if (modulus.get(0) == 0) {
            throw new Refusal(OdaCheck.KEY_LENGTH, "the modulus starts with a zero byte");
        }
        return modulus;
    }

    private int keyLength() {
        return block.unsigned(layout.keyLength());
    }
}
