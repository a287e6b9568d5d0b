package dev.solvo.cli.vectors.crypto;

import static java.util.Map.entry;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.IccMasterKeyDerivation;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.cryptogram.ScriptScheme.Encipherment;
import dev.solvo.crypto.cryptogram.ScriptScheme.MacInput;
import dev.solvo.crypto.cryptogram.ScriptScheme.PinChangeBlock;
import dev.solvo.crypto.cryptogram.ScriptScheme.SessionKeys;
import dev.solvo.crypto.cryptogram.SessionKeyDerivation;
import dev.solvo.crypto.key.IccMasterKey;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.key.KeyPurpose;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.key.SessionKey;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.messaging.ScriptEncipherer;
import dev.solvo.crypto.messaging.ScriptMessaging;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.VisPinBlock;
import dev.solvo.tlv.Bytes;
import java.util.Map;

/** Issuer scripts: authentication, encipherment, PIN change. */
final class MessagingOperations {
    private static final MessageAuthenticationCode MAC =
            MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, 8);

    /** Interac 133 is no profile of the library; its rules can be said, though. */
    private static final ScriptScheme INTERAC = new ScriptScheme(
            SessionKeys.EMV_COMMON, MacInput.COMMAND, Encipherment.MASTERCARD, PinChangeBlock.ISO_FORMAT_2);

    private MessagingOperations() {}

    static Map<String, Operation> all() {
        return Map.ofEntries(
                entry("commandMac", MessagingOperations::commandMac),
                entry("commandMacFromMaster", MessagingOperations::commandMacFromMaster),
                entry("encipher", MessagingOperations::encipher),
                entry("encipherPaddingRule", MessagingOperations::encipher),
                entry("visPinBlock", MessagingOperations::visPinBlock),
                entry("pinChange", MessagingOperations::pinChange),
                entry("pinChangeJpos", MessagingOperations::pinChangeOfCounterAndCryptogram),
                entry("cvnCommandMac", MessagingOperations::protectedCommand),
                entry("cvnPinChangeCommand", MessagingOperations::pinChangeCommand));
    }

    private static Computed commandMac(VectorInput in) throws CryptoException, VectorException {
        return mac(SessionKey.forScriptMac(VectorKey.of(KeyAlgorithm.TDES, in, "sessionKey")), in.bytes("data"));
    }

    private static Computed commandMacFromMaster(VectorInput in) throws CryptoException, VectorException {
        boolean visa = in.text("sessionKey").startsWith("Visa");
        try (var card = CardInput.scriptMacKey(in, "imkSmi", IccMasterKeyDerivation.OPTION_A)) {
            return mac(
                    visa
                            ? SessionKeyDerivation.visa(card, CardInput.counter(in))
                            : SessionKeyDerivation.emvCommon(card, ApplicationCryptogram.of(in.bytes("r"))),
                    in.bytes("data"));
        }
    }

    private static Computed mac(SessionKey<KeyPurpose.ScriptMac> key, Bytes data) throws CryptoException {
        try (key) {
            Bytes mac = MAC.generate(key.symmetricKey(), data);
            MAC.verify(key.symmetricKey(), data, mac);
            return Computed.of("mac", mac);
        }
    }

    private static Computed encipher(VectorInput in) throws CryptoException, VectorException {
        Encipherment form = switch (in.text("format")) {
            case "VISA" -> Encipherment.VISA;
            case "MASTERCARD" -> Encipherment.MASTERCARD;
            case "EMV" -> Encipherment.COMMON;
            default -> throw VectorException.unsupported("this format");
        };
        Bytes data = in.bytes("data");
        try (var key = SessionKey.forScriptEncipherment(VectorKey.of(KeyAlgorithm.TDES, in, "sessionKey"))) {
            Bytes enciphered = ScriptEncipherer.encipher(form, key, data.toByteArray());
            try (SecretBytes read = ScriptEncipherer.decipher(form, key, enciphered)) {
                // One of the forms does not tell where the data end.
                if (!Bytes.of(read.toByteArray(InsecureSecretKeyAccess.get())).startsWith(data)) {
                    throw VectorException.failed("deciphering gives other data");
                }
            }
            return Computed.of("ciphertext", enciphered);
        }
    }

    private static Computed visPinBlock(VectorInput in) throws CryptoException, VectorException {
        try (var card = IccMasterKey.forCryptograms(VectorKey.of(KeyAlgorithm.TDES, in, "iccMasterKeyAc"));
                Pin pin = Pin.of(in.text("newPin"));
                PinBlock block = VisPinBlock.encode(card, pin);
                Pin read = VisPinBlock.decode(card, block)) {
            if (!read.equals(pin)) {
                throw VectorException.failed("reading the block gives another PIN");
            }
            return Computed.secret("pinBlock", bytes(block));
        }
    }

    /** The source authenticates header and data only, and its headers give no room for the MAC: taken as they are. */
    private static Computed pinChange(VectorInput in) throws CryptoException, VectorException {
        return switch (in.text("sessionKey")) {
            case "Visa, ATC FFFF" ->
                pinChange(
                        in,
                        ScriptScheme.VISA,
                        ApplicationTransactionCounter.of(0xFFFF),
                        ApplicationCryptogram.of(Bytes.repeat(0, 8)),
                        in.bytes("header"));
            case "common, R=ABCDEF1234567890" ->
                pinChange(
                        in,
                        INTERAC,
                        ApplicationTransactionCounter.of(0),
                        ApplicationCryptogram.of(Bytes.fromHex("ABCDEF1234567890")),
                        in.bytes("header"));
            default -> throw VectorException.unsupported("this session key");
        };
    }

    private static Computed pinChangeOfCounterAndCryptogram(VectorInput in) throws CryptoException, VectorException {
        String form = in.text("encipherFormat");
        ScriptScheme scheme = new ScriptScheme(
                in.text("sessionKey").startsWith("Visa") ? SessionKeys.VISA_COUNTER : SessionKeys.EMV_COMMON,
                MacInput.COUNTER_AND_CRYPTOGRAM,
                form.startsWith("Mastercard")
                        ? Encipherment.MASTERCARD
                        : form.startsWith("CCD") ? Encipherment.COMMON : Encipherment.VISA,
                in.text("pinBlockFormat").equals("VIS") ? PinChangeBlock.VIS : PinChangeBlock.ISO_FORMAT_2);
        Bytes macPrefix = Bytes.concat(Bytes.fromHex("8424000210"), in.bytes("atc"), in.bytes("arqc"));
        return pinChange(in, scheme, CardInput.counter(in), ApplicationCryptogram.of(in.bytes("arqc")), macPrefix);
    }

    private static Computed pinChange(
            VectorInput in,
            ScriptScheme scheme,
            ApplicationTransactionCounter counter,
            ApplicationCryptogram arqc,
            Bytes macPrefix)
            throws CryptoException, VectorException {
        boolean visa = scheme.keys() == SessionKeys.VISA_COUNTER;
        try (CardKeys card = cardKeys(in);
                var macKey = visa
                        ? SessionKeyDerivation.visa(card.scriptMac(), counter)
                        : SessionKeyDerivation.emvCommon(card.scriptMac(), arqc);
                var enciphermentKey = visa
                        ? SessionKeyDerivation.visa(card.scriptEncipherment(), counter)
                        : SessionKeyDerivation.emvCommon(card.scriptEncipherment(), arqc);
                PinBlock block = block(in, scheme, card)) {
            Bytes enciphered = ScriptEncipherer.encipher(
                    scheme.encipherment(), enciphermentKey, block.toByteArray(InsecureSecretKeyAccess.get()));
            return Computed.of("encipheredPinBlock", enciphered)
                    .and("mac", MAC.generate(macKey.symmetricKey(), macPrefix.plus(enciphered)))
                    .andSecret("pinBlock", bytes(block));
        }
    }

    private static PinBlock block(VectorInput in, ScriptScheme scheme, CardKeys card) throws VectorException {
        try (Pin pin = Pin.of(in.text("newPin"))) {
            if (scheme.pinBlock() == PinChangeBlock.ISO_FORMAT_2) {
                return PinBlockFormat2.encode(pin);
            }
            if (!in.has("currentPin")) {
                return VisPinBlock.encode(card.cryptogram(), pin);
            }
            try (Pin current = Pin.of(in.text("currentPin"))) {
                return VisPinBlock.encode(card.cryptogram(), pin, current);
            }
        }
    }

    private static Computed protectedCommand(VectorInput in) throws CryptoException, VectorException {
        Bytes header = in.bytes("header");
        CommandApdu plain = CommandApdu.case1(0x80, header.unsigned(1), header.unsigned(2), header.unsigned(3));
        try (CardKeys card = cardKeys(in)) {
            CommandApdu command = messaging(in, card).protect(plain);
            if (!messaging(in, card).verify(command).command().equals(plain)) {
                throw VectorException.failed("the card reads another command");
            }
            Bytes sent = command.toBytes();
            if (!sent.startsWith(header)) {
                throw VectorException.failed("the command has another header");
            }
            return Computed.of("mac", sent.slice(header.length()));
        }
    }

    private static Computed pinChangeCommand(VectorInput in) throws CryptoException, VectorException {
        try (CardKeys card = cardKeys(in);
                Pin pin = Pin.of(in.text("newPin"))) {
            CommandApdu command;
            Pin read;
            if (in.has("currentPin")) {
                try (Pin current = Pin.of(in.text("currentPin"))) {
                    command = messaging(in, card).changePin(pin, current);
                    read = messaging(in, card).verify(command).newPin(current);
                }
            } else {
                command = messaging(in, card).changePin(pin);
                read = messaging(in, card).verify(command).newPin();
            }
            try (read) {
                if (!read.equals(pin)) {
                    throw VectorException.failed("the card reads another PIN");
                }
            }
            return Computed.of("command", command.toBytes());
        }
    }

    private static ScriptMessaging messaging(VectorInput in, CardKeys card) throws VectorException {
        ScriptScheme scheme = switch (in.text("scheme")) {
            case "Visa CVN 10", "Visa CVN 18" -> ScriptScheme.VISA;
            case "Visa CVN 22" -> ScriptScheme.VISA_COMMON;
            case "Mastercard CVN 16", "Mastercard CVN 17", "Mastercard CVN 20", "Mastercard CVN 21" ->
                ScriptScheme.MASTERCARD;
            case "Interac CVN 133" -> INTERAC;
            default -> throw VectorException.unsupported("this scheme");
        };
        return new ScriptMessaging(scheme, card, CardInput.counter(in), ApplicationCryptogram.of(in.bytes("arqc")));
    }

    /** Some entries give one key only; it stands in for what they do not use. */
    private static CardKeys cardKeys(VectorInput in) throws VectorException {
        IccMasterKeyDerivation option = IccMasterKeyDerivation.OPTION_A;
        return new CardKeys(
                CardInput.cryptogramKey(in, in.has("imkAc") ? "imkAc" : "imkSmi", option),
                CardInput.scriptMacKey(in, "imkSmi", option),
                CardInput.scriptEnciphermentKey(in, in.has("imkSmc") ? "imkSmc" : "imkSmi", option));
    }

    private static Bytes bytes(PinBlock block) {
        return Bytes.of(block.toByteArray(InsecureSecretKeyAccess.get()));
    }
}
