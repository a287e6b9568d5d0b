package dev.solvo.emv.data;

import dev.solvo.tlv.Tag;

/**
 * The tags of EMV's own data elements, by the specification's names. EMV 4.4 Book 3, Annex A; issuer script results:
 * Book 4, Annex A5.
 *
 * <p>What each one holds, how long it may be and who supplies it is in {@link TagDictionary}. The table is long because
 * the specification's is; it has no logic.
 */
public final class EmvTag {
    /** 42: Issuer Identification Number (IIN). */
    public static final Tag ISSUER_IDENTIFICATION_NUMBER = Tag.of(0x42);

    /** 4F: Application Dedicated File (ADF) Name. */
    public static final Tag APPLICATION_DEDICATED_FILE_NAME = Tag.of(0x4F);

    /** 50: Application Label. */
    public static final Tag APPLICATION_LABEL = Tag.of(0x50);

    /** 56: Track 1 Data. */
    public static final Tag TRACK_1_DATA = Tag.of(0x56);

    /** 57: Track 2 Equivalent Data. */
    public static final Tag TRACK_2_EQUIVALENT_DATA = Tag.of(0x57);

    /** 5A: Application Primary Account Number (PAN). */
    public static final Tag APPLICATION_PRIMARY_ACCOUNT_NUMBER = Tag.of(0x5A);

    /** 61: Application Template. */
    public static final Tag APPLICATION_TEMPLATE = Tag.of(0x61);

    /** 6F: File Control Information (FCI) Template. */
    public static final Tag FCI_TEMPLATE = Tag.of(0x6F);

    /** 70: READ RECORD Response Message Template. */
    public static final Tag READ_RECORD_RESPONSE_MESSAGE_TEMPLATE = Tag.of(0x70);

    /** 71: Issuer Script Template 1. */
    public static final Tag ISSUER_SCRIPT_TEMPLATE_1 = Tag.of(0x71);

    /** 72: Issuer Script Template 2. */
    public static final Tag ISSUER_SCRIPT_TEMPLATE_2 = Tag.of(0x72);

    /** 73: Directory Discretionary Template. */
    public static final Tag DIRECTORY_DISCRETIONARY_TEMPLATE = Tag.of(0x73);

    /** 77: Response Message Template Format 2. */
    public static final Tag RESPONSE_MESSAGE_TEMPLATE_FORMAT_2 = Tag.of(0x77);

    /** 80: Response Message Template Format 1. */
    public static final Tag RESPONSE_MESSAGE_TEMPLATE_FORMAT_1 = Tag.of(0x80);

    /** 81: Amount, Authorised (Binary). */
    public static final Tag AMOUNT_AUTHORISED_BINARY = Tag.of(0x81);

    /** 82: Application Interchange Profile. */
    public static final Tag APPLICATION_INTERCHANGE_PROFILE = Tag.of(0x82);

    /** 83: Command Template. */
    public static final Tag COMMAND_TEMPLATE = Tag.of(0x83);

    /** 84: Dedicated File (DF) Name. */
    public static final Tag DEDICATED_FILE_NAME = Tag.of(0x84);

    /** 86: Issuer Script Command. */
    public static final Tag ISSUER_SCRIPT_COMMAND = Tag.of(0x86);

    /** 87: Application Priority Indicator. */
    public static final Tag APPLICATION_PRIORITY_INDICATOR = Tag.of(0x87);

    /** 88: Short File Identifier (SFI). */
    public static final Tag SHORT_FILE_IDENTIFIER = Tag.of(0x88);

    /** 89: Authorisation Code. */
    public static final Tag AUTHORISATION_CODE = Tag.of(0x89);

    /** 8A: Authorisation Response Code. */
    public static final Tag AUTHORISATION_RESPONSE_CODE = Tag.of(0x8A);

    /** 8C: Card Risk Management Data Object List 1 (CDOL1). */
    public static final Tag CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_1 = Tag.of(0x8C);

    /** 8D: Card Risk Management Data Object List 2 (CDOL2). */
    public static final Tag CARD_RISK_MANAGEMENT_DATA_OBJECT_LIST_2 = Tag.of(0x8D);

    /** 8E: Cardholder Verification Method (CVM) List. */
    public static final Tag CARDHOLDER_VERIFICATION_METHOD_LIST = Tag.of(0x8E);

    /** 8F: Certification Authority Public Key Index (Card). */
    public static final Tag CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_CARD = Tag.of(0x8F);

    /** 90: Issuer Public Key Certificate. */
    public static final Tag ISSUER_PUBLIC_KEY_CERTIFICATE = Tag.of(0x90);

    /** 91: Issuer Authentication Data. */
    public static final Tag ISSUER_AUTHENTICATION_DATA = Tag.of(0x91);

    /** 92: Issuer Public Key Remainder. */
    public static final Tag ISSUER_PUBLIC_KEY_REMAINDER = Tag.of(0x92);

    /** 93: Signed Static Application Data. */
    public static final Tag SIGNED_STATIC_APPLICATION_DATA = Tag.of(0x93);

    /** 94: Application File Locator (AFL). */
    public static final Tag APPLICATION_FILE_LOCATOR = Tag.of(0x94);

    /** 95: Terminal Verification Results. */
    public static final Tag TERMINAL_VERIFICATION_RESULTS = Tag.of(0x95);

    /** 97: Transaction Certificate Data Object List (TDOL). */
    public static final Tag TRANSACTION_CERTIFICATE_DATA_OBJECT_LIST = Tag.of(0x97);

    /** 98: Transaction Certificate (TC) Hash Value. */
    public static final Tag TRANSACTION_CERTIFICATE_HASH_VALUE = Tag.of(0x98);

    /** 99: Transaction Personal Identification Number (PIN) Data. */
    public static final Tag TRANSACTION_PIN_DATA = Tag.of(0x99);

    /** 9A: Transaction Date. */
    public static final Tag TRANSACTION_DATE = Tag.of(0x9A);

    /** 9B: Transaction Status Information. */
    public static final Tag TRANSACTION_STATUS_INFORMATION = Tag.of(0x9B);

    /** 9C: Transaction Type. */
    public static final Tag TRANSACTION_TYPE = Tag.of(0x9C);

    /** 9D: Directory Definition File (DDF) Name. */
    public static final Tag DIRECTORY_DEFINITION_FILE_NAME = Tag.of(0x9D);

    /** A1: Biometric Header Template (BHT). */
    public static final Tag BIOMETRIC_HEADER_TEMPLATE = Tag.of(0xA1);

    /** A5: File Control Information (FCI) Proprietary Template. */
    public static final Tag FCI_PROPRIETARY_TEMPLATE = Tag.of(0xA5);

    /** 5F20: Cardholder Name. */
    public static final Tag CARDHOLDER_NAME = Tag.of(0x5F20);

    /** 5F24: Application Expiration Date. */
    public static final Tag APPLICATION_EXPIRATION_DATE = Tag.of(0x5F24);

    /** 5F25: Application Effective Date. */
    public static final Tag APPLICATION_EFFECTIVE_DATE = Tag.of(0x5F25);

    /** 5F28: Issuer Country Code. */
    public static final Tag ISSUER_COUNTRY_CODE = Tag.of(0x5F28);

    /** 5F2A: Transaction Currency Code. */
    public static final Tag TRANSACTION_CURRENCY_CODE = Tag.of(0x5F2A);

    /** 5F2D: Language Preference. */
    public static final Tag LANGUAGE_PREFERENCE = Tag.of(0x5F2D);

    /** 5F30: Service Code. */
    public static final Tag SERVICE_CODE = Tag.of(0x5F30);

    /** 5F34: Application Primary Account Number (PAN) Sequence Number. */
    public static final Tag APPLICATION_PAN_SEQUENCE_NUMBER = Tag.of(0x5F34);

    /** 5F36: Transaction Currency Exponent. */
    public static final Tag TRANSACTION_CURRENCY_EXPONENT = Tag.of(0x5F36);

    /** 5F50: Issuer URL. */
    public static final Tag ISSUER_URL = Tag.of(0x5F50);

    /** 5F53: International Bank Account Number (IBAN). */
    public static final Tag INTERNATIONAL_BANK_ACCOUNT_NUMBER = Tag.of(0x5F53);

    /** 5F54: Bank Identifier Code (BIC). */
    public static final Tag BANK_IDENTIFIER_CODE = Tag.of(0x5F54);

    /** 5F55: Issuer Country Code (alpha2 format). */
    public static final Tag ISSUER_COUNTRY_CODE_ALPHA2_FORMAT = Tag.of(0x5F55);

    /** 5F56: Issuer Country Code (alpha3 format). */
    public static final Tag ISSUER_COUNTRY_CODE_ALPHA3_FORMAT = Tag.of(0x5F56);

    /** 5F57: Account Type. */
    public static final Tag ACCOUNT_TYPE = Tag.of(0x5F57);

    /** 7F60: Biometric Information Template (BIT) (Terminal). */
    public static final Tag BIOMETRIC_INFORMATION_TEMPLATE = Tag.of(0x7F60);

    /** 9F01: Acquirer Identifier. */
    public static final Tag ACQUIRER_IDENTIFIER = Tag.of(0x9F01);

    /** 9F02: Amount, Authorised (Numeric). */
    public static final Tag AMOUNT_AUTHORISED_NUMERIC = Tag.of(0x9F02);

    /** 9F03: Amount, Other (Numeric). */
    public static final Tag AMOUNT_OTHER_NUMERIC = Tag.of(0x9F03);

    /** 9F04: Amount, Other (Binary). */
    public static final Tag AMOUNT_OTHER_BINARY = Tag.of(0x9F04);

    /** 9F05: Application Discretionary Data. */
    public static final Tag APPLICATION_DISCRETIONARY_DATA = Tag.of(0x9F05);

    /** 9F06: Application Identifier (AID) - terminal. */
    public static final Tag APPLICATION_IDENTIFIER_TERMINAL = Tag.of(0x9F06);

    /** 9F07: Application Usage Control. */
    public static final Tag APPLICATION_USAGE_CONTROL = Tag.of(0x9F07);

    /** 9F08: Application Version Number (ICC). */
    public static final Tag APPLICATION_VERSION_NUMBER_ICC = Tag.of(0x9F08);

    /** 9F09: Application Version Number (Terminal). */
    public static final Tag APPLICATION_VERSION_NUMBER_TERMINAL = Tag.of(0x9F09);

    /** 9F0A: Application Selection Registered Proprietary Data (ASRPD). */
    public static final Tag APPLICATION_SELECTION_REGISTERED_PROPRIETARY_DATA = Tag.of(0x9F0A);

    /** 9F0B: Cardholder Name Extended. */
    public static final Tag CARDHOLDER_NAME_EXTENDED = Tag.of(0x9F0B);

    /** 9F0C: Issuer Identification Number Extended (IINE). */
    public static final Tag ISSUER_IDENTIFICATION_NUMBER_EXTENDED = Tag.of(0x9F0C);

    /** 9F0D: Issuer Action Code - Default. */
    public static final Tag ISSUER_ACTION_CODE_DEFAULT = Tag.of(0x9F0D);

    /** 9F0E: Issuer Action Code - Denial. */
    public static final Tag ISSUER_ACTION_CODE_DENIAL = Tag.of(0x9F0E);

    /** 9F0F: Issuer Action Code - Online. */
    public static final Tag ISSUER_ACTION_CODE_ONLINE = Tag.of(0x9F0F);

    /** 9F10: Issuer Application Data. */
    public static final Tag ISSUER_APPLICATION_DATA = Tag.of(0x9F10);

    /** 9F11: Issuer Code Table Index. */
    public static final Tag ISSUER_CODE_TABLE_INDEX = Tag.of(0x9F11);

    /** 9F12: Application Preferred Name. */
    public static final Tag APPLICATION_PREFERRED_NAME = Tag.of(0x9F12);

    /** 9F13: Last Online Application Transaction Counter (ATC) Register. */
    public static final Tag LAST_ONLINE_ATC_REGISTER = Tag.of(0x9F13);

    /** 9F14: Lower Consecutive Offline Limit. */
    public static final Tag LOWER_CONSECUTIVE_OFFLINE_LIMIT = Tag.of(0x9F14);

    /** 9F15: Merchant Category Code. */
    public static final Tag MERCHANT_CATEGORY_CODE = Tag.of(0x9F15);

    /** 9F16: Merchant Identifier. */
    public static final Tag MERCHANT_IDENTIFIER = Tag.of(0x9F16);

    /** 9F17: Personal Identification Number (PIN) Try Counter. */
    public static final Tag PIN_TRY_COUNTER = Tag.of(0x9F17);

    /** 9F18: Issuer Script Identifier. */
    public static final Tag ISSUER_SCRIPT_IDENTIFIER = Tag.of(0x9F18);

    /** 9F19: Token Requestor ID. */
    public static final Tag TOKEN_REQUESTOR_ID = Tag.of(0x9F19);

    /** 9F1A: Terminal Country Code. */
    public static final Tag TERMINAL_COUNTRY_CODE = Tag.of(0x9F1A);

    /** 9F1B: Terminal Floor Limit. */
    public static final Tag TERMINAL_FLOOR_LIMIT = Tag.of(0x9F1B);

    /** 9F1C: Terminal Identification. */
    public static final Tag TERMINAL_IDENTIFICATION = Tag.of(0x9F1C);

    /** 9F1D: Terminal Risk Management Data. */
    public static final Tag TERMINAL_RISK_MANAGEMENT_DATA = Tag.of(0x9F1D);

    /** 9F1E: Interface Device (IFD) Serial Number. */
    public static final Tag INTERFACE_DEVICE_SERIAL_NUMBER = Tag.of(0x9F1E);

    /** 9F1F: Track 1 Discretionary Data. */
    public static final Tag TRACK_1_DISCRETIONARY_DATA = Tag.of(0x9F1F);

    /** 9F20: Track 2 Discretionary Data. */
    public static final Tag TRACK_2_DISCRETIONARY_DATA = Tag.of(0x9F20);

    /** 9F21: Transaction Time. */
    public static final Tag TRANSACTION_TIME = Tag.of(0x9F21);

    /** 9F22: Certification Authority Public Key Index (Terminal). */
    public static final Tag CERTIFICATION_AUTHORITY_PUBLIC_KEY_INDEX_TERMINAL = Tag.of(0x9F22);

    /** 9F23: Upper Consecutive Offline Limit. */
    public static final Tag UPPER_CONSECUTIVE_OFFLINE_LIMIT = Tag.of(0x9F23);

    /** 9F24: Payment Account Reference (PAR). */
    public static final Tag PAYMENT_ACCOUNT_REFERENCE = Tag.of(0x9F24);

    /** 9F25: Last 4 Digits of PAN. */
    public static final Tag LAST_FOUR_DIGITS_OF_PAN = Tag.of(0x9F25);

    /** 9F26: Application Cryptogram. */
    public static final Tag APPLICATION_CRYPTOGRAM = Tag.of(0x9F26);

    /** 9F27: Cryptogram Information Data. */
    public static final Tag CRYPTOGRAM_INFORMATION_DATA = Tag.of(0x9F27);

    /** 9F2D: ICC PIN Encipherment Public Key Certificate. */
    public static final Tag ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_CERTIFICATE = Tag.of(0x9F2D);

    /** 9F2E: ICC PIN Encipherment Public Key Exponent. */
    public static final Tag ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_EXPONENT = Tag.of(0x9F2E);

    /** 9F2F: ICC PIN Encipherment Public Key Remainder. */
    public static final Tag ICC_PIN_ENCIPHERMENT_PUBLIC_KEY_REMAINDER = Tag.of(0x9F2F);

    /** 9F30: Biometric Terminal Capabilities. */
    public static final Tag BIOMETRIC_TERMINAL_CAPABILITIES = Tag.of(0x9F30);

    /** 9F31: Card BIT Group Template. */
    public static final Tag CARD_BIT_GROUP_TEMPLATE = Tag.of(0x9F31);

    /** 9F32: Issuer Public Key Exponent. */
    public static final Tag ISSUER_PUBLIC_KEY_EXPONENT = Tag.of(0x9F32);

    /** 9F33: Terminal Capabilities. */
    public static final Tag TERMINAL_CAPABILITIES = Tag.of(0x9F33);

    /** 9F34: Cardholder Verification Method (CVM) Results. */
    public static final Tag CARDHOLDER_VERIFICATION_METHOD_RESULTS = Tag.of(0x9F34);

    /** 9F35: Terminal Type. */
    public static final Tag TERMINAL_TYPE = Tag.of(0x9F35);

    /** 9F36: Application Transaction Counter (ATC). */
    public static final Tag APPLICATION_TRANSACTION_COUNTER = Tag.of(0x9F36);

    /** 9F37: Unpredictable Number. */
    public static final Tag UNPREDICTABLE_NUMBER = Tag.of(0x9F37);

    /** 9F38: Processing Options Data Object List (PDOL). */
    public static final Tag PROCESSING_OPTIONS_DATA_OBJECT_LIST = Tag.of(0x9F38);

    /** 9F39: Point-of-Service (POS) Entry Mode. */
    public static final Tag POINT_OF_SERVICE_ENTRY_MODE = Tag.of(0x9F39);

    /** 9F3A: Amount, Reference Currency. */
    public static final Tag AMOUNT_REFERENCE_CURRENCY = Tag.of(0x9F3A);

    /** 9F3B: Application Reference Currency. */
    public static final Tag APPLICATION_REFERENCE_CURRENCY = Tag.of(0x9F3B);

    /** 9F3C: Transaction Reference Currency Code. */
    public static final Tag TRANSACTION_REFERENCE_CURRENCY_CODE = Tag.of(0x9F3C);

    /** 9F3D: Transaction Reference Currency Exponent. */
    public static final Tag TRANSACTION_REFERENCE_CURRENCY_EXPONENT = Tag.of(0x9F3D);

    /** 9F40: Additional Terminal Capabilities. */
    public static final Tag ADDITIONAL_TERMINAL_CAPABILITIES = Tag.of(0x9F40);

    /** 9F41: Transaction Sequence Counter. */
    public static final Tag TRANSACTION_SEQUENCE_COUNTER = Tag.of(0x9F41);

    /** 9F42: Application Currency Code. */
    public static final Tag APPLICATION_CURRENCY_CODE = Tag.of(0x9F42);

    /** 9F43: Application Reference Currency Exponent. */
    public static final Tag APPLICATION_REFERENCE_CURRENCY_EXPONENT = Tag.of(0x9F43);

    /** 9F44: Application Currency Exponent. */
    public static final Tag APPLICATION_CURRENCY_EXPONENT = Tag.of(0x9F44);

    /** 9F45: Data Authentication Code. */
    public static final Tag DATA_AUTHENTICATION_CODE = Tag.of(0x9F45);

    /** 9F46: Integrated Circuit Card (ICC) Public Key Certificate. */
    public static final Tag ICC_PUBLIC_KEY_CERTIFICATE = Tag.of(0x9F46);

    /** 9F47: Integrated Circuit Card (ICC) Public Key Exponent. */
    public static final Tag ICC_PUBLIC_KEY_EXPONENT = Tag.of(0x9F47);

    /** 9F48: Integrated Circuit Card (ICC) Public Key Remainder. */
    public static final Tag ICC_PUBLIC_KEY_REMAINDER = Tag.of(0x9F48);

    /** 9F49: Dynamic Data Authentication Data Object List (DDOL). */
    public static final Tag DYNAMIC_DATA_AUTHENTICATION_DATA_OBJECT_LIST = Tag.of(0x9F49);

    /** 9F4A: Static Data Authentication Tag List. */
    public static final Tag STATIC_DATA_AUTHENTICATION_TAG_LIST = Tag.of(0x9F4A);

    /** 9F4B: Signed Dynamic Application Data. */
    public static final Tag SIGNED_DYNAMIC_APPLICATION_DATA = Tag.of(0x9F4B);

    /** 9F4C: ICC Dynamic Number. */
    public static final Tag ICC_DYNAMIC_NUMBER = Tag.of(0x9F4C);

    /** 9F4D: Log Entry. */
    public static final Tag LOG_ENTRY = Tag.of(0x9F4D);

    /** 9F4E: Merchant Name and Location. */
    public static final Tag MERCHANT_NAME_AND_LOCATION = Tag.of(0x9F4E);

    /** 9F4F: Log Format. */
    public static final Tag LOG_FORMAT = Tag.of(0x9F4F);

    /** 9F5B: Issuer Script Results. */
    public static final Tag ISSUER_SCRIPT_RESULTS = Tag.of(0x9F5B);

    /** BF0C: File Control Information (FCI) Issuer Discretionary Data. */
    public static final Tag FCI_ISSUER_DISCRETIONARY_DATA = Tag.of(0xBF0C);

    /** BF4A: Offline BIT Group Template. */
    public static final Tag OFFLINE_BIT_GROUP_TEMPLATE = Tag.of(0xBF4A);

    /** BF4B: Online BIT Group Template. */
    public static final Tag ONLINE_BIT_GROUP_TEMPLATE = Tag.of(0xBF4B);

    /** BF4C: Biometric Try Counters Template. */
    public static final Tag BIOMETRIC_TRY_COUNTERS_TEMPLATE = Tag.of(0xBF4C);

    /** BF4D: Preferred Attempts Template. */
    public static final Tag PREFERRED_ATTEMPTS_TEMPLATE = Tag.of(0xBF4D);

    /** BF4E: Biometric Verification Data Template. */
    public static final Tag BIOMETRIC_VERIFICATION_DATA_TEMPLATE = Tag.of(0xBF4E);

    private EmvTag() {}
}
