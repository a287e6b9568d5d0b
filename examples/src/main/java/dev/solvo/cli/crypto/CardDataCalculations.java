package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.carddata.CardDynamicCodeKey;
import dev.solvo.crypto.carddata.CardVerificationData;
import dev.solvo.crypto.carddata.CardVerificationKey;
import dev.solvo.crypto.carddata.CardholderAuthenticationData;
import dev.solvo.crypto.carddata.DecimalisationTable;
import dev.solvo.crypto.carddata.DynamicCardVerificationData;
import dev.solvo.crypto.carddata.DynamicTrackData;
import dev.solvo.crypto.carddata.Ibm3624;
import dev.solvo.crypto.carddata.PinOffset;
import dev.solvo.crypto.carddata.PinVerificationData;
import dev.solvo.crypto.carddata.PinVerificationKey;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.tlv.Bytes;
import java.util.List;

/** Codes of card data and PINs at the issuer. */
final class CardDataCalculations {
    private CardDataCalculations() {}

    static List<Calculation> all() {
        return List.of(
                Calculation.of(
                        "cvv",
                        "CVV, CVC; service code 999 gives iCVV, 000 gives CVV2 and CVC2",
                        "key pan expiry service-code",
                        "digits=3",
                        CardDataCalculations::cvv),
                Calculation.of(
                        "dcvv",
                        "dCVV under the card's key; atc in decimal",
                        "card-key pan expiry service-code atc",
                        "",
                        CardDataCalculations::dcvv),
                Calculation.of(
                        "cvc3",
                        "CVC3 under the card's key; track in hexadecimal, or ivcvc3",
                        "card-key atc un",
                        "track ivcvc3 digits=5",
                        CardDataCalculations::cvc3),
                Calculation.of(
                        "cavv",
                        "CAVV; un in decimal",
                        "key pan un result second-factor",
                        "",
                        CardDataCalculations::cavv),
                Calculation.of("pvv", "PIN verification value", "key pan index pin", "", CardDataCalculations::pvv),
                Calculation.of(
                        "ibm3624-pin",
                        "PIN of an offset, the natural PIN for 0000",
                        "key validation-data",
                        "offset=0000 table=0123456789012345 cipher=tdes",
                        CardDataCalculations::ibmPin),
                Calculation.of(
                        "ibm3624-offset",
                        "offset of a PIN",
                        "key validation-data pin",
                        "table=0123456789012345 cipher=tdes",
                        CardDataCalculations::ibmOffset));
    }

    private static Answer cvv(Inputs in) throws BadInputException {
        CardVerificationData data = new CardVerificationData(in.pan(), in.text("expiry"), in.text("service-code"));
        try (CardVerificationKey key = CardVerificationKey.of(in.key("key", KeyAlgorithm.TDES))) {
            return Answer.of(
                    "cvv",
                    data.generate(key, in.numberOr("digits", CardVerificationData.USUAL_DIGITS))
                            .digits());
        }
    }

    private static Answer dcvv(Inputs in) throws BadInputException {
        DynamicCardVerificationData data =
                new DynamicCardVerificationData(in.pan(), in.text("expiry"), in.text("service-code"), in.text("atc"));
        try (CardDynamicCodeKey key = CardDynamicCodeKey.of(in.key("card-key", KeyAlgorithm.TDES))) {
            return Answer.of("dcvv", data.generate(key).digits());
        }
    }

    private static Answer cvc3(Inputs in) throws BadInputException {
        try (CardDynamicCodeKey key = CardDynamicCodeKey.of(in.key("card-key", KeyAlgorithm.TDES))) {
            Bytes vector =
                    in.has("ivcvc3") ? in.bytes("ivcvc3") : DynamicTrackData.initialVector(key, in.bytes("track"));
            DynamicTrackData data = new DynamicTrackData(vector, UnpredictableNumber.of(in.bytes("un")), in.counter());
            return Answer.of(
                            "cvc3",
                            data.generate(key, in.numberOr("digits", DynamicTrackData.WHOLE_DIGITS))
                                    .digits())
                    .and("ivcvc3", vector.toHex());
        }
    }

    private static Answer cavv(Inputs in) throws BadInputException {
        CardholderAuthenticationData data =
                new CardholderAuthenticationData(in.pan(), in.text("un"), in.text("result"), in.text("second-factor"));
        try (CardVerificationKey key = CardVerificationKey.of(in.key("key", KeyAlgorithm.TDES))) {
            return Answer.of("cavv", data.generate(key).digits());
        }
    }

    private static Answer pvv(Inputs in) throws BadInputException {
        PinVerificationData data = new PinVerificationData(in.pan(), in.number("index"));
        try (PinVerificationKey key = PinVerificationKey.of(in.key("key", KeyAlgorithm.TDES));
                Pin pin = in.pin("pin")) {
            return Answer.of("pvv", data.generate(key, pin).digits());
        }
    }

    private static Answer ibmPin(Inputs in) throws BadInputException {
        try (PinVerificationKey key = PinVerificationKey.of(in.key("key", in.cipher()));
                Pin pin = method(in).pin(key, PinOffset.of(in.textOr("offset", "0000")))) {
            return Answer.secret("pin", PinCalculations.digits(pin));
        }
    }

    private static Answer ibmOffset(Inputs in) throws BadInputException {
        try (PinVerificationKey key = PinVerificationKey.of(in.key("key", in.cipher()));
                Pin pin = in.pin("pin")) {
            return Answer.of("offset", method(in).offset(key, pin).digits());
        }
    }

    private static Ibm3624 method(Inputs in) throws BadInputException {
        DecimalisationTable table =
                in.has("table") ? DecimalisationTable.of(in.text("table")) : DecimalisationTable.USUAL;
        return new Ibm3624(table, in.bytes("validation-data"));
    }
}
