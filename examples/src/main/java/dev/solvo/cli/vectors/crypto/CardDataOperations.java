package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.CardSecurityCode;
import dev.solvo.crypto.carddata.CardVerificationData;
import dev.solvo.crypto.carddata.CardVerificationKey;
import dev.solvo.crypto.carddata.CardholderAuthenticationData;
import dev.solvo.crypto.carddata.DecimalisationTable;
import dev.solvo.crypto.carddata.DynamicCardVerificationData;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.Ibm3624;
import dev.solvo.crypto.carddata.IssuerDynamicCodeKey;
import dev.solvo.crypto.carddata.PinOffset;
import dev.solvo.crypto.carddata.PinVerificationData;
import dev.solvo.crypto.carddata.PinVerificationKey;
import dev.solvo.crypto.carddata.PinVerificationValue;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.Map;

/** Codes of card data and PINs. */
final class CardDataOperations {
    private static final String ANY_KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final String ANY_PAN = "4123456789012345";

    private CardDataOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("cvv", CardDataOperations::cvv),
                entry("cvvArguments", CardDataOperations::arguments),
                entry("cavv", CardDataOperations::cavv),
                entry("dcvv", CardDataOperations::dcvv),
                entry("cvc3", CardDataOperations::cvc3),
                entry("pvv", CardDataOperations::pvv),
                entry("ibm3624Pin", CardDataOperations::ibmPin),
                entry("ibm3624Offset", CardDataOperations::ibmOffset));
    }

    private static Computed cvv(VectorInput in) throws CryptoException, VectorException {
        CardVerificationData data =
                new CardVerificationData(Pan.of(in.text("pan")), in.text("expiry"), in.text("serviceCode"));
        int digits = in.has("digits") ? in.number("digits") : CardVerificationData.USUAL_DIGITS;
        try (CardVerificationKey key = CardVerificationKey.of(VectorKey.of(KeyAlgorithm.TDES, in, "cvk"))) {
            CardSecurityCode code = data.generate(key, digits);
            data.verify(key, CardSecurityCode.parse(code.digits()), digits);
            return Computed.of("cvv", code.digits());
        }
    }

    /** One wrong argument among right ones. */
    private static Computed arguments(VectorInput in) throws VectorException {
        CardVerificationData data = new CardVerificationData(
                Pan.of(in.textOr("pan", ANY_PAN)), in.textOr("expiry", "8701"), in.textOr("serviceCode", "101"));
        try (CardVerificationKey key =
                CardVerificationKey.of(VectorKey.of(KeyAlgorithm.TDES, in.bytesOr("cvk", ANY_KEY)))) {
            return Computed.of("cvv", data.generate(key).digits());
        }
    }

    private static Computed cavv(VectorInput in) throws CryptoException, VectorException {
        CardholderAuthenticationData data = new CardholderAuthenticationData(
                Pan.of(in.text("pan")),
                in.text("unpredictableNumber"),
                in.text("authResultCode"),
                in.text("secondFactorCode"));
        try (CardVerificationKey key = CardVerificationKey.of(VectorKey.of(KeyAlgorithm.TDES, in, "cvk"))) {
            CardSecurityCode code = data.generate(key);
            data.verify(key, CardSecurityCode.parse(code.digits()));
            return Computed.of("cavv", code.digits());
        }
    }

    private static Computed dcvv(VectorInput in) throws CryptoException, VectorException {
        DynamicCardVerificationData data = new DynamicCardVerificationData(
                Pan.of(in.text("pan")), in.text("expiry"), in.text("serviceCode"), in.text("atc"));
        try (CardDynamicCodeKey key = cardKey(in, "imk")) {
            CardSecurityCode code = data.generate(key);
            data.verify(key, CardSecurityCode.parse(code.digits()));
            return Computed.of("dcvv", code.digits());
        }
    }

    private static Computed cvc3(VectorInput in) throws CryptoException, VectorException {
        try (CardDynamicCodeKey key = cardKey(in, "imkCvc3")) {
            Bytes vector = in.has("ivcvc3")
                    ? in.bytes("ivcvc3")
                    : DynamicTrackData.initialVector(key, in.bytes("trackTemplate"));
            DynamicTrackData data =
                    new DynamicTrackData(vector, UnpredictableNumber.of(in.bytes("un")), CardInput.counter(in));
            // Track 1, whose characters begin with B, has room for three digits in this source.
            boolean track1 =
                    in.has("trackTemplate") && in.bytes("trackTemplate").unsigned(0) == 'B';
            int digits = track1 ? 3 : DynamicTrackData.WHOLE_DIGITS;
            CardSecurityCode code = data.generate(key, digits);
            data.verify(key, CardSecurityCode.parse(code.digits()), digits);
            return Computed.of("cvc3", code.digits());
        }
    }

    /** The source of option B hashes account numbers of up to 16 digits too. */
    private static CardDynamicCodeKey cardKey(VectorInput in, String name) throws VectorException {
        try (IssuerDynamicCodeKey issuer = IssuerDynamicCodeKey.of(VectorKey.of(KeyAlgorithm.TDES, in, name))) {
            return switch (in.text("masterKeyOption")) {
                case "A" ->
                    issuer.cardKey(IccMasterKeyDerivation.OPTION_A, CardInput.pan(in), CardInput.sequenceNumber(in));
                case "B" -> issuer.cardKeyByHash(CardInput.pan(in), CardInput.sequenceNumber(in));
                default -> throw VectorException.unsupported("this option");
            };
        }
    }

    private static Computed pvv(VectorInput in) throws CryptoException, VectorException {
        PinVerificationData data = new PinVerificationData(Pan.of(in.text("pan")), in.number("pvki"));
        try (PinVerificationKey key = PinVerificationKey.of(VectorKey.of(KeyAlgorithm.TDES, in, "pvk"));
                Pin pin = Pin.of(in.text("pin"))) {
            PinVerificationValue value = data.generate(key, pin);
            data.verify(key, pin, PinVerificationValue.of(value.digits()));
            return Computed.of("pvv", value.digits());
        }
    }

    private static Computed ibmPin(VectorInput in) throws CryptoException, VectorException {
        Ibm3624 method = method(in);
        PinOffset offset = PinOffset.of(in.text("offset"));
        try (PinVerificationKey key = PinVerificationKey.of(VectorKey.of(KeyAlgorithm.TDES, in, "pvk"));
                Pin pin = method.pin(key, offset)) {
            method.verify(key, pin, offset);
            return Computed.secret("pin", digits(pin));
        }
    }

    private static Computed ibmOffset(VectorInput in) throws CryptoException, VectorException {
        Ibm3624 method = method(in);
        try (PinVerificationKey key = PinVerificationKey.of(VectorKey.of(KeyAlgorithm.TDES, in, "pvk"));
                Pin pin = Pin.of(in.text("pin"))) {
            PinOffset offset = method.offset(key, pin);
            method.verify(key, pin, offset);
            return Computed.of("offset", offset.digits());
        }
    }

    private static Ibm3624 method(VectorInput in) throws VectorException {
        return new Ibm3624(DecimalisationTable.of(in.text("decimalisationTable")), in.bytes("validationData"));
    }

    static String digits(Pin pin) {
        StringBuilder text = new StringBuilder();
        for (byte digit : pin.toDigits(InsecureSecretKeyAccess.get())) {
            text.append((char) ('0' + digit));
        }
        return text.toString();
    }
}
