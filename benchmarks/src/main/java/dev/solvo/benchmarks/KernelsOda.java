package dev.solvo.benchmarks;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.CombinedDataAuthenticated;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;
import java.util.Optional;

/** The checks of CDA that a kernel makes in a transaction, by themselves and without a memory for issuers. */
final class KernelsOda {
    private static final Pan PAN = Pan.of("9999990000000014");
    private static final int TRANSACTION_CERTIFICATE = 0x40;

    private final RsaOda oda = new RsaOda(LocalDate.of(2026, 6, 15), RevocationList.EMPTY);
    private final RsaCaPublicKey authority;
    private final Bytes issuerCertificate;
    private final Optional<Bytes> issuerRemainder;
    private final Bytes issuerExponent;
    private final Bytes cardCertificate;
    private final Optional<Bytes> cardRemainder;
    private final Bytes cardExponent;
    private final Bytes staticData;
    private final Bytes signature;
    private final Bytes unpredictableNumber;
    private final Bytes transactionData;

    KernelsOda(RsaCaPublicKey authority, CdaData data) {
        this.authority = authority;
        issuerCertificate = Bytes.of(data.issuerCertificate());
        issuerRemainder = optional(data.issuerRemainder());
        issuerExponent = Bytes.of(data.issuerExponent());
        cardCertificate = Bytes.of(data.cardCertificate());
        cardRemainder = optional(data.cardRemainder());
        cardExponent = Bytes.of(data.cardExponent());
        staticData = Bytes.of(data.staticData());
        signature = Bytes.of(data.signature());
        unpredictableNumber = Bytes.of(data.unpredictableNumber());
        transactionData = Bytes.of(data.transactionData());
    }

    CombinedDataAuthenticated check() {
        return oda.recoverIssuerKey(authority, issuerCertificate, issuerRemainder, issuerExponent, PAN)
                .then(issuer ->
                        oda.recoverIccKey(issuer, cardCertificate, cardRemainder, cardExponent, PAN, staticData))
                .then(icc ->
                        oda.verifyCda(icc, signature, unpredictableNumber, TRANSACTION_CERTIFICATE, transactionData))
                .verified()
                .orElseThrow();
    }

    private static Optional<Bytes> optional(byte[] bytes) {
        return bytes.length == 0 ? Optional.empty() : Optional.of(Bytes.of(bytes));
    }
}
