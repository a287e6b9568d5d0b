package dev.solvo.crypto.messaging;

import dev.solvo.apdu.CommandApdu;
import dev.solvo.crypto.CryptoException;
import dev.solvo.crypto.cryptogram.ApplicationCryptogram;
import dev.solvo.crypto.cryptogram.ApplicationTransactionCounter;
import dev.solvo.crypto.cryptogram.CardKeys;
import dev.solvo.crypto.cryptogram.ScriptScheme;
import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.crypto.pin.PinBlock;
import dev.solvo.crypto.pin.PinBlockFormat2;
import dev.solvo.crypto.pin.VisPinBlock;
import java.util.Arrays;

/** A script command whose MAC was right. Only {@link ScriptMessaging#verify} makes one. */
public final class VerifiedScriptCommand {
    private final CommandApdu command;
    private final ScriptScheme scheme;
    private final CardKeys cardKeys;
    private final ApplicationTransactionCounter counter;
    private final ApplicationCryptogram diversification;

    VerifiedScriptCommand(
            CommandApdu command,
            ScriptScheme scheme,
            CardKeys cardKeys,
            ApplicationTransactionCounter counter,
            ApplicationCryptogram diversification) {
        this.command = command;
        this.scheme = scheme;
        this.cardKeys = cardKeys;
        this.counter = counter;
        this.diversification = diversification;
    }

    /**
     * The command without MAC and without the mark of secure messaging in its class byte.
     *
     * @return the command; its data may be enciphered
     */
    public CommandApdu command() {
        return command;
    }

    /**
     * Deciphers the data of the command.
     *
     * @return the data in clear, to be closed by the caller; where the scheme does not tell the length, with padding
     * @throws CryptoException if the data are not enciphered by the rules of the scheme
     */
    public SecretBytes decipher() throws CryptoException {
        byte[] clear = decipherToArray();
        try {
            return SecretBytes.of(clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /**
     * The PIN of a PIN CHANGE that replaces any old one.
     *
     * @return the new PIN, to be closed by the caller
     * @throws CryptoException if the command is another one or holds no PIN
     */
    public Pin newPin() throws CryptoException {
        requirePinChange(IssuerScriptCommand.CHANGE_PIN);
        try (PinBlock block = block()) {
            return scheme.pinBlock() == ScriptScheme.PinChangeBlock.VIS
                    ? VisPinBlock.decode(cardKeys.cryptogram(), block)
                    : PinBlockFormat2.decode(block);
        }
    }

    /**
     * The PIN of a PIN CHANGE that replaces a known old one.
     *
     * @param currentPin the PIN that the card has now
     * @return the new PIN, to be closed by the caller
     * @throws CryptoException if the command is another one, or holds no PIN together with this old one
     */
    public Pin newPin(Pin currentPin) throws CryptoException {
        requirePinChange(IssuerScriptCommand.CHANGE_WITH_CURRENT_PIN);
        if (scheme.pinBlock() != ScriptScheme.PinChangeBlock.VIS) {
            throw new CryptoException(
                    CryptoException.Reason.UNSUPPORTED, "this scheme changes a PIN without the old one");
        }
        try (PinBlock block = block()) {
            return VisPinBlock.decode(cardKeys.cryptogram(), block, currentPin);
        }
    }

    private void requirePinChange(int qualifier) throws CryptoException {
        if (command.ins() != IssuerScriptCommand.PIN_CHANGE_UNBLOCK || command.p1() != 0 || command.p2() != qualifier) {
            throw new CryptoException(CryptoException.Reason.FORMAT, "the command is no PIN CHANGE of this kind");
        }
    }

    private PinBlock block() throws CryptoException {
        byte[] clear = decipherToArray();
        try {
            return PinBlock.parse(clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private byte[] decipherToArray() throws CryptoException {
        try (ScriptKeys keys = ScriptKeys.derive(scheme, cardKeys, counter, diversification)) {
            return ScriptEncipherer.decipher(
                    scheme.encipherment(), keys.encipherment().symmetricKey(), command.data());
        }
    }
}
