package dev.solvo.emv.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.emv.data.EmvDataException.Reason;
import dev.solvo.tlv.Bytes;
import dev.solvo.tlv.Tag;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BitElementTest {
    /** Every bit of EMV 4.4 Book 3, Annex C5. */
    @Nested
    final class TerminalVerificationResultsBits {
        @ParameterizedTest
        @CsvSource({
            "OFFLINE_DATA_AUTHENTICATION_NOT_PERFORMED,8000000000",
            "SDA_FAILED,4000000000",
            "ICC_DATA_MISSING,2000000000",
            "CARD_ON_EXCEPTION_FILE,1000000000",
            "DDA_FAILED,0800000000",
            "CDA_FAILED,0400000000",
            "SDA_SELECTED,0200000000",
            "XDA_SELECTED,0100000000",
            "DIFFERENT_APPLICATION_VERSIONS,0080000000",
            "EXPIRED_APPLICATION,0040000000",
            "APPLICATION_NOT_YET_EFFECTIVE,0020000000",
            "REQUESTED_SERVICE_NOT_ALLOWED,0010000000",
            "NEW_CARD,0008000000",
            "BIOMETRIC_PERFORMED_AND_SUCCESSFUL,0002000000",
            "BIOMETRIC_TEMPLATE_FORMAT_NOT_SUPPORTED,0001000000",
            "CARDHOLDER_VERIFICATION_NOT_SUCCESSFUL,0000800000",
            "UNRECOGNISED_CVM,0000400000",
            "PIN_TRY_LIMIT_EXCEEDED,0000200000",
            "PIN_PAD_NOT_PRESENT_OR_NOT_WORKING,0000100000",
            "PIN_NOT_ENTERED,0000080000",
            "ONLINE_CVM_CAPTURED,0000040000",
            "BIOMETRIC_CAPTURE_DEVICE_NOT_WORKING,0000020000",
            "BIOMETRIC_SUBTYPE_ENTRY_BYPASSED,0000010000",
            "FLOOR_LIMIT_EXCEEDED,0000008000",
            "LOWER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED,0000004000",
            "UPPER_CONSECUTIVE_OFFLINE_LIMIT_EXCEEDED,0000002000",
            "SELECTED_RANDOMLY_FOR_ONLINE_PROCESSING,0000001000",
            "MERCHANT_FORCED_TRANSACTION_ONLINE,0000000800",
            "BIOMETRIC_TRY_LIMIT_EXCEEDED,0000000400",
            "BIOMETRIC_TYPE_NOT_SUPPORTED,0000000200",
            "XDA_SIGNATURE_VERIFICATION_FAILED,0000000100",
            "DEFAULT_TDOL_USED,0000000080",
            "ISSUER_AUTHENTICATION_FAILED,0000000040",
            "SCRIPT_PROCESSING_FAILED_BEFORE_FINAL_GENERATE_AC,0000000020",
            "SCRIPT_PROCESSING_FAILED_AFTER_FINAL_GENERATE_AC,0000000010",
            "CA_ECC_KEY_MISSING,0000000004",
            "ECC_KEY_RECOVERY_FAILED,0000000002"
        })
        void bit(TerminalVerificationResults.Bit bit, String bytes) throws EmvDataException {
            TerminalVerificationResults one = TerminalVerificationResults.NONE.with(bit);
            assertEquals(bytes, one.toBytes().toHex());
            assertEquals(
                    Set.of(bit),
                    TerminalVerificationResults.parse(Bytes.fromHex(bytes)).bits());
            assertEquals(TerminalVerificationResults.NONE, one.without(bit));
        }

        @Test
        void tableIsComplete() {
            assertEquals(37, TerminalVerificationResults.Bit.values().length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OFFLINE_DATA_AUTHENTICATION_PERFORMED,8000",
        "CARDHOLDER_VERIFICATION_PERFORMED,4000",
        "CARD_RISK_MANAGEMENT_PERFORMED,2000",
        "ISSUER_AUTHENTICATION_PERFORMED,1000",
        "TERMINAL_RISK_MANAGEMENT_PERFORMED,0800",
        "SCRIPT_PROCESSING_PERFORMED,0400"
    })
    void transactionStatusInformation(TransactionStatusInformation.Bit bit, String bytes) {
        assertEquals(
                bytes, TransactionStatusInformation.NONE.with(bit).toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "XDA_SUPPORTED,8000",
        "SDA_SUPPORTED,4000",
        "DDA_SUPPORTED,2000",
        "CARDHOLDER_VERIFICATION_SUPPORTED,1000",
        "TERMINAL_RISK_MANAGEMENT_TO_BE_PERFORMED,0800",
        "ISSUER_AUTHENTICATION_SUPPORTED,0400",
        "CDA_SUPPORTED,0100"
    })
    void applicationInterchangeProfile(ApplicationInterchangeProfile.Bit bit, String bytes) {
        assertEquals(
                bytes, ApplicationInterchangeProfile.NONE.with(bit).toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "DOMESTIC_CASH,8000",
        "INTERNATIONAL_CASH,4000",
        "DOMESTIC_GOODS,2000",
        "INTERNATIONAL_GOODS,1000",
        "DOMESTIC_SERVICES,0800",
        "INTERNATIONAL_SERVICES,0400",
        "ATMS,0200",
        "TERMINALS_OTHER_THAN_ATMS,0100",
        "DOMESTIC_CASHBACK,0080",
        "INTERNATIONAL_CASHBACK,0040"
    })
    void applicationUsageControl(ApplicationUsageControl.Bit bit, String bytes) {
        assertEquals(bytes, ApplicationUsageControl.NONE.with(bit).toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "MANUAL_KEY_ENTRY,800000",
        "MAGNETIC_STRIPE,400000",
        "IC_WITH_CONTACTS,200000",
        "PLAINTEXT_OFFLINE_PIN,008000",
        "ENCIPHERED_ONLINE_PIN,004000",
        "SIGNATURE,002000",
        "ENCIPHERED_OFFLINE_PIN_RSA,001000",
        "NO_CVM_REQUIRED,000800",
        "ONLINE_BIOMETRIC,000400",
        "OFFLINE_BIOMETRIC,000200",
        "ENCIPHERED_OFFLINE_PIN_ECC,000100",
        "SDA,000080",
        "DDA,000040",
        "CARD_CAPTURE,000020",
        "CDA,000008",
        "XDA,000004"
    })
    void terminalCapabilities(TerminalCapabilities.Bit bit, String bytes) {
        assertEquals(bytes, TerminalCapabilities.NONE.with(bit).toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "CASH,8000000000",
        "GOODS,4000000000",
        "SERVICES,2000000000",
        "CASHBACK,1000000000",
        "INQUIRY,0800000000",
        "TRANSFER,0400000000",
        "PAYMENT,0200000000",
        "ADMINISTRATIVE,0100000000",
        "CASH_DEPOSIT,0080000000",
        "NUMERIC_KEYS,0000800000",
        "ALPHABETIC_AND_SPECIAL_CHARACTERS_KEYS,0000400000",
        "COMMAND_KEYS,0000200000",
        "FUNCTION_KEYS,0000100000",
        "PRINT_ATTENDANT,0000008000",
        "PRINT_CARDHOLDER,0000004000",
        "DISPLAY_ATTENDANT,0000002000",
        "DISPLAY_CARDHOLDER,0000001000",
        "CODE_TABLE_10,0000000200",
        "CODE_TABLE_9,0000000100",
        "CODE_TABLE_8,0000000080",
        "CODE_TABLE_1,0000000001"
    })
    void additionalTerminalCapabilities(AdditionalTerminalCapabilities.Bit bit, String bytes) {
        assertEquals(
                bytes, AdditionalTerminalCapabilities.NONE.with(bit).toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({"0,false", "1,true", "2,false", "8,false", "9,false", "10,true", "11,false", "-1,false"})
    void codeTables(int index, boolean supported) throws EmvDataException {
        assertEquals(
                supported,
                AdditionalTerminalCapabilities.parse(Bytes.fromHex("0000000201"))
                        .supportsCodeTable(index));
    }

    @ParameterizedTest
    @CsvSource({
        "MAG_STRIPE_MODE_SUPPORTED,80000000",
        "EMV_MODE_SUPPORTED,20000000",
        "EMV_CONTACT_CHIP_SUPPORTED,10000000",
        "OFFLINE_ONLY_READER,08000000",
        "ONLINE_PIN_SUPPORTED,04000000",
        "SIGNATURE_SUPPORTED,02000000",
        "ODA_FOR_ONLINE_AUTHORISATIONS_SUPPORTED,01000000",
        "ONLINE_CRYPTOGRAM_REQUIRED,00800000",
        "CVM_REQUIRED,00400000",
        "CONTACT_CHIP_OFFLINE_PIN_SUPPORTED,00200000",
        "ISSUER_UPDATE_PROCESSING_SUPPORTED,00008000",
        "CONSUMER_DEVICE_CVM_SUPPORTED,00004000"
    })
    void terminalTransactionQualifiers(TerminalTransactionQualifiers.Bit bit, String bytes) {
        assertEquals(
                bytes, TerminalTransactionQualifiers.NONE.with(bit).toBytes().toHex());
    }

    @ParameterizedTest
    @CsvSource({
        "ONLINE_PIN_REQUIRED,8000",
        "SIGNATURE_REQUIRED,4000",
        "GO_ONLINE_IF_ODA_FAILS,2000",
        "SWITCH_INTERFACE_IF_ODA_FAILS,1000",
        "GO_ONLINE_IF_APPLICATION_EXPIRED,0800",
        "SWITCH_INTERFACE_FOR_CASH_TRANSACTIONS,0400",
        "SWITCH_INTERFACE_FOR_CASHBACK_TRANSACTIONS,0200",
        "CONSUMER_DEVICE_CVM_PERFORMED,0080",
        "ISSUER_UPDATE_PROCESSING_SUPPORTED,0040"
    })
    void cardTransactionQualifiers(CardTransactionQualifiers.Bit bit, String bytes) {
        assertEquals(bytes, CardTransactionQualifiers.NONE.with(bit).toBytes().toHex());
    }

    /** EMV 4.4 Book 4, Annex A7. */
    @ParameterizedTest
    @CsvSource({
        "FACE_OFFLINE,800000",
        "FINGER_OFFLINE,400000",
        "IRIS_OFFLINE,200000",
        "PALM_OFFLINE,100000",
        "VOICE_OFFLINE,080000",
        "FACE_ONLINE,008000",
        "FINGER_ONLINE,004000",
        "IRIS_ONLINE,002000",
        "PALM_ONLINE,001000",
        "VOICE_ONLINE,000800"
    })
    void biometricTerminalCapabilities(BiometricTerminalCapabilities.Bit bit, String bytes) throws EmvDataException {
        assertEquals(
                bytes, BiometricTerminalCapabilities.NONE.with(bit).toBytes().toHex());
        assertEquals(
                Set.of(bit),
                BiometricTerminalCapabilities.parse(Bytes.fromHex(bytes)).bits());
    }

    @Test
    void methodsThatAreNotBiometric_needNoBiometricDevice() throws EmvDataException {
        BiometricTerminalCapabilities all = BiometricTerminalCapabilities.parse(Bytes.fromHex("FFFFFF"));
        for (CvmMethod method : CvmMethod.values()) {
            assertEquals(method.isBiometric(), all.supports(method), method.name());
            assertFalse(BiometricTerminalCapabilities.NONE.supports(method), method.name());
        }
    }

    @Test
    void reservedBitsAreKept() throws EmvDataException {
        Bytes withReserved = Bytes.fromHex("FFFFFFFFFF");
        assertEquals(
                withReserved, TerminalVerificationResults.parse(withReserved).toBytes());
    }

    @Property
    void roundTrip(@ForAll @Size(5) byte[] bytes) throws EmvDataException {
        Bytes value = Bytes.of(bytes);
        assertEquals(value, TerminalVerificationResults.parse(value).toBytes());
        assertEquals(value, AdditionalTerminalCapabilities.parse(value).toBytes());
        assertEquals(value, ActionCode.of(value).toBytes());
        assertEquals(
                value.slice(0, 3), TerminalCapabilities.parse(value.slice(0, 3)).toBytes());
        assertEquals(
                value.slice(0, 2),
                ApplicationInterchangeProfile.parse(value.slice(0, 2)).toBytes());
    }

    @Test
    void anotherLengthIsRefusedWithTheTag() {
        EmvDataException refused =
                assertThrows(EmvDataException.class, () -> TerminalVerificationResults.parse(Bytes.repeat(0, 4)));
        assertEquals(Reason.LENGTH, refused.reason());
        assertEquals(EmvTag.TERMINAL_VERIFICATION_RESULTS, refused.tag().orElseThrow());
        assertEquals("95: length 4 where 5 is expected", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> ActionCode.of(Bytes.repeat(0, 6)));
    }

    @Test
    void elementsOfOtherKindsAreNotEqual() throws EmvDataException {
        assertNotEquals(
                TransactionStatusInformation.parse(Bytes.fromHex("8000")),
                ApplicationInterchangeProfile.parse(Bytes.fromHex("8000")));
    }

    @Test
    void actionCodesMeetTheResults() throws EmvDataException {
        TerminalVerificationResults results = TerminalVerificationResults.parse(Bytes.fromHex("8000008000"));
        ActionCode floorLimit = ActionCode.of(Bytes.fromHex("0000008000"));
        ActionCode expired = ActionCode.of(Bytes.fromHex("0040000000"));
        assertTrue(results.matches(floorLimit));
        assertFalse(results.matches(expired));
        assertFalse(results.matches(ActionCode.NONE));
        assertTrue(results.matches(ActionCode.ANY));
        assertTrue(results.matches(expired.or(floorLimit)));
        assertEquals("0000008000", results.and(floorLimit).toBytes().toHex());
        assertTrue(TerminalVerificationResults.NONE.isZero());
        assertFalse(TerminalVerificationResults.NONE.matches(ActionCode.ANY));
    }

    @Test
    void absentIssuerActionCodesHaveTheirDefaults() throws EmvDataException {
        DataStore data = new DataStore(TagDictionary.load());
        assertEquals(
                new IssuerActionCodes(ActionCode.NONE, ActionCode.ANY, ActionCode.ANY), IssuerActionCodes.of(data));
        for (Map.Entry<Tag, String> code : Map.of(
                        EmvTag.ISSUER_ACTION_CODE_DENIAL, "0000000001",
                        EmvTag.ISSUER_ACTION_CODE_ONLINE, "0000000002",
                        EmvTag.ISSUER_ACTION_CODE_DEFAULT, "0000000003")
                .entrySet()) {
            data.putFromRecord(code.getKey(), Bytes.fromHex(code.getValue()));
        }
        assertEquals(
                new IssuerActionCodes(
                        ActionCode.of(Bytes.fromHex("0000000001")),
                        ActionCode.of(Bytes.fromHex("0000000002")),
                        ActionCode.of(Bytes.fromHex("0000000003"))),
                IssuerActionCodes.of(data));
    }

    @Test
    void textNamesTheBits() throws EmvDataException {
        assertEquals(
                "8000 [OFFLINE_DATA_AUTHENTICATION_PERFORMED]",
                TransactionStatusInformation.parse(Bytes.fromHex("8000")).toString());
        for (TerminalVerificationResults.Bit bit : EnumSet.allOf(TerminalVerificationResults.Bit.class)) {
            assertFalse(bit.meaning().isBlank());
        }
    }
}
