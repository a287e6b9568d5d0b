package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.Emv2000SessionKeyTree;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.cryptogram.UnpredictableNumber;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.ParityPolicy;
import dev.solvo.crypto.key.SymmetricKey;
import dev.solvo.tlv.Bytes;
import java.util.Map;

/** Keys of cards and of sessions. */
final class KeyDerivationOperations {
    private KeyDerivationOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("iccMasterKeyOptionA", in -> master(in, IccMasterKeyDerivation.OPTION_A)),
                entry("iccMasterKeyOptionB", in -> master(in, IccMasterKeyDerivation.OPTION_B)),
                entry("iccMasterKeyOptionC", KeyDerivationOperations::optionC),
                entry("masterAndCommonSessionKeyA", KeyDerivationOperations::masterAndSession),
                entry("masterAndCommonSessionKeyB", KeyDerivationOperations::masterAndSession),
                entry("iccMasterKeysOfCard", KeyDerivationOperations::keysOfCard),
                entry("sessionKeyCommon", in -> common(in, ParityPolicy.ADJUST)),
                entry("sessionKeyCommonNoParity", in -> common(in, ParityPolicy.KEEP)),
                entry("sessionKeyCommonFromAtc", KeyDerivationOperations::commonOfCounter),
                entry("sessionKeyMastercardSkd", KeyDerivationOperations::mastercard),
                entry("sessionKeyVisaSm", KeyDerivationOperations::visa),
                entry("sessionKeyEmv2000Tree", KeyDerivationOperations::tree),
                entry("sessionKeysSmCommon", KeyDerivationOperations::scriptKeysCommon),
                entry("sessionKeysSmVisa", KeyDerivationOperations::scriptKeysVisa),
                entry("sessionKeySmCommonFull", KeyDerivationOperations::scriptKeyWithoutParity),
                entry("sessionKeyAes", KeyDerivationOperations::aes));
    }

    private static Computed master(VectorInput in, IccMasterKeyDerivation option) throws VectorException {
        try (var card = CardInput.cryptogramKey(in, "imk", option)) {
            return Computed.secret("iccMasterKey", VectorKey.bytes(card));
        }
    }

    private static Computed optionC(VectorInput in) throws VectorException {
        KeyAlgorithm algorithm = MacOperations.algorithm(in.text("algorithm"));
        try (SymmetricKey issuer = VectorKey.of(algorithm, in, "imk");
                SymmetricKey card = IccMasterKeyDerivation.OPTION_C.derive(
                        issuer, CardInput.pan(in), CardInput.sequenceNumber(in), in.number("keyBits") / 8)) {
            return Computed.secret("iccMasterKey", VectorKey.bytes(card));
        }
    }

    private static Computed masterAndSession(VectorInput in) throws VectorException {
        try (var card = CardInput.cryptogramKey(in, "imk", CardInput.option(in.text("option")));
                var session = SessionKeyDerivation.emvCommon(card, in.bytes("r"), ParityPolicy.ADJUST)) {
            return Computed.of("iccMasterKeyKcv2", CardInput.shortCheckValue(card.symmetricKey()))
                    .and("sessionKeyKcv2", CardInput.shortCheckValue(session.symmetricKey()));
        }
    }

    private static Computed keysOfCard(VectorInput in) throws VectorException {
        IccMasterKeyDerivation option = IccMasterKeyDerivation.OPTION_A;
        try (var cryptogram = CardInput.cryptogramKey(in, "imkAc", option);
                var mac = CardInput.scriptMacKey(in, "imkSmi", option);
                var encipherment = CardInput.scriptEnciphermentKey(in, "imkSmc", option)) {
            return Computed.of("acKcv2", CardInput.shortCheckValue(cryptogram.symmetricKey()))
                    .and("smiKcv2", CardInput.shortCheckValue(mac.symmetricKey()))
                    .and("smcKcv2", CardInput.shortCheckValue(encipherment.symmetricKey()));
        }
    }

    private static Computed common(VectorInput in, ParityPolicy parity) throws VectorException {
        Bytes diversification = in.bytes("r");
        try (var card = cardKey(in);
                var session = SessionKeyDerivation.emvCommon(card, diversification, parity)) {
            return Computed.secret("sessionKey", VectorKey.bytes(session));
        }
    }

    private static Computed commonOfCounter(VectorInput in) throws VectorException {
        try (var card = CardInput.cryptogramKey(in, "imk", IccMasterKeyDerivation.OPTION_A);
                var session = SessionKeyDerivation.emvCommon(card, CardInput.counter(in))) {
            return Computed.of("sessionKeyKcv2", CardInput.shortCheckValue(session.symmetricKey()));
        }
    }

    private static Computed mastercard(VectorInput in) throws VectorException {
        UnpredictableNumber number = UnpredictableNumber.of(in.bytes("un"));
        try (var card = CardInput.cryptogramKey(in, "imk", IccMasterKeyDerivation.OPTION_A);
                var session = SessionKeyDerivation.mastercard(card, CardInput.counter(in), number)) {
            return Computed.of("sessionKeyKcv2", CardInput.shortCheckValue(session.symmetricKey()));
        }
    }

    private static Computed visa(VectorInput in) throws VectorException {
        try (var card = cardKey(in);
                var session = SessionKeyDerivation.visa(card, CardInput.counter(in))) {
            return Computed.secret("sessionKey", VectorKey.bytes(session));
        }
    }

    private static Computed tree(VectorInput in) throws VectorException {
        Emv2000SessionKeyTree tree = Emv2000SessionKeyTree.of(in.number("height"), in.number("branch"), in.bytes("iv"));
        try (var card = cardKey(in);
                var session = tree.derive(card, CardInput.counter(in))) {
            return Computed.secret("sessionKey", VectorKey.bytes(session));
        }
    }

    private static Computed scriptKeysCommon(VectorInput in) throws VectorException {
        ApplicationCryptogram arqc = ApplicationCryptogram.of(in.bytes("arqc"));
        IccMasterKeyDerivation option = IccMasterKeyDerivation.OPTION_A;
        try (var smi = CardInput.scriptMacKey(in, "imkSmi", option);
                var smc = CardInput.scriptEnciphermentKey(in, "imkSmc", option);
                var mac = SessionKeyDerivation.emvCommon(smi, arqc);
                var encipherment = SessionKeyDerivation.emvCommon(smc, arqc)) {
            return Computed.of("smiKcv2", CardInput.shortCheckValue(mac.symmetricKey()))
                    .and("smcKcv2", CardInput.shortCheckValue(encipherment.symmetricKey()));
        }
    }

    private static Computed scriptKeysVisa(VectorInput in) throws VectorException {
        IccMasterKeyDerivation option = IccMasterKeyDerivation.OPTION_A;
        try (var smi = CardInput.scriptMacKey(in, "imkSmi", option);
                var smc = CardInput.scriptEnciphermentKey(in, "imkSmc", option);
                var mac = SessionKeyDerivation.visa(smi, CardInput.counter(in));
                var encipherment = SessionKeyDerivation.visa(smc, CardInput.counter(in))) {
            return Computed.of("smiKcv2", CardInput.shortCheckValue(mac.symmetricKey()))
                    .and("smcKcv2", CardInput.shortCheckValue(encipherment.symmetricKey()));
        }
    }

    /** The source leaves the parity of the session key as it came. */
    private static Computed scriptKeyWithoutParity(VectorInput in) throws VectorException {
        Bytes diversification = in.bytes("r");
        try (var card = CardInput.scriptMacKey(in, "imk", IccMasterKeyDerivation.OPTION_A);
                var session = SessionKeyDerivation.emvCommon(card, diversification, ParityPolicy.KEEP)) {
            return Computed.secret("iccMasterKey", VectorKey.bytes(card))
                    .andSecret("sessionKey", VectorKey.bytes(session));
        }
    }

    private static Computed aes(VectorInput in) throws VectorException {
        try (var card = IccMasterKey.forCryptograms(VectorKey.of(KeyAlgorithm.AES, in, "iccMasterKey"));
                var session = SessionKeyDerivation.emvCommon(card, CardInput.counter(in))) {
            return Computed.secret("sessionKey", VectorKey.bytes(session));
        }
    }

    private static IccMasterKey<KeyPurpose.Cryptogram> cardKey(VectorInput in) throws VectorException {
        return IccMasterKey.forCryptograms(VectorKey.of(KeyAlgorithm.TDES, in, "iccMasterKey"));
    }
}
