package dev.solvo.emv.kernel;

import dev.solvo.crypto.oda.CaPublicKey;
import dev.solvo.crypto.oda.EccCaPublicKey;
import dev.solvo.emv.PinMethod;
import dev.solvo.emv.data.BiometricTerminalCapabilities;
import dev.solvo.emv.data.CvmMethod;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.emv.data.TerminalCapabilities;
import dev.solvo.emv.data.TerminalCapabilities.Bit;
import dev.solvo.emv.data.TerminalVerificationResults;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/** Which methods this terminal can perform with this card. EMV 4.4 Book 3, 10.5; Book 4, Annex A2. */
final class CvmSupport {
    private static final int RID_LENGTH = 5;

    private final TerminalCapabilities capabilities;
    private final BiometricTerminalCapabilities biometric;
    private final PinState pin;
    private final boolean cardHasEccKeys;

    CvmSupport(Transaction transaction, PinState pin) throws EmvDataException {
        Optional<Bytes> devices = transaction.get(EmvTag.BIOMETRIC_TERMINAL_CAPABILITIES);
        this.biometric = devices.isPresent()
                ? BiometricTerminalCapabilities.parse(devices.get())
                : BiometricTerminalCapabilities.NONE;
        this.capabilities = transaction.terminalCapabilities();
        this.pin = pin;
        this.cardHasEccKeys = hasEccKeys(transaction);
    }

    boolean supports(CvmMethod method) {
        if (method.isBiometric()) {
            // Methods 06 to 0F are known since 4.4: where a terminal has no device they are no "unrecognised CVM".
            return capabilities.contains(method.isOfflineBiometric() ? Bit.OFFLINE_BIOMETRIC : Bit.ONLINE_BIOMETRIC)
                    && biometric.supports(method);
        }
        if (method.includesSignature() && !capabilities.contains(Bit.SIGNATURE)) {
            return false;
        }
        return switch (method) {
            case NO_CVM_REQUIRED -> capabilities.contains(Bit.NO_CVM_REQUIRED);
            case ENCIPHERED_PIN_ONLINE,
                    PLAINTEXT_PIN_BY_ICC,
                    PLAINTEXT_PIN_BY_ICC_AND_SIGNATURE,
                    ENCIPHERED_PIN_BY_ICC,
                    ENCIPHERED_PIN_BY_ICC_AND_SIGNATURE ->
                !pin.pinPadFailed && capabilities.contains(capability(pinMethod(method)));
            default -> true;
        };
    }

    /** How the PIN of a method travels; what enciphers it for the card follows from the card's certificates. */
    PinMethod pinMethod(CvmMethod method) {
        if (method == CvmMethod.ENCIPHERED_PIN_ONLINE) {
            return PinMethod.ENCIPHERED_ONLINE;
        }
        if (!method.isEncipheredOfflinePin()) {
            return PinMethod.PLAINTEXT_OFFLINE;
        }
        return cardHasEccKeys ? PinMethod.ENCIPHERED_OFFLINE_ECC : PinMethod.ENCIPHERED_OFFLINE_RSA;
    }

    /**
     * The bit that says why a method is not supported. A terminal that takes one kind of offline PIN but not the other has a
     * PIN pad, so that there is no bit for it.
     */
    Optional<TerminalVerificationResults.Bit> causeOfMissing(CvmMethod method) {
        if (method.isBiometric()) {
            return Optional.of(TerminalVerificationResults.Bit.BIOMETRIC_TYPE_NOT_SUPPORTED);
        }
        boolean noPinPad = method == CvmMethod.ENCIPHERED_PIN_ONLINE
                ? !capabilities.contains(Bit.ENCIPHERED_ONLINE_PIN)
                : method.isOfflinePin() && !takesOfflinePin();
        boolean brokenPinPad = pin.pinPadFailed && (method == CvmMethod.ENCIPHERED_PIN_ONLINE || method.isOfflinePin());
        return noPinPad || brokenPinPad
                ? Optional.of(TerminalVerificationResults.Bit.PIN_PAD_NOT_PRESENT_OR_NOT_WORKING)
                : Optional.empty();
    }

    private boolean takesOfflinePin() {
        return capabilities.contains(Bit.PLAINTEXT_OFFLINE_PIN)
                || capabilities.contains(Bit.ENCIPHERED_OFFLINE_PIN_RSA)
                || capabilities.contains(Bit.ENCIPHERED_OFFLINE_PIN_ECC);
    }

    private static Bit capability(PinMethod method) {
        return switch (method) {
            case ENCIPHERED_ONLINE -> Bit.ENCIPHERED_ONLINE_PIN;
            case PLAINTEXT_OFFLINE -> Bit.PLAINTEXT_OFFLINE_PIN;
            case ENCIPHERED_OFFLINE_RSA -> Bit.ENCIPHERED_OFFLINE_PIN_RSA;
            case ENCIPHERED_OFFLINE_ECC -> Bit.ENCIPHERED_OFFLINE_PIN_ECC;
        };
    }

    /** A certification authority's key tells what its cards' certificates are made with. */
    private static boolean hasEccKeys(Transaction transaction) {
        Optional<Bytes> index = transaction.get(EmvTag.CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD);
        Optional<Bytes> aid = transaction.get(EmvTag.APPLICATION_IDENTIFIER_TERMINAL);
        if (!index.isPresent() || index.get().length() != 1 || !aid.isPresent()) {
            return false;
        }
        Bytes rid = aid.get().slice(0, RID_LENGTH);
        Optional<CaPublicKey> key =
                transaction.terminal().caPublicKeys().find(rid, index.get().unsigned(0));
        return key.isPresent() && key.get() instanceof EccCaPublicKey;
    }
}
