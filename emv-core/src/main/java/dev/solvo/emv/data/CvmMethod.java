package dev.solvo.emv.data;

import java.util.List;
import java.util.Optional;

/** How a cardholder is verified: bits 6 to 1 of a cardholder verification rule's first byte. EMV 4.4 Book 3, Annex C3. */
public enum CvmMethod {
    /** 00: fail without trying anything. */
    FAIL_CVM_PROCESSING(0x00, "Fail CVM processing"),
    /** 01: the card compares a PIN that reaches it in clear. */
    PLAINTEXT_PIN_BY_ICC(0x01, "Plaintext PIN verification performed by ICC"),
    /** 02: the issuer compares an enciphered PIN. */
    ENCIPHERED_PIN_ONLINE(0x02, "Enciphered PIN verified online"),
    /** 03: as 01, and a signature. */
    PLAINTEXT_PIN_BY_ICC_AND_SIGNATURE(0x03, "Plaintext PIN verification performed by ICC and signature"),
    /** 04: the card compares a PIN that reaches it enciphered. */
    ENCIPHERED_PIN_BY_ICC(0x04, "Enciphered PIN verification performed by ICC"),
    /** 05: as 04, and a signature. */
    ENCIPHERED_PIN_BY_ICC_AND_SIGNATURE(0x05, "Enciphered PIN verification performed by ICC and signature"),
    /** 06: the card compares a face (new in 4.4). */
    FACIAL_BIOMETRIC_OFFLINE(0x06, "Facial biometric verified offline (by ICC)"),
    /** 07: the issuer compares a face (new in 4.4). */
    FACIAL_BIOMETRIC_ONLINE(0x07, "Facial biometric verified online"),
    /** 08: the card compares a finger (new in 4.4). */
    FINGER_BIOMETRIC_OFFLINE(0x08, "Finger biometric verified offline (by ICC)"),
    /** 09: the issuer compares a finger (new in 4.4). */
    FINGER_BIOMETRIC_ONLINE(0x09, "Finger biometric verified online"),
    /** 0A: the card compares a palm (new in 4.4). */
    PALM_BIOMETRIC_OFFLINE(0x0A, "Palm biometric verified offline (by ICC)"),
    /** 0B: the issuer compares a palm (new in 4.4). */
    PALM_BIOMETRIC_ONLINE(0x0B, "Palm biometric verified online"),
    /** 0C: the card compares an iris (new in 4.4). */
    IRIS_BIOMETRIC_OFFLINE(0x0C, "Iris biometric verified offline (by ICC)"),
    /** 0D: the issuer compares an iris (new in 4.4). */
    IRIS_BIOMETRIC_ONLINE(0x0D, "Iris biometric verified online"),
    /** 0E: the card compares a voice (new in 4.4). */
    VOICE_BIOMETRIC_OFFLINE(0x0E, "Voice biometric verified offline (by ICC)"),
    /** 0F: the issuer compares a voice (new in 4.4). */
    VOICE_BIOMETRIC_ONLINE(0x0F, "Voice biometric verified online"),
    /** 1E: a signature on paper or pad. */
    SIGNATURE(0x1E, "Signature (paper)"),
    /** 1F: nothing is asked of the cardholder. */
    NO_CVM_REQUIRED(0x1F, "No CVM required");

    /** Each call of values() makes an array. */
    private static final List<CvmMethod> ALL = List.of(values());

    private final int code;
    private final String meaning;

    CvmMethod(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /**
     * The method's number.
     *
     * @return 00 to 3F
     */
    public int code() {
        return code;
    }

    /**
     * The method in the specification's words.
     *
     * @return a short text
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Finds the method EMV gives to a code.
     *
     * @param cvmCode a rule's first byte; bits 8 and 7 are not looked at
     * @return the method, or nothing if the code is reserved or left to payment system or issuer
     */
    public static Optional<CvmMethod> find(int cvmCode) {
        for (CvmMethod method : ALL) {
            if (method.code == (cvmCode & 0x3F)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /**
     * Puts any code into words, those without a method too.
     *
     * @param cvmCode a rule's first byte; bits 8 and 7 are not looked at
     * @return a short text
     */
    public static String describe(int cvmCode) {
        int code = cvmCode & 0x3F;
        Optional<CvmMethod> method = find(code);
        if (method.isPresent()) {
            return method.get().meaning;
        }
        if (code == 0x3F) {
            return "Not available for use";
        }
        return code < 0x20
                ? "Reserved for future use"
                : code < 0x30 ? "Reserved for use by the payment system" : "Reserved for use by the issuer";
    }

    /**
     * Tells whether the card compares a PIN.
     *
     * @return true for 01, 03, 04, 05
     */
    public boolean isOfflinePin() {
        return this == PLAINTEXT_PIN_BY_ICC || this == PLAINTEXT_PIN_BY_ICC_AND_SIGNATURE || isEncipheredOfflinePin();
    }

    /**
     * Tells whether the card compares a PIN that reaches it enciphered.
     *
     * @return true for 04, 05
     */
    public boolean isEncipheredOfflinePin() {
        return this == ENCIPHERED_PIN_BY_ICC || this == ENCIPHERED_PIN_BY_ICC_AND_SIGNATURE;
    }

    /**
     * Tells whether a signature is taken, alone or after a PIN.
     *
     * @return true for 03, 05, 1E
     */
    public boolean includesSignature() {
        return this == SIGNATURE
                || this == PLAINTEXT_PIN_BY_ICC_AND_SIGNATURE
                || this == ENCIPHERED_PIN_BY_ICC_AND_SIGNATURE;
    }

    /**
     * Tells whether the issuer compares what is captured here.
     *
     * @return true for 02, 07, 09, 0B, 0D, 0F
     */
    public boolean isOnline() {
        return this == ENCIPHERED_PIN_ONLINE || (isBiometric() && !isOfflineBiometric());
    }

    /**
     * Tells whether a part of the body is compared.
     *
     * @return true for 06 to 0F
     */
    public boolean isBiometric() {
        return code >= 0x06 && code <= 0x0F;
    }

    /**
     * Tells whether the card itself compares a part of the body.
     *
     * @return true for 06, 08, 0A, 0C, 0E
     */
    public boolean isOfflineBiometric() {
        return isBiometric() && code % 2 == 0;
    }
}
