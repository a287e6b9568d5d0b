package dev.solvo.crypto.oda;

import dev.solvo.tlv.Bytes;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.util.Optional;

/** Lays out and signs the blocks that {@link RecoveredBlock} recovers. EMV 4.4 Book 2, 5.1, 6.1, 6.5.1 and A2.1. */
final class RsaCertificateWriter {
    private static final int FORMAT_SIGNED_STATIC_DATA = 0x03;
    private static final int DATA_AUTHENTICATION_CODE_LENGTH = 2;
    private static final int EARLIEST_YEAR = 1950;
    private static final int LATEST_YEAR = 2049;

    private final RsaSigningKey signer;

    RsaCertificateWriter(RsaSigningKey signer) {
        this.signer = signer;
    }

    RsaCertifiedKey certify(
            RsaCertificateLayout layout,
            Bytes identity,
            RsaPublicKey key,
            YearMonth expiry,
            Bytes serialNumber,
            Bytes staticData) {
        int capacity = layout.keyCapacity(signerLength());
        int length = key.modulusLength();
        if (length > signerLength()) {
            throw new IllegalArgumentException(
                    "a key of " + length + " bytes under one of " + signerLength() + "; EMV 4.4 Book 2, B2.1");
        }
        Bytes remainder = length > capacity ? key.modulus().slice(capacity) : Bytes.EMPTY;
        Bytes fields = Bytes.concat(
                Bytes.ofUnsigned(layout.format()),
                exactly("identity", layout.identityLength(), identity),
                monthYear(expiry),
                exactly("serial number", RsaCertificateLayout.SERIAL_LENGTH, serialNumber),
                Bytes.ofUnsigned(
                        RecoveredBlock.HASH_ALGORITHM_SHA_1,
                        RsaCertificateLayout.KEY_ALGORITHM_RSA,
                        length,
                        key.exponent().length()),
                key.modulus().slice(0, Math.min(length, capacity)));
        Bytes certificate = sign(fields, remainder, key.exponent(), staticData);
        return new RsaCertifiedKey(
                certificate, remainder.isEmpty() ? Optional.empty() : Optional.of(remainder), key.exponent());
    }

    Bytes staticData(Bytes dataAuthenticationCode, Bytes staticData) {
        Bytes fields = Bytes.concat(
                Bytes.ofUnsigned(FORMAT_SIGNED_STATIC_DATA, RecoveredBlock.HASH_ALGORITHM_SHA_1),
                exactly("data authentication code", DATA_AUTHENTICATION_CODE_LENGTH, dataAuthenticationCode));
        return sign(fields, staticData);
    }

    Bytes dynamicData(Bytes iccDynamicNumber, Bytes continuation, Bytes terminalDynamicData) {
        if (iccDynamicNumber.length() < SignedDynamicData.SHORTEST_NUMBER
                || iccDynamicNumber.length() > SignedDynamicData.LONGEST_NUMBER) {
            throw new IllegalArgumentException(
                    "an ICC dynamic number of " + iccDynamicNumber.length() + " bytes; it has 2 to 8");
        }
        int length = 1 + iccDynamicNumber.length() + continuation.length();
        if (length > signerLength() - SignedDynamicData.FRAME_LENGTH) {
            throw new IllegalArgumentException(
                    "ICC dynamic data of " + length + " bytes do not fit a key of " + signerLength());
        }
        Bytes fields = Bytes.concat(
                Bytes.ofUnsigned(
                        SignedDynamicData.FORMAT,
                        RecoveredBlock.HASH_ALGORITHM_SHA_1,
                        length,
                        iccDynamicNumber.length()),
                iccDynamicNumber,
                continuation);
        return sign(fields, terminalDynamicData);
    }

    static Bytes exactly(String name, int length, Bytes value) {
        if (value.length() != length) {
            throw new IllegalArgumentException(name + " of " + value.length() + " bytes; it has " + length);
        }
        return value;
    }

    /** {@code 6A | fields | filling | hash over fields, filling and continuation | BC}. */
    private Bytes sign(Bytes fields, Bytes... continuation) {
        int filling = signerLength() - 2 - Digests.SHA_1_LENGTH - fields.length();
        Bytes hashed = fields.plus(Bytes.repeat(RsaCertificateLayout.FILLING, filling));
        MessageDigest sha1 = Digests.sha1();
        sha1.update(hashed.toByteArray());
        for (Bytes part : continuation) {
            sha1.update(part.toByteArray());
        }
        return signer.apply(Bytes.concat(
                Bytes.ofUnsigned(RecoveredBlock.HEADER),
                hashed,
                Bytes.of(sha1.digest()),
                Bytes.ofUnsigned(RecoveredBlock.TRAILER)));
    }

    private static Bytes monthYear(YearMonth expiry) {
        if (expiry.getYear() < EARLIEST_YEAR || expiry.getYear() > LATEST_YEAR) {
            throw new IllegalArgumentException(
                    "year " + expiry.getYear() + " has no two-digit form; EMV 4.4 Book 4, 6.7.3");
        }
        return CertificateDates.toBytes(expiry.getMonthValue() * 100 + expiry.getYear() % 100, 2);
    }

    private int signerLength() {
        return signer.publicKey().modulusLength();
    }
}
