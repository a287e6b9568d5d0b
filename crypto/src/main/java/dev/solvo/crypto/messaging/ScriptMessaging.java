package dev.solvo.crypto.messaging;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.key.InsecureSecretKeyAccess;
import dev.solvo.crypto.key.KeyAlgorithm;
import dev.solvo.crypto.mac.MessageAuthenticationCode;
import dev.solvo.crypto.mac.Padding;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.VisPinBlock;
import dev.solvo.tlv.Bytes;
import java.util.Arrays;

/**
 * The script commands that follow one cryptogram, in their order: the issuer protects them, the card checks them.
 *
 * <p>Commands are of secure messaging format 2: the class byte says so (04 added), the MAC of 8 bytes follows the data.
 * A command that fails the check leaves the state as it was. Not safe for several threads.
 *
 * <p>Triple DES keys only: EMV 4.4 Book 2, 9.2 and 9.3 have AES too, but how the schemes pad, chain and shorten under it was
 * at hand in no text, vector or implementation.
 */
public final class ScriptMessaging {
    // NOTE: EMV allows 4 to 8 bytes; all payment systems here send 8.
    private static final int MAC_LENGTH_BYTES = 8;

    private static final int SECURE_MESSAGING = 0x04;
    private static final int MAX_DATA_LENGTH_BYTES = 255;
    private static final MessageAuthenticationCode MAC =
            MessageAuthenticationCode.iso9797Algorithm3(Padding.METHOD_2, MAC_LENGTH_BYTES);

    private final ScriptScheme scheme;
    private final CardKeys cardKeys;
    private final ApplicationTransactionCounter counter;
    private final ApplicationCryptogram cryptogram;
    private int commandNumber;
    private Bytes chainingValue;

    /**
     * Starts with the first command after a cryptogram.
     *
     * @param scheme the rules
     * @param cardKeys the card's keys; stay the caller's to close
     * @param counter the transaction counter
     * @param cryptogram what the card answered to the first GENERATE AC
     * @throws IllegalArgumentException if the keys are not triple DES
     */
    public ScriptMessaging(
            ScriptScheme scheme,
            CardKeys cardKeys,
            ApplicationTransactionCounter counter,
            ApplicationCryptogram cryptogram) {
        if (cardKeys.scriptMac().algorithm() != KeyAlgorithm.TDES
                || cardKeys.scriptEncipherment().algorithm() != KeyAlgorithm.TDES) {
            throw new IllegalArgumentException("scripts are protected with triple DES keys only");
        }
        this.scheme = scheme;
        this.cardKeys = cardKeys;
        this.counter = counter;
        this.cryptogram = cryptogram;
        this.chainingValue = cryptogram.value();
    }

    /**
     * Authenticates the next command, as the issuer does.
     *
     * @param command the command with data in clear or already enciphered, of case 1 or 3
     * @return the command for the script
     * @throws IllegalArgumentException if the command asks for data, is protected already, or is too long for a MAC
     */
    public CommandApdu protect(CommandApdu command) {
        if (command.le() != CommandApdu.NO_LE || (command.cla() & SECURE_MESSAGING) != 0) {
            throw new IllegalArgumentException("a command of case 1 or 3 without secure messaging is expected");
        }
        if (command.data().length() > MAX_DATA_LENGTH_BYTES - MAC_LENGTH_BYTES) {
            throw new IllegalArgumentException("data of " + command.data().length() + " bytes leave no room for a MAC");
        }
        try (ScriptKeys keys = keys()) {
            Bytes mac = MAC.generate(keys.mac().symmetricKey(), macInput(command));
            advance(mac);
            return CommandApdu.case3(
                    command.cla() | SECURE_MESSAGING,
                    command.ins(),
                    command.p1(),
                    command.p2(),
                    command.data().plus(mac));
        }
    }

    /**
     * Makes PIN CHANGE with a new PIN that replaces any old one, enciphered and authenticated.
     *
     * @param newPin the PIN; stays the caller's to close
     * @return the command for the script
     */
    public CommandApdu changePin(Pin newPin) {
        try (PinBlock block = scheme.pinBlock() == ScriptScheme.PinChangeBlock.VIS
                ? VisPinBlock.encode(cardKeys.cryptogram(), newPin)
                : PinBlockFormat2.encode(newPin)) {
            return protect(pinChange(IssuerScriptCommand.CHANGE_PIN, block));
        }
    }

    /**
     * Makes PIN CHANGE with a new PIN that replaces a known old one, enciphered and authenticated.
     *
     * @param newPin the PIN; stays the caller's to close
     * @param currentPin the PIN that the card has now; stays the caller's to close
     * @return the command for the script
     * @throws IllegalArgumentException if the scheme's block has no place for the old PIN
     */
    public CommandApdu changePin(Pin newPin, Pin currentPin) {
        if (scheme.pinBlock() != ScriptScheme.PinChangeBlock.VIS) {
            throw new IllegalArgumentException("this scheme changes a PIN without the old one");
        }
        try (PinBlock block = VisPinBlock.encode(cardKeys.cryptogram(), newPin, currentPin)) {
            return protect(pinChange(IssuerScriptCommand.CHANGE_WITH_CURRENT_PIN, block));
        }
    }

    /**
     * Enciphers data for the next command, as the issuer does.
     *
     * @param data 1 to 247 bytes; the caller wipes them
     * @return whole blocks, for the data of the command to {@link #protect}
     * @throws IllegalArgumentException if there are no data or too many
     */
    public Bytes encipher(byte[] data) {
        if (data.length == 0 || data.length > MAX_DATA_LENGTH_BYTES - MAC_LENGTH_BYTES) {
            throw new IllegalArgumentException("data of " + data.length + " bytes for a script command");
        }
        try (ScriptKeys keys = keys()) {
            return ScriptEncipherer.encipher(
                    scheme.encipherment(), keys.encipherment().symmetricKey(), data);
        }
    }

    /**
     * Checks the next command, as the card does, in constant time and in full length.
     *
     * @param command the command as received
     * @return the command without MAC, authenticated
     * @throws CryptoException if the command has no secure messaging, no room for a MAC, or another MAC
     */
    public VerifiedScriptCommand verify(CommandApdu command) throws CryptoException {
        int length = command.data().length() - MAC_LENGTH_BYTES;
        if ((command.cla() & SECURE_MESSAGING) == 0 || length < 0 || command.extended()) {
            throw new CryptoException(
                    CryptoException.Reason.FORMAT, "the command is not one of secure messaging format 2");
        }
        CommandApdu plain = new CommandApdu(
                command.cla() & ~SECURE_MESSAGING,
                command.ins(),
                command.p1(),
                command.p2(),
                command.data().slice(0, length),
                CommandApdu.NO_LE,
                false);
        Bytes mac = command.data().slice(length);
        try (ScriptKeys keys = keys()) {
            MAC.verify(keys.mac().symmetricKey(), macInput(plain), mac);
        }
        ApplicationCryptogram diversification = diversification();
        advance(mac);
        return new VerifiedScriptCommand(plain, scheme, cardKeys, counter, diversification);
    }

    private CommandApdu pinChange(int qualifier, PinBlock block) {
        byte[] clear = block.toByteArray(InsecureSecretKeyAccess.get());
        try {
            return CommandApdu.case3(0x80, IssuerScriptCommand.PIN_CHANGE_UNBLOCK, 0, qualifier, encipher(clear));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** EMV 4.4 Book 2, 9.2.3: the header as it is sent, so with the MAC in Lc. */
    private Bytes macInput(CommandApdu plain) {
        Bytes header = Bytes.ofUnsigned(
                plain.cla() | SECURE_MESSAGING,
                plain.ins(),
                plain.p1(),
                plain.p2(),
                plain.data().length() + MAC_LENGTH_BYTES);
        return switch (scheme.macInput()) {
            case COMMAND -> header.plus(plain.data());
            case COUNTER_AND_CRYPTOGRAM ->
                Bytes.concat(header, counter.toBytes(), diversification().value(), plain.data());
            case CHAINED -> Bytes.concat(chainingValue, header, plain.data());
        };
    }

    private ScriptKeys keys() {
        return ScriptKeys.derive(scheme, cardKeys, counter, diversification());
    }

    private ApplicationCryptogram diversification() {
        return ScriptKeys.diversification(scheme, cryptogram, commandNumber);
    }

    private void advance(Bytes mac) {
        commandNumber++;
        chainingValue = mac;
    }
}
