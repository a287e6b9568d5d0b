package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ArpcMethod;
import dev.solvo.crypto.cryptogram.CardStatusUpdate;
import dev.solvo.crypto.cryptogram.CryptogramInput;
import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.crypto.cryptogram.IssuerAuthenticationData;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.Optional;

/** Application cryptograms, the issuer's answers, and which data go into a cryptogram. */
final class CryptogramOperations {
    private static final String ANY_KEY = "0123456789ABCDEFFEDCBA9876543210";
    private static final String ANY_CRYPTOGRAM = "0000000000000000";

    private CryptogramOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("generateAc", CryptogramOperations::generate),
                entry("generateAcRaw", in -> generate(in, sessionKey(in, KeyAlgorithm.TDES))),
                entry("generateAcAes", in -> generate(in, sessionKey(in, KeyAlgorithm.AES))),
                entry("arpcMethod1", CryptogramOperations::answer),
                entry("arpcMethod1Raw", in -> answer(in, sessionKey(in, KeyAlgorithm.TDES))),
                entry("arpcMethod2", CryptogramOperations::answer),
                entry("arpcMethod2Raw", in -> answer(in, sessionKey(in, KeyAlgorithm.TDES))),
                entry("arpcMethod2Aes", in -> answer(in, sessionKey(in, KeyAlgorithm.AES))),
                entry("arpcArguments", CryptogramOperations::arguments),
                entry("buildAcData", CryptogramOperations::data));
    }

    private static Computed generate(VectorInput in) throws CryptoException, VectorException {
        try (var card = cardKey(in)) {
            return generate(in, derived(in, card));
        }
    }

    private static Computed generate(VectorInput in, SessionKey<KeyPurpose.Cryptogram> sessionKey)
            throws CryptoException, VectorException {
        try (sessionKey) {
            Padding padding = padding(in.textOr("padding", "ISO9797-1 method 2"));
            Bytes data = in.bytes("data");
            ApplicationCryptogram cryptogram = ApplicationCryptogram.generate(sessionKey, data, padding);
            cryptogram.verify(sessionKey, data, padding);
            return Computed.of("ac", cryptogram.value());
        }
    }

    private static Computed answer(VectorInput in) throws CryptoException, VectorException {
        try (var card = cardKey(in)) {
            return switch (in.text("arpcKey")) {
                case "session key" -> answer(in, derived(in, card));
                case "ICC master key" -> answer(in, SessionKeyDerivation.none(card));
                default -> throw VectorException.unsupported("this key of the ARPC");
            };
        }
    }

    private static Computed answer(VectorInput in, SessionKey<KeyPurpose.Cryptogram> sessionKey)
            throws CryptoException, VectorException {
        try (sessionKey) {
            ApplicationCryptogram arqc = ApplicationCryptogram.of(in.bytesOr("arqc", ANY_CRYPTOGRAM));
            boolean method1 = in.has("arc");
            IssuerResponse response = method1
                    ? new IssuerResponse.Code(in.bytes("arc"))
                    : new IssuerResponse.Status(
                            CardStatusUpdate.of(in.bytesOr("csu", "00000000")), in.bytesOr("proprietaryAuthData", ""));
            IssuerAuthenticationData answer = IssuerAuthenticationData.generate(sessionKey, arqc, response);
            IssuerAuthenticationData.parse(method1 ? ArpcMethod.METHOD_1 : ArpcMethod.METHOD_2, answer.toBytes())
                    .verify(sessionKey, arqc);
            return Computed.of("arpc", answer.arpc()).and("issuerAuthenticationData", answer.toBytes());
        }
    }

    /** One wrong argument among right ones. */
    private static Computed arguments(VectorInput in) throws CryptoException, VectorException {
        return answer(
                in, SessionKey.forCryptograms(VectorKey.of(KeyAlgorithm.TDES, in.bytesOr("sessionKey", ANY_KEY))));
    }

    private static Computed data(VectorInput in) throws CryptoException, VectorException {
        VectorInput tags = in.object("tags");
        CryptogramInput input = CryptogramInput.of(tag -> {
            String value = tags.json().path(tag.toBytes().toHex()).asText();
            return value.isEmpty() ? Optional.empty() : Optional.of(Bytes.fromHex(value));
        });
        CryptogramVersion version = switch (in.text("scheme")) {
            case "Visa CVN 10" -> CryptogramVersion.VISA_10;
            case "Visa CVN 18" -> CryptogramVersion.VISA_18;
            case "Visa CVN 22" -> CryptogramVersion.VISA_22;
            case "Mastercard M/Chip CVN 10 (hex)" -> CryptogramVersion.MCHIP_10;
            case "Mastercard M/Chip CVN 11 (hex)" -> CryptogramVersion.MCHIP_11;
            case "Mastercard M/Chip CVN 14 (hex)" -> CryptogramVersion.MCHIP_14;
            case "Mastercard M/Chip CVN 15 (hex)" -> CryptogramVersion.MCHIP_15;
            case "EMV CPA" -> CryptogramVersion.COMMON_CORE_5;
            default -> throw VectorException.unsupported("no profile of this name");
        };
        if (!CryptogramVersion.recognise(input.issuerApplicationData()).equals(Optional.of(version))) {
            throw VectorException.failed("the version is not recognised by its issuer application data");
        }
        Bytes data = version.data(input);
        return Computed.of("data", data).and("padded", version.padding().apply(data, 8));
    }

    private static IccMasterKey<KeyPurpose.Cryptogram> cardKey(VectorInput in) throws VectorException {
        return CardInput.cryptogramKey(in, "imkAc", CardInput.option(in.text("masterKeyOption")));
    }

    private static SessionKey<KeyPurpose.Cryptogram> derived(VectorInput in, IccMasterKey<KeyPurpose.Cryptogram> card)
            throws VectorException {
        if (in.has("r")) {
            return SessionKeyDerivation.emvCommon(card, in.bytes("r"), ParityPolicy.ADJUST);
        }
        return switch (in.text("sessionKey")) {
            case "none" -> SessionKeyDerivation.none(card);
            case "common" -> SessionKeyDerivation.emvCommon(card, CardInput.counter(in));
            case "mastercard" ->
                SessionKeyDerivation.mastercard(card, CardInput.counter(in), UnpredictableNumber.of(in.bytes("un")));
            default -> throw VectorException.unsupported("this derivation of the session key");
        };
    }

    private static SessionKey<KeyPurpose.Cryptogram> sessionKey(VectorInput in, KeyAlgorithm algorithm)
            throws VectorException {
        return SessionKey.forCryptograms(VectorKey.of(algorithm, in, "sessionKey"));
    }

    private static Padding padding(String name) throws VectorException {
        return switch (name) {
            case "ISO9797-1 method 1" -> Padding.METHOD_1;
            case "ISO9797-1 method 2" -> Padding.METHOD_2;
            default -> throw VectorException.unsupported("this padding");
        };
    }
}
