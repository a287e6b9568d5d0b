package dev.solvo.cli.vectors.crypto;

import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyCheckValue;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.SymmetricKey;

/** Account number, counters and keys of a card, as entries write them. */
final class CardInput {
    /** Some entries print the first two bytes of check values; the library makes no fewer than three. */
    private static final int SHORT_CHECK_VALUE_DIGITS = 4;

    private CardInput() {}

    static Pan pan(VectorInput in) throws VectorException {
        return Pan.of(in.text("pan"));
    }

    static PanSequenceNumber sequenceNumber(VectorInput in) throws VectorException {
        boolean absent = !in.has("psn") || in.text("psn").equals("(absent)");
        return absent ? PanSequenceNumber.ZERO : PanSequenceNumber.of(in.number("psn"));
    }

    static ApplicationTransactionCounter counter(VectorInput in) throws VectorException {
        return ApplicationTransactionCounter.of((int) in.bytes("atc").toUnsignedLong());
    }

    static IccMasterKeyDerivation option(String letter) throws VectorException {
        return switch (letter) {
            case "A" -> IccMasterKeyDerivation.OPTION_A;
            case "B" -> IccMasterKeyDerivation.OPTION_B;
            case "C" -> IccMasterKeyDerivation.OPTION_C;
            default -> throw VectorException.unsupported("option " + letter);
        };
    }

    static IccMasterKey<KeyPurpose.Cryptogram> cryptogramKey(VectorInput in, String name, IccMasterKeyDerivation option)
            throws VectorException {
        try (var issuer = IssuerMasterKey.forCryptograms(VectorKey.of(KeyAlgorithm.TDES, in, name))) {
            return option.derive(issuer, pan(in), sequenceNumber(in));
        }
    }

    static IccMasterKey<KeyPurpose.ScriptMac> scriptMacKey(VectorInput in, String name, IccMasterKeyDerivation option)
            throws VectorException {
        try (var issuer = IssuerMasterKey.forScriptMac(VectorKey.of(KeyAlgorithm.TDES, in, name))) {
            return option.derive(issuer, pan(in), sequenceNumber(in));
        }
    }

    static IccMasterKey<KeyPurpose.ScriptEncipherment> scriptEnciphermentKey(
            VectorInput in, String name, IccMasterKeyDerivation option) throws VectorException {
        try (var issuer = IssuerMasterKey.forScriptEncipherment(VectorKey.of(KeyAlgorithm.TDES, in, name))) {
            return option.derive(issuer, pan(in), sequenceNumber(in));
        }
    }

    static String shortCheckValue(SymmetricKey key) {
        return key.keyCheckValue(KeyCheckValue.Method.LEGACY, KeyCheckValue.MIN_LENGTH_BYTES)
                .value()
                .toHex()
                .substring(0, SHORT_CHECK_VALUE_DIGITS);
    }
}
