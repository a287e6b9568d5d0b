package dev.solvo.emv.data;

import dev.solvo.tlv.Bytes;

/**
 * Terminal Verification Results, tag 95: what the terminal found in a transaction. EMV 4.4 Book 3, Annex C5.
 *
 * <p>5 bytes. Bits are set while the transaction runs and never cleared again; see {@link DataStore#raise(Bit)}. Byte 2 bit 3,
 * byte 5 bits 4 and 1 have no meaning in contact transactions.
 */
public final class TerminalVerificationResults
        extends BitElement<TerminalVerificationResults.Bit, TerminalVerificationResults> {
    /** No bit set, as at the start of a transaction. */
    public static final TerminalVerificationResults NONE = new TerminalVerificationResults(0);

    private static final int LENGTH = 5;

    private TerminalVerificationResults(long value) {
        super(Bit.class, LENGTH, value);
    }

    /**
     * Reads the value field.
     *
     * @param bytes 5 bytes
     * @return the element
     * @throws EmvDataException if the length is another
     */
    public static TerminalVerificationResults parse(Bytes bytes) throws EmvDataException {
        return new TerminalVerificationResults(parse(bytes, LENGTH, EmvTag.TERMINAL_VERIFICATION_RESULTS));
    }

    @Override
    TerminalVerificationResults of(long newValue) {
        return new TerminalVerificationResults(newValue);
    }

    /**
     * The bits that are 1 in both.
     *
     * @param code an action code
     * @return these results with all other bits 0
     */
    public TerminalVerificationResults and(ActionCode code) {
        return of(value() & code.value());
    }

    /**
     * Tells whether any bit is 1 in both, EMV 4.4 Book 3, 10.7.
     *
     * @param code an action code
     * @return whether the code takes effect on these results
     */
    public boolean matches(ActionCode code) {
        return (value() & code.value()) != 0;
    }

    /** The bits by name. */
    public enum Bit implements ElementBit {
        /** Byte 1, bit 8: offline data authentication was not performed. */
        OFFLINE_DATA_AUTHENTICATION_NOT_PERFORMED(1, 8, "Offline data authentication was not performed"),
        /** Byte 1, bit 7: SDA failed. */
        SDA_FAILED(1, 7, "SDA failed"),
        /** Byte 1, bit 6: ICC data missing. */
        ICC_DATA_MISSING(1, 6, "ICC data missing"),
        /** Byte 1, bit 5: card appears on terminal exception file. */
        CARD_ON_EXCEPTION_FILE(1, 5, "Card appears on terminal exception file"),
        /** Byte 1, bit 4: DDA failed. */
        DDA_FAILED(1, 4, "DDA failed"),
        /** Byte 1, bit 3: CDA failed. */
        CDA_FAILED(1, 3, "CDA failed"),
        /** Byte 1, bit 2: SDA selected. */
        SDA_SELECTED(1, 2, "SDA selected"),
        /** Byte 1, bit 1: XDA selected (new in 4.4). */
        XDA_SELECTED(1, 1, "XDA selected"),
        /** Byte 2, bit 8: ICC and terminal have different application versions. */
        DIFFERENT_APPLICATION_VERSIONS(2, 8, "ICC and terminal have different application versions"),
        /** Byte 2, bit 7: expired application. */
        EXPIRED_APPLICATION(2, 7, "Expired application"),
        /** Byte 2, bit 6: application not yet effective. */
        APPLICATION_NOT_YET_EFFECTIVE(2, 6, "Application not yet effective"),
        /** Byte 2, bit 5: requested service not allowed for card product. */
        REQUESTED_SERVICE_NOT_ALLOWED(2, 5, "Requested service not allowed for card product"),
        /** Byte 2, bit 4: new card. */
        NEW_CARD(2, 4, "New card"),
        /** Byte 2, bit 2: biometric performed and successful (new in 4.4). */
        BIOMETRIC_PERFORMED_AND_SUCCESSFUL(2, 2, "Biometric performed and successful"),
        /** Byte 2, bit 1: biometric template format not supported (new in 4.4). */
        BIOMETRIC_TEMPLATE_FORMAT_NOT_SUPPORTED(2, 1, "Biometric template format not supported"),
        /** Byte 3, bit 8: cardholder verification was not successful. */
        CARDHOLDER_VERIFICATION_NOT_SUCCESSFUL(3, 8, "Cardholder verification was not successful"),
        /** Byte 3, bit 7: unrecognised CVM. */
        UNRECOGNISED_CVM(3, 7, "Unrecognised CVM"),
        /** Byte 3, bit 6: PIN Try Limit exceeded. */
        PIN_TRY_LIMIT_EXCEEDED(3, 6, "PIN Try Limit exceeded"),
        /** Byte 3, bit 5: PIN entry required and PIN pad not present or not working. */
        PIN_PAD_NOT_PRESENT_OR_NOT_WORKING(3, 5, "PIN entry required and PIN pad not present or not working"),
        /** Byte 3, bit 4: PIN entry required, PIN pad present, but PIN was not entered. */
        PIN_NOT_ENTERED(3, 4, "PIN entry required, PIN pad present, but PIN was not entered"),
        /** Byte 3, bit 3: online CVM captured (formerly: online PIN entered). */
        ONLINE_CVM_CAPTURED(3, 3, "Online CVM captured"),
        /** Byte 3, bit 2: biometric required but biometric capture device not working (new in 4.4). */
        BIOMETRIC_CAPTURE_DEVICE_NOT_WORKING(3, 2, "Biometric required but biometric capture device not working"),
        /** Byte 3, bit 1: biometric required, biometric capture device present, but biometric subtype entry was bypassed (new in 4.4). */
        BIOMETRIC_SUBTYPE_ENTRY_BYPASSED(
                3, 1, "Biometric required, biometric capture device present, but biometric subtype entry was bypassed"),
        /** Byte 4, bit 8: transaction exceeds floor limit. */
        FLOOR_LIMIT_EXCEEDED(4, 8, "Transaction exceeds floor limit"),
        /** Byte 4, bit 7: lower consecutive offline limit exceeded. */
        LOWER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED(4, 7, "Lower consecutive offline limit exceeded"),
        /** Byte 4, bit 6: upper consecutive offline limit exceeded. */
        UPPER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED(4, 6, "Upper consecutive offline limit exceeded"),
        /** Byte 4, bit 5: transaction selected randomly for online processing. */
        SELECTED_RANDOMLY_FOR_ONLINE_PROCESSING(4, 5, "Transaction selected randomly for online processing"),
        /** Byte 4, bit 4: merchant forced transaction online. */
        MERCHANT_FORCED_TRANSACTION_ONLINE(4, 4, "Merchant forced transaction online"),
        /** Byte 4, bit 3: biometric Try Limit exceeded (new in 4.4). */
        BIOMETRIC_TRY_LIMIT_EXCEEDED(4, 3, "Biometric Try Limit exceeded"),
        /** Byte 4, bit 2: A selected biometric type not supported (new in 4.4). */
        BIOMETRIC_TYPE_NOT_SUPPORTED(4, 2, "A selected biometric type not supported"),
        /** Byte 4, bit 1: XDA signature verification failed (new in 4.4). */
        XDA_SIGNATURE_VERIFICATION_FAILED(4, 1, "XDA signature verification failed"),
        /** Byte 5, bit 8: default TDOL used. */
        DEFAULT_TDOL_USED(5, 8, "Default TDOL used"),
        /** Byte 5, bit 7: issuer authentication failed. */
        ISSUER_AUTHENTICATION_FAILED(5, 7, "Issuer authentication failed"),
        /** Byte 5, bit 6: script processing failed before final GENERATE AC. */
        SCRIPT_PROCESSING_FAILED_BEFORE_FINAL_GENERATE_AC(5, 6, "Script processing failed before final GENERATE AC"),
        /** Byte 5, bit 5: script processing failed after final GENERATE AC. */
        SCRIPT_PROCESSING_FAILED_AFTER_FINAL_GENERATE_AC(5, 5, "Script processing failed after final GENERATE AC"),
        /** Byte 5, bit 3: CA ECC key missing (new in 4.4). */
        CA_ECC_KEY_MISSING(5, 3, "CA ECC key missing"),
        /** Byte 5, bit 2: ECC key recovery failed (new in 4.4). */
        ECC_KEY_RECOVERY_FAILED(5, 2, "ECC key recovery failed");

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
