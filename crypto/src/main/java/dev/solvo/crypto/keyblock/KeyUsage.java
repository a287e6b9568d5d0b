package dev.solvo.crypto.keyblock;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * What a key is for (ANSI X9.143:2021, 6.3.1).
 *
 * @param code two characters
 */
public record KeyUsage(String code) {
    /** Base derivation key of DUKPT. */
    public static final KeyUsage BASE_DERIVATION = new KeyUsage("B0");

    /** Initial key of DUKPT. */
    public static final KeyUsage INITIAL_DUKPT = new KeyUsage("B1");

    /** Base key of variants. */
    public static final KeyUsage BASE_VARIANT = new KeyUsage("B2");

    /** Key for derivations that X9.24 does not have. */
    public static final KeyUsage DERIVATION = new KeyUsage("B3");

    /** Card verification values. */
    public static final KeyUsage CARD_VERIFICATION = new KeyUsage("C0");

    /** Encipherment of data, symmetric. */
    public static final KeyUsage DATA_ENCRYPTION = new KeyUsage("D0");

    /** Encipherment of data, asymmetric. */
    public static final KeyUsage ASYMMETRIC_DATA_ENCRYPTION = new KeyUsage("D1");

    /** Decimalisation table. */
    public static final KeyUsage DECIMALISATION_TABLE = new KeyUsage("D2");

    /** Encipherment of sensitive data. */
    public static final KeyUsage SENSITIVE_DATA_ENCRYPTION = new KeyUsage("D3");

    /** EMV issuer master key for application cryptograms. */
    public static final KeyUsage EMV_CRYPTOGRAM = new KeyUsage("E0");

    /** EMV issuer master key for the confidentiality of secure messaging. */
    public static final KeyUsage EMV_SCRIPT_ENCIPHERMENT = new KeyUsage("E1");

    /** EMV issuer master key for the integrity of secure messaging. */
    public static final KeyUsage EMV_SCRIPT_MAC = new KeyUsage("E2");

    /** EMV issuer master key for data authentication codes. */
    public static final KeyUsage EMV_DATA_AUTHENTICATION_CODE = new KeyUsage("E3");

    /** EMV issuer master key for dynamic numbers. */
    public static final KeyUsage EMV_DYNAMIC_NUMBERS = new KeyUsage("E4");

    /** EMV issuer master key for card personalisation. */
    public static final KeyUsage EMV_PERSONALISATION = new KeyUsage("E5");

    /** EMV issuer master key for something else. */
    public static final KeyUsage EMV_OTHER = new KeyUsage("E6");

    /** EMV key pair for PIN encipherment. */
    public static final KeyUsage EMV_PIN_ENCIPHERMENT_KEY_PAIR = new KeyUsage("E7");

    /** Initialisation vector. */
    public static final KeyUsage INITIALISATION_VECTOR = new KeyUsage("I0");

    /** Encipherment of keys. */
    public static final KeyUsage KEY_ENCRYPTION = new KeyUsage("K0");

    /** Protection of key blocks of X9.143. */
    public static final KeyUsage KEY_BLOCK_PROTECTION = new KeyUsage("K1");

    /** Key pair of a receiving device of TR-34. */
    public static final KeyUsage TR34_KEY_PAIR = new KeyUsage("K2");

    /** Key pair for wrapping or agreement of keys. */
    public static final KeyUsage KEY_AGREEMENT_KEY_PAIR = new KeyUsage("K3");

    /** Protection of key blocks of ISO 20038. */
    public static final KeyUsage ISO_20038_PROTECTION = new KeyUsage("K4");

    /** ISO 16609 MAC algorithm 1 with triple DES. */
    public static final KeyUsage MAC_ISO_16609_ALGORITHM_1 = new KeyUsage("M0");

    /** ISO 9797-1 MAC algorithm 1. */
    public static final KeyUsage MAC_ALGORITHM_1 = new KeyUsage("M1");

    /** ISO 9797-1 MAC algorithm 2. */
    public static final KeyUsage MAC_ALGORITHM_2 = new KeyUsage("M2");

    /** ISO 9797-1 MAC algorithm 3, the retail MAC. */
    public static final KeyUsage MAC_ALGORITHM_3 = new KeyUsage("M3");

    /** ISO 9797-1 MAC algorithm 4. */
    public static final KeyUsage MAC_ALGORITHM_4 = new KeyUsage("M4");

    /** ISO 9797-1:1999 MAC algorithm 5. */
    public static final KeyUsage MAC_ALGORITHM_5_OF_1999 = new KeyUsage("M5");

    /** ISO 9797-1:2011 MAC algorithm 5, CMAC. */
    public static final KeyUsage CMAC = new KeyUsage("M6");

    /** HMAC. */
    public static final KeyUsage HMAC = new KeyUsage("M7");

    /** ISO 9797-1 MAC algorithm 6. */
    public static final KeyUsage MAC_ALGORITHM_6 = new KeyUsage("M8");

    /** Encipherment of PINs. */
    public static final KeyUsage PIN_ENCRYPTION = new KeyUsage("P0");

    /** Generation of PINs. */
    public static final KeyUsage PIN_GENERATION = new KeyUsage("P1");

    /** Key pair for signatures. */
    public static final KeyUsage SIGNATURE_KEY_PAIR = new KeyUsage("S0");

    /** Key pair of a certification authority. */
    public static final KeyUsage CERTIFICATION_KEY_PAIR = new KeyUsage("S1");

    /** Key pair for what X9.24 does not have. */
    public static final KeyUsage OTHER_KEY_PAIR = new KeyUsage("S2");

    /** Verification of PINs, by other methods. */
    public static final KeyUsage PIN_VERIFICATION = new KeyUsage("V0");

    /** Verification of PINs by IBM 3624. */
    public static final KeyUsage PIN_VERIFICATION_IBM_3624 = new KeyUsage("V1");

    /** Verification of PINs by Visa PVV. */
    public static final KeyUsage PIN_VERIFICATION_VISA = new KeyUsage("V2");

    /** Verification of PINs by X9.132 algorithm 1. */
    public static final KeyUsage PIN_VERIFICATION_X9_132_1 = new KeyUsage("V3");

    /** Verification of PINs by X9.132 algorithm 2. */
    public static final KeyUsage PIN_VERIFICATION_X9_132_2 = new KeyUsage("V4");

    /** Verification of PINs by X9.132 algorithm 3. */
    public static final KeyUsage PIN_VERIFICATION_X9_132_3 = new KeyUsage("V5");

    private static final Set<KeyUsage> KNOWN = Collections.unmodifiableSet(new HashSet<>(Arrays.asList(
            BASE_DERIVATION,
            INITIAL_DUKPT,
            BASE_VARIANT,
            DERIVATION,
            CARD_VERIFICATION,
            DATA_ENCRYPTION,
            ASYMMETRIC_DATA_ENCRYPTION,
            DECIMALISATION_TABLE,
            SENSITIVE_DATA_ENCRYPTION,
            EMV_CRYPTOGRAM,
            EMV_SCRIPT_ENCIPHERMENT,
            EMV_SCRIPT_MAC,
            EMV_DATA_AUTHENTICATION_CODE,
            EMV_DYNAMIC_NUMBERS,
            EMV_PERSONALISATION,
            EMV_OTHER,
            EMV_PIN_ENCIPHERMENT_KEY_PAIR,
            INITIALISATION_VECTOR,
            KEY_ENCRYPTION,
            KEY_BLOCK_PROTECTION,
            TR34_KEY_PAIR,
            KEY_AGREEMENT_KEY_PAIR,
            ISO_20038_PROTECTION,
            MAC_ISO_16609_ALGORITHM_1,
            MAC_ALGORITHM_1,
            MAC_ALGORITHM_2,
            MAC_ALGORITHM_3,
            MAC_ALGORITHM_4,
            MAC_ALGORITHM_5_OF_1999,
            CMAC,
            HMAC,
            MAC_ALGORITHM_6,
            PIN_ENCRYPTION,
            PIN_GENERATION,
            SIGNATURE_KEY_PAIR,
            CERTIFICATION_KEY_PAIR,
            OTHER_KEY_PAIR,
            PIN_VERIFICATION,
            PIN_VERIFICATION_IBM_3624,
            PIN_VERIFICATION_VISA,
            PIN_VERIFICATION_X9_132_1,
            PIN_VERIFICATION_X9_132_2,
            PIN_VERIFICATION_X9_132_3)));

    /**
     * Checks the characters.
     *
     * @throws IllegalArgumentException if there are not 2, or others than A to Z and 0 to 9
     */
    public KeyUsage {
        Characters.requireAlphanumeric(code, 2);
    }

    /**
     * Tells whether the standard names this value.
     *
     * @return false for a value that a manufacturer or two partners gave a meaning
     */
    public boolean isKnown() {
        return KNOWN.contains(this);
    }

    /** The code. */
    @Override
    public String toString() {
        return code;
    }
}
