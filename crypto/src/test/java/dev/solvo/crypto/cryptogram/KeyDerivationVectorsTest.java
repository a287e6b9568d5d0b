package dev.solvo.crypto.cryptogram;

import static dev.solvo.crypto.TestKeys.bytes;
import static dev.solvo.crypto.TestKeys.cardKey;
import static dev.solvo.crypto.TestKeys.issuerKey;
import static dev.solvo.crypto.TestKeys.shortCheckValue;
import static dev.solvo.crypto.TestKeys.withoutParity;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.solvo.crypto.CryptoVectors;
import dev.solvo.crypto.CryptoVectors.Vector;
import dev.solvo.crypto.TestKeys;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.IssuerMasterKey;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.Pan;
import dev.solvo.crypto.key.PanSequenceNumber;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.tlv.Bytes;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Card and session keys against {@code emv-key-derivation.json}. */
final class KeyDerivationVectorsTest {
    @TestFactory
    Stream<DynamicTest> vectors() {
        return CryptoVectors.tests(
                "emv-key-derivation.json",
                Map.ofEntries(
                        entry("iccMasterKeyOptionA", v -> master(v, IccMasterKeyDerivation.OPTION_A)),
                        entry("iccMasterKeyOptionB", v -> master(v, IccMasterKeyDerivation.OPTION_B)),
                        entry("iccMasterKeyOptionC", KeyDerivationVectorsTest::optionC),
                        entry("masterAndCommonSessionKeyA", KeyDerivationVectorsTest::masterAndSession),
                        entry("masterAndCommonSessionKeyB", KeyDerivationVectorsTest::masterAndSession),
                        entry("iccMasterKeysOfCard", KeyDerivationVectorsTest::keysOfCard),
                        entry("sessionKeyCommon", v -> common(v, ParityPolicy.ADJUST)),
                        entry("sessionKeyCommonNoParity", v -> common(v, ParityPolicy.KEEP)),
                        entry("sessionKeyCommonFromAtc", KeyDerivationVectorsTest::commonOfCounter),
                        entry("sessionKeyMastercardSkd", KeyDerivationVectorsTest::mastercard),
                        entry("sessionKeyVisaSm", KeyDerivationVectorsTest::visa),
                        entry("sessionKeyEmv2000Tree", KeyDerivationVectorsTest::tree),
                        entry("sessionKeysSmCommon", KeyDerivationVectorsTest::scriptKeysCommon),
                        entry("sessionKeysSmVisa", KeyDerivationVectorsTest::scriptKeysVisa),
                        entry("sessionKeySmCommonFull", KeyDerivationVectorsTest::scriptKeyFull),
                        entry("sessionKeyAes", KeyDerivationVectorsTest::aes)),
                Map.of());
    }

    private static void master(Vector v, IccMasterKeyDerivation option) {
        try (var issuer = issuerKey(v.text("imk"));
                var card = option.derive(issuer, pan(v), sequenceNumber(v))) {
            assertEquals(v.expected("iccMasterKey"), bytes(card).toHex());
        }
    }

    /** Card keys are as long as issuer keys; where the vector asks for a longer one, the port's operation gives it. */
    private static void optionC(Vector v) {
        int length = v.in().get("keyBits").asInt() / 8;
        try (var issuer = IssuerMasterKey.forCryptograms(TestKeys.aes(v.text("imk")))) {
            if (length == issuer.symmetricKey().lengthBytes()) {
                try (var card = IccMasterKeyDerivation.OPTION_C.derive(issuer, pan(v), sequenceNumber(v))) {
                    assertEquals(v.expected("iccMasterKey"), bytes(card).toHex());
                }
                return;
            }
            Bytes left = Bytes.fromHex("00000000000000" + v.text("pan") + v.text("psn"));
            byte[] both = left.plus(left).toByteArray();
            for (int i = 16; i < 32; i++) {
                both[i] ^= (byte) 0xFF;
            }
            try (var card = issuer.symmetricKey().deriveByEncryption(both, length, ParityPolicy.KEEP)) {
                assertEquals(v.expected("iccMasterKey"), bytes(card).toHex());
            }
        }
    }

    private static void masterAndSession(Vector v) {
        IccMasterKeyDerivation option =
                v.text("option").equals("A") ? IccMasterKeyDerivation.OPTION_A : IccMasterKeyDerivation.OPTION_B;
        try (var issuer = issuerKey(v.text("imk"));
                var card = option.derive(issuer, pan(v), sequenceNumber(v));
                var session = SessionKeyDerivation.emvCommon(card, v.bytes("r"), ParityPolicy.ADJUST)) {
            if (v.out().has("iccMasterKeyKcv2")) {
                assertEquals(v.expected("iccMasterKeyKcv2"), shortCheckValue(card));
            }
            assertEquals(v.expected("sessionKeyKcv2"), shortCheckValue(session));
        }
    }

    private static void keysOfCard(Vector v) {
        try (IssuerKeys issuer = new IssuerKeys(
                        issuerKey(v.text("imkAc")),
                        IssuerMasterKey.forScriptMac(TestKeys.tdes(v.text("imkSmi"))),
                        IssuerMasterKey.forScriptEncipherment(TestKeys.tdes(v.text("imkSmc"))));
                CardKeys card = issuer.deriveCardKeys(IccMasterKeyDerivation.OPTION_A, pan(v), sequenceNumber(v))) {
            assertEquals(v.expected("acKcv2"), shortCheckValue(card.cryptogram()));
            assertEquals(v.expected("smiKcv2"), shortCheckValue(card.scriptMac()));
            assertEquals(v.expected("smcKcv2"), shortCheckValue(card.scriptEncipherment()));
        }
    }

    private static void common(Vector v, ParityPolicy parity) {
        try (var card = cardKey(v.text("iccMasterKey"));
                var session = SessionKeyDerivation.emvCommon(card, v.bytes("r"), parity)) {
            assertEquals(v.expected("sessionKey"), bytes(session).toHex());
        }
    }

    private static void commonOfCounter(Vector v) {
        try (var card = cardOfOptionA(v);
                var session = SessionKeyDerivation.emvCommon(card, counter(v))) {
            assertEquals(v.expected("sessionKeyKcv2"), shortCheckValue(session));
        }
    }

    private static void mastercard(Vector v) {
        UnpredictableNumber number = UnpredictableNumber.of(v.bytes("un"));
        try (var card = cardOfOptionA(v);
                var session = SessionKeyDerivation.mastercard(card, counter(v), number)) {
            assertEquals(v.expected("sessionKeyKcv2"), shortCheckValue(session));
        }
    }

    private static void visa(Vector v) {
        try (var card = cardKey(v.text("iccMasterKey"));
                var session = SessionKeyDerivation.visa(card, counter(v))) {
            assertEquals(v.expected("sessionKey"), bytes(session).toHex());
        }
    }

    private static void tree(Vector v) {
        Emv2000SessionKeyTree tree = Emv2000SessionKeyTree.of(
                v.in().get("height").asInt(), v.in().get("branch").asInt(), v.bytes("iv"));
        try (var card = cardKey(v.text("iccMasterKey"));
                var session = tree.derive(card, counter(v))) {
            assertEquals(v.expected("sessionKey"), bytes(session).toHex());
        }
    }

    private static void scriptKeysCommon(Vector v) {
        ApplicationCryptogram arqc = ApplicationCryptogram.of(v.bytes("arqc"));
        try (var smi = scriptMac(v);
                var smc = scriptEncipherment(v);
                var mac = SessionKeyDerivation.emvCommon(smi, arqc);
                var encipherment = SessionKeyDerivation.emvCommon(smc, arqc)) {
            assertEquals(v.expected("smiKcv2"), shortCheckValue(mac));
            assertEquals(v.expected("smcKcv2"), shortCheckValue(encipherment));
        }
    }

    private static void scriptKeysVisa(Vector v) {
        try (var smi = scriptMac(v);
                var smc = scriptEncipherment(v);
                var mac = SessionKeyDerivation.visa(smi, counter(v));
                var encipherment = SessionKeyDerivation.visa(smc, counter(v))) {
            assertEquals(v.expected("smiKcv2"), shortCheckValue(mac));
            assertEquals(v.expected("smcKcv2"), shortCheckValue(encipherment));
        }
    }

    /** The source does not adjust parity, so the parity bits stay out of the comparison. */
    private static void scriptKeyFull(Vector v) {
        try (var card = cardOfOptionA(v);
                var session = SessionKeyDerivation.emvCommon(card, ApplicationCryptogram.of(v.bytes("r")))) {
            assertEquals(withoutParity(Bytes.fromHex(v.expected("iccMasterKey"))), withoutParity(bytes(card)));
            assertEquals(withoutParity(Bytes.fromHex(v.expected("sessionKey"))), withoutParity(bytes(session)));
        }
    }

    private static void aes(Vector v) {
        try (var card = IccMasterKey.forCryptograms(TestKeys.aes(v.text("iccMasterKey")));
                var session = SessionKeyDerivation.emvCommon(card, counter(v))) {
            assertEquals(v.expected("sessionKey"), bytes(session).toHex());
        }
    }

    private static IccMasterKey<KeyPurpose.Cryptogram> cardOfOptionA(Vector v) {
        try (var issuer = issuerKey(v.text("imk"))) {
            return IccMasterKeyDerivation.OPTION_A.derive(issuer, pan(v), sequenceNumber(v));
        }
    }

    private static IccMasterKey<KeyPurpose.ScriptMac> scriptMac(Vector v) {
        try (var issuer = IssuerMasterKey.forScriptMac(TestKeys.tdes(v.text("imkSmi")))) {
            return IccMasterKeyDerivation.OPTION_A.derive(issuer, pan(v), sequenceNumber(v));
        }
    }

    private static IccMasterKey<KeyPurpose.ScriptEncipherment> scriptEncipherment(Vector v) {
        try (var issuer = IssuerMasterKey.forScriptEncipherment(TestKeys.tdes(v.text("imkSmc")))) {
            return IccMasterKeyDerivation.OPTION_A.derive(issuer, pan(v), sequenceNumber(v));
        }
    }

    private static Pan pan(Vector v) {
        return Pan.of(v.text("pan"));
    }

    private static PanSequenceNumber sequenceNumber(Vector v) {
        String text = v.text("psn");
        return text.equals("(absent)") ? PanSequenceNumber.ZERO : PanSequenceNumber.of(Integer.parseInt(text));
    }

    private static ApplicationTransactionCounter counter(Vector v) {
        return ApplicationTransactionCounter.of(Integer.parseInt(v.text("atc"), 16));
    }
}
