package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Biometric Terminal Capabilities, tag 9F30: the parts of the body that the terminal's devices can take. EMV 4.4 Book 4, Annex
 * A7.
 *
 * <p>3 bytes. The order here, face, finger, iris, palm, voice, is not that of the methods of a CVM list.
 */
public final class BiometricTerminalCapabilities
        extends BitElement<BiometricTerminalCapabilities.Bit, BiometricTerminalCapabilities> {
    /** No bit set. */
    public static final BiometricTerminalCapabilities NONE = new BiometricTerminalCapabilities(0);

    private static final int LENGTH = 3;

    private BiometricTerminalCapabilities(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field: {@code 404000} is a finger, compared by card or issuer.
     *
     * @param bytes 3 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static BiometricTerminalCapabilities parse(Bytes bytes) throws EmvDataException {
        return new BiometricTerminalCapabilities(parse(bytes, LENGTH, EmvTag.BIOMETRIC_TERMINAL_CAPABILITIES));
    }

    @Override
    BiometricTerminalCapabilities of(long newValue) {
        return new BiometricTerminalCapabilities(newValue);
    }

    /**
     * Tells whether the terminal can take what a method asks for.
     *
     * @param method a method of a CVM list
     * @return whether its bit is set; false for a method that is not biometric
     */
    public boolean supports(CvmMethod method) {
        return switch (method) {
            case FACIAL_BIOMETRIC_OFFLINE -> contains(Bit.FACE_OFFLINE);
            case FACIAL_BIOMETRIC_ONLINE -> contains(Bit.FACE_ONLINE);
            case FINGER_BIOMETRIC_OFFLINE -> contains(Bit.FINGER_OFFLINE);
            case FINGER_BIOMETRIC_ONLINE -> contains(Bit.FINGER_ONLINE);
            case PALM_BIOMETRIC_OFFLINE -> contains(Bit.PALM_OFFLINE);
            case PALM_BIOMETRIC_ONLINE -> contains(Bit.PALM_ONLINE);
            case IRIS_BIOMETRIC_OFFLINE -> contains(Bit.IRIS_OFFLINE);
            case IRIS_BIOMETRIC_ONLINE -> contains(Bit.IRIS_ONLINE);
            case VOICE_BIOMETRIC_OFFLINE -> contains(Bit.VOICE_OFFLINE);
            case VOICE_BIOMETRIC_ONLINE -> contains(Bit.VOICE_ONLINE);
            default -> false;
        };
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: face, compared by the card. */
        FACE_OFFLINE(1, 8, "Facial biometric verified offline"),
        /** Byte 1, bit 7: finger, compared by the card. */
        FINGER_OFFLINE(1, 7, "Finger biometric verified offline"),
        /** Byte 1, bit 6: iris, compared by the card. */
        IRIS_OFFLINE(1, 6, "Iris biometric verified offline"),
        /** Byte 1, bit 5: palm, compared by the card. */
        PALM_OFFLINE(1, 5, "Palm biometric verified offline"),
        /** Byte 1, bit 4: voice, compared by the card. */
        VOICE_OFFLINE(1, 4, "Voice biometric verified offline"),
        /** Byte 2, bit 8: face, compared by the issuer. */
        FACE_ONLINE(2, 8, "Facial biometric verified online"),
        /** Byte 2, bit 7: finger, compared by the issuer. */
        FINGER_ONLINE(2, 7, "Finger biometric verified online"),
        /** Byte 2, bit 6: iris, compared by the issuer. */
        IRIS_ONLINE(2, 6, "Iris biometric verified online"),
        /** Byte 2, bit 5: palm, compared by the issuer. */
        PALM_ONLINE(2, 5, "Palm biometric verified online"),
        /** Byte 2, bit 4: voice, compared by the issuer. */
        VOICE_ONLINE(2, 4, "Voice biometric verified online");

        private final int byteNumber;
        private final int bitNumber;
        private final String meaning;

        Bit(int byteNumber, int bitNumber, String meaning) {
            this.byteNumber = byteNumber;
            this.bitNumber = bitNumber;
            this.meaning = meaning;
        }

        @Override
        public int byteNumber() {
            return byteNumber;
        }

        @Override
        public int bitNumber() {
            return bitNumber;
        }

        @Override
        public String meaning() {
            return meaning;
        }
    }
}
