package dev.solvo.cli.crypto;

import dev.solvo.cli.shell.BadInputException;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.CardStatusUpdate;
import dev.solvo.crypto.cryptogram.CryptogramInput;
import dev.solvo.crypto.cryptogram.CryptogramVersion;
import dev.solvo.crypto.cryptogram.IssuerAuthenticationData;
import dev.solvo.crypto.cryptogram.IssuerResponse;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.cryptogram.TransactionCryptography;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.messaging.ScriptEncipherer;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import dev.solvo.tlv.TlvException;
import dev.solvo.tlv.TlvLimits;
import dev.solvo.tlv.TlvReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Application cryptograms, the issuer's answers and scripts. */
final class CryptogramCalculations {
    private CryptogramCalculations() {}

    static List<Calculation> all() {
        return List.of(
                Calculation.of(
                        "arqc",
                        "cryptogram of field 55 by the rules of its 9F10, and the answer to it",
                        "issuer-key pan field55",
                        "psn=00 option=a arc csu proprietary",
                        CryptogramCalculations::whole),
                Calculation.of(
                        "ac",
                        "cryptogram of data under a session key",
                        "session-key data",
                        "cipher=tdes padding=2",
                        CryptogramCalculations::cryptogram),
                Calculation.of(
                        "arpc",
                        "answer: method 1 with arc, method 2 with csu",
                        "session-key arqc",
                        "cipher=tdes arc csu proprietary",
                        CryptogramCalculations::answer),
                Calculation.of(
                        "script-encipher",
                        "script data; form visa, mastercard or common",
                        "session-key data",
                        "form=common",
                        CryptogramCalculations::encipher));
    }

    private static Answer whole(Inputs in) throws CryptoException, BadInputException {
        Map<Tag, Bytes> elements = elements(in.bytes("field55"));
        CryptogramInput input = CryptogramInput.of(tag -> Optional.ofNullable(elements.get(tag)));
        CryptogramVersion version = CryptogramVersion.recognise(input.issuerApplicationData())
                .orElseThrow(() -> new BadInputException("9F10 has the form of no cryptogram version that is known"));
        KeyAlgorithm algorithm = in.wordOr("option", "a").equals("c") ? KeyAlgorithm.AES : KeyAlgorithm.TDES;
        try (var issuer = IssuerMasterKey.forCryptograms(in.key("issuer-key", algorithm));
                var card = in.option().derive(issuer, in.pan(), in.sequenceNumber())) {
            TransactionCryptography transaction = new TransactionCryptography(version, card, input);
            ApplicationCryptogram made = transaction.generate();
            Answer answer = Answer.of("ac", made.value()).and("version", version.toString());
            Bytes received = elements.get(Tag.of(0x9F26));
            if (received != null) {
                ApplicationCryptogram.of(received);
                transaction.verify(new ApplicationCryptogram(received));
                answer.and("9F26", "verified");
            }
            if (in.has("arc") || in.has("csu")) {
                ApplicationCryptogram arqc = received == null ? made : ApplicationCryptogram.of(received);
                answer.and(
                        "tag91",
                        transaction.answer(arqc, response(in)).toBytes().toHex());
            }
            return answer;
        }
    }

    private static Answer cryptogram(Inputs in) throws BadInputException {
        try (var key = SessionKey.forCryptograms(in.key("session-key", in.cipher()))) {
            return Answer.of(
                    "ac",
                    ApplicationCryptogram.generate(key, in.bytes("data"), in.paddingOr(2))
                            .value());
        }
    }

    private static Answer answer(Inputs in) throws BadInputException {
        ApplicationCryptogram arqc = ApplicationCryptogram.of(in.bytes("arqc"));
        try (var key = SessionKey.forCryptograms(in.key("session-key", in.cipher()))) {
            IssuerAuthenticationData answer = IssuerAuthenticationData.generate(key, arqc, response(in));
            return Answer.of("arpc", answer.arpc())
                    .and("tag91", answer.toBytes().toHex());
        }
    }

    private static Answer encipher(Inputs in) throws BadInputException {
        ScriptScheme.Encipherment form = switch (in.wordOr("form", "common")) {
            case "visa" -> ScriptScheme.Encipherment.VISA;
            case "mastercard" -> ScriptScheme.Encipherment.MASTERCARD;
            case "common" -> ScriptScheme.Encipherment.COMMON;
            default -> throw new BadInputException("form is visa, mastercard or common");
        };
        try (var key = SessionKey.forScriptEncipherment(in.key("session-key", KeyAlgorithm.TDES))) {
            return Answer.of(
                    "data",
                    ScriptEncipherer.encipher(form, key, in.bytes("data").toByteArray()));
        }
    }

    private static IssuerResponse response(Inputs in) throws BadInputException {
        if (in.has("arc") == in.has("csu")) {
            throw new BadInputException("either arc or csu is needed");
        }
        return in.has("arc")
                ? new IssuerResponse.Code(in.bytes("arc"))
                : new IssuerResponse.Status(
                        CardStatusUpdate.of(in.bytes("csu")), in.bytesOr("proprietary", Bytes.EMPTY));
    }

    private static Map<Tag, Bytes> elements(Bytes field55) throws BadInputException {
        Map<Tag, Bytes> elements = new HashMap<>();
        try {
            TlvReader reader = TlvReader.of(field55, TlvLimits.DEFAULT);
            while (reader.next()) {
                elements.put(
                        Tag.of(reader.tag()),
                        field55.slice(reader.valueOffset(), reader.valueOffset() + reader.length()));
            }
        } catch (TlvException broken) {
            throw new BadInputException("field55 is no list of data objects: " + broken.getMessage(), broken);
        }
        return elements;
    }
}
