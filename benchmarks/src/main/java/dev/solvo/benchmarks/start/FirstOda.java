package dev.solvo.benchmarks.start;

import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.oda.RevocationList;
import dev.solvo.crypto.oda.RsaCaPublicKey;
import dev.solvo.crypto.oda.RsaOda;
import dev.solvo.tlv.Bytes;
import java.time.LocalDate;

/** The first CDA check of a process: authority, issuer, card, signature. */
final class FirstOda {
    private FirstOda() {}

    /**
     * Checks a card once.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Recording card = Recording.read();
        Pan pan = Pan.of(card.value("pan").toHex());
        RsaCaPublicKey authority = RsaCaPublicKey.withoutChecksum(
                card.value("rid"),
                card.value("index").unsigned(0),
                card.value("authority-modulus"),
                card.value("authority-exponent"));
        RsaOda oda = new RsaOda(LocalDate.of(2026, 6, 15), RevocationList.EMPTY);
        Bytes cryptogram = oda.recoverIssuerKey(authority, card.value("90"), card.ifAny("92"), card.value("9F32"), pan)
                .then(issuer -> oda.recoverIccKey(
                        issuer,
                        card.value("9F46"),
                        card.ifAny("9F48"),
                        card.value("9F47"),
                        pan,
                        card.value("static-data")))
                .then(icc -> oda.verifyCda(
                        icc,
                        card.value("9F4B"),
                        card.value("9F37"),
                        card.value("9F27").unsigned(0),
                        card.value("transaction-data")))
                .verified()
                .orElseThrow()
                .applicationCryptogram();
        System.out.println("genuine, " + cryptogram.toHex());
    }
}
