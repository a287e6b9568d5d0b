package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** A cursor over the fields of an ECC certificate, which travels in clear. EMV 4.4 Book 2, 12.2 to 12.4. */
final class EccCertificate {
    static final int FORMAT_CA = 0x20;
    static final int FORMAT_ISSUER = 0x12;
    static final int FORMAT_ICC = 0x14;
    static final int ENCODING = 0x00;

    /** Bytes of each kind that are neither key, hash nor signature. */
    static final int CA_FIELDS = 9;

    static final int ISSUER_FIELDS = 21;
    static final int ICC_FIELDS = 17;

    static final int ISSUER_IDENTIFIER_LENGTH = 5;
    static final int ISSUER_SERIAL_LENGTH = 3;
    static final int ICC_SERIAL_LENGTH = 6;
    static final int DATE_LENGTH = 4;
    static final int TIME_LENGTH = 2;

    private final Bytes certificate;
    private int at;

    private EccCertificate(Bytes certificate) {
        this.certificate = certificate;
    }

    /** The checks that all kinds begin with. */
    static EccCertificate open(Bytes certificate, int fewestBytes, int format) throws Refusal {
        if (certificate.length() < fewestBytes) {
            throw new Refusal(OdaCheck.LENGTH, certificate.length() + " bytes, at least " + fewestBytes + " expected");
        }
        EccCertificate opened = new EccCertificate(certificate);
        RecoveredBlock.expect(OdaCheck.FORMAT, format, opened.nextByte());
        RecoveredBlock.expect(OdaCheck.ENCODING, ENCODING, opened.nextByte());
        return opened;
    }

    Bytes next(int length) throws Refusal {
        if (length > certificate.length() - at) {
            throw new Refusal(OdaCheck.LENGTH, certificate.length() + " bytes end inside a field");
        }
        at += length;
        return certificate.slice(at - length, at);
    }

    int nextByte() throws Refusal {
        return next(1).unsigned(0);
    }

    LocalDate nextDate() throws Refusal {
        int yearMonthDay = CertificateDates.number(next(DATE_LENGTH));
        try {
            return LocalDate.of(yearMonthDay / 10_000, yearMonthDay / 100 % 100, yearMonthDay % 100);
        } catch (DateTimeException e) {
            throw new Refusal(OdaCheck.EXPIRY, "the expiration date is none");
        }
    }

    LocalDateTime nextDateTime() throws Refusal {
        LocalDate date = nextDate();
        int hourMinute = CertificateDates.number(next(TIME_LENGTH));
        try {
            return date.atTime(hourMinute / 100, hourMinute % 100);
        } catch (DateTimeException e) {
            throw new Refusal(OdaCheck.EXPIRY, "the expiration time is none");
        }
    }

    static Bytes toBytes(LocalDate date) {
        return CertificateDates.toBytes(
                date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth(), DATE_LENGTH);
    }

    static SignatureSuite signatureSuite(int indicator) throws Refusal {
        return SignatureSuite.of(indicator).orElseThrow(() -> unsupported(indicator));
    }

    static EnciphermentSuite enciphermentSuite(int indicator) throws Refusal {
        return EnciphermentSuite.of(indicator).orElseThrow(() -> unsupported(indicator));
    }

    void checkLength(int expected) throws Refusal {
        if (certificate.length() != expected) {
            throw new Refusal(OdaCheck.LENGTH, certificate.length() + " bytes, expected " + expected);
        }
    }

    /** All before the signature is signed. */
    void checkSignature(SignatureSuite suite, Bytes signerX) throws Refusal {
        int signed = certificate.length() - suite.signatureLength();
        if (!EcSdsa.of(suite).verifies(signerX, certificate.slice(0, signed), certificate.slice(signed))) {
            throw new Refusal(OdaCheck.SIGNATURE, "the signature is not that of the signer over the certificate");
        }
    }

    private static Refusal unsupported(int indicator) {
        return new Refusal(
                OdaCheck.ALGORITHM_SUITE,
                "algorithm suite " + Bytes.ofUnsigned(indicator).toHex() + " is not supported here");
    }
}
