package dev.solvo.cli;

import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.config.ContactlessConfig;
import dev.solvo.emv.config.KernelOption;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.emv.contactless.ContactlessKernel;
import dev.solvo.emv.contactless.kernel2.Kernel2;
import dev.solvo.emv.contactless.kernel2.Kernel2Configuration;
import dev.solvo.emv.contactless.kernel2.Kernel2Parameter;
import dev.solvo.emv.contactless.kernel3.Kernel3;
import dev.solvo.emv.contactless.kernel7.Kernel7;
import dev.solvo.emv.contactless.kernel8.Kernel8;
import dev.solvo.emv.contactless.kernel8.Kernel8Parameter;
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.tlv.Bytes;
import java.util.List;
import java.util.Locale;

/**
 * A contactless reader for the simulated cards: offline up to 25.00, cardholder verification from 50.00, nothing from 500.00,
 * in whatever currency. Values for showing things, not those of any payment system or acquirer.
 */
final class TapReader {
    private static final long FLOOR_LIMIT = 25_00;
    private static final long CVM_REQUIRED_LIMIT = 50_00;
    private static final long TRANSACTION_LIMIT = 500_00;

    /** EMV mode, contact chip, online PIN, signature; issuer update, device CVM; fDDA version 01. */
    private static final Bytes VISA_QUALIFIERS = Bytes.fromHex("3600C080");

    /** QuickPass, contact chip, online PIN, signature; fDDA version 01. */
    private static final Bytes UNIONPAY_QUALIFIERS = Bytes.fromHex("36000080");

    private TapReader() {}

    static List<ContactlessKernel> kernels() {
        return List.of(new Kernel2(), new Kernel3(), new Kernel7(), new Kernel8());
    }

    static ContactlessConfig config(TerminalConfig terminal) {
        return new ContactlessConfig(terminal, List.of(visa(), mastercard(), unionPay(), magStripe(), kernel8()));
    }

    private static CombinationConfig visa() {
        return limited("A000000003", KernelIdentifier.KERNEL_3)
                .terminalTransactionQualifiers(qualifiers(VISA_QUALIFIERS))
                .kernelOption(KernelOption.DISPLAY_AVAILABLE_AMOUNT)
                .build();
    }

    private static CombinationConfig unionPay() {
        return limited("A000000333", KernelIdentifier.KERNEL_7)
                .terminalTransactionQualifiers(qualifiers(UNIONPAY_QUALIFIERS))
                .kernelOption(KernelOption.DISPLAY_AVAILABLE_AMOUNT)
                .build();
    }

    private static CombinationConfig mastercard() {
        CombinationConfig.Builder combination = limited("A0000000041010", KernelIdentifier.KERNEL_2);
        // Chip; online PIN and signature, or no CVM; SDA, DDA and CDA.
        put(combination, Kernel2Parameter.CARD_DATA_INPUT_CAPABILITY, "20");
        put(combination, Kernel2Parameter.CVM_CAPABILITY_CVM_REQUIRED, "60");
        put(combination, Kernel2Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "08");
        put(combination, Kernel2Parameter.SECURITY_CAPABILITY, "C8");
        // No mag-stripe mode; on-device CVM and relay resistance.
        put(combination, Kernel2Parameter.KERNEL_CONFIGURATION, "B0");
        put(combination, Kernel2Parameter.MAX_NUMBER_OF_TORN_TRANSACTION_LOG_RECORDS, "01");
        put(combination, Kernel2Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000000000");
        // What failed or was not done, the online PIN and the floor limit are the issuer's matter.
        put(combination, Kernel2Parameter.TERMINAL_ACTION_CODE_ONLINE, "F45084800C");
        put(combination, Kernel2Parameter.TERMINAL_ACTION_CODE_DEFAULT, "F45084800C");
        return combination.build();
    }

    /** Test cards without chip data: mag-stripe mode is switched on for them alone. */
    private static CombinationConfig magStripe() {
        CombinationConfig.Builder combination = limited("A0000009990202", KernelIdentifier.KERNEL_2);
        // Mag-stripe mode too; on-device CVM and relay resistance.
        put(combination, Kernel2Parameter.KERNEL_CONFIGURATION, "30");
        // Online PIN, or no CVM.
        put(combination, Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_CVM_REQUIRED, "20");
        put(combination, Kernel2Parameter.MAG_STRIPE_CVM_CAPABILITY_NO_CVM_REQUIRED, "00");
        put(combination, Kernel2Parameter.MOBILE_SUPPORT_INDICATOR, "01");
        return combination.build();
    }

    /** Experimental, for the test cards. No default of kernel 8 is known, so that every value is a choice of ours. */
    private static CombinationConfig kernel8() {
        CombinationConfig.Builder combination = limited("A0000009990801", KernelIdentifier.KERNEL_8);
        // Chip; online PIN, signature and on-device CVM, or no CVM and on-device CVM; local authentication.
        put(combination, Kernel8Parameter.CARD_DATA_INPUT_CAPABILITY, "20");
        put(combination, Kernel8Parameter.CVM_CAPABILITY_CVM_REQUIRED, "64");
        put(combination, Kernel8Parameter.CVM_CAPABILITY_NO_CVM_REQUIRED, "0C");
        put(combination, Kernel8Parameter.SECURITY_CAPABILITY, "10");
        // A failed local authentication stays in the TVR.
        put(combination, Kernel8Parameter.KERNEL_CONFIGURATION, "0800");
        put(combination, Kernel8Parameter.TERMINAL_ACTION_CODE_DENIAL, "0000000000");
        // Local authentication, verification, the floor limit, another name and a relay are the issuer's matter.
        put(combination, Kernel8Parameter.TERMINAL_ACTION_CODE_ONLINE, "840084804C");
        put(combination, Kernel8Parameter.READER_CONTACTLESS_FLOOR_LIMIT, amount(FLOOR_LIMIT));
        put(combination, Kernel8Parameter.READER_CVM_REQUIRED_LIMIT, amount(CVM_REQUIRED_LIMIT));
        put(combination, Kernel8Parameter.MESSAGE_HOLD_TIME, "000013");
        put(combination, Kernel8Parameter.HOLD_TIME_VALUE, "0D");
        // Relay resistance as kernel 2 has it.
        put(combination, Kernel8Parameter.MINIMUM_RELAY_RESISTANCE_GRACE_PERIOD, "0014");
        put(combination, Kernel8Parameter.MAXIMUM_RELAY_RESISTANCE_GRACE_PERIOD, "0032");
        put(combination, Kernel8Parameter.TERMINAL_EXPECTED_TIME_COMMAND, "0012");
        put(combination, Kernel8Parameter.TERMINAL_EXPECTED_TIME_RESPONSE, "0018");
        put(combination, Kernel8Parameter.RELAY_RESISTANCE_ACCURACY_THRESHOLD, "012C");
        put(combination, Kernel8Parameter.RELAY_RESISTANCE_MISMATCH_THRESHOLD, "32");
        // The card may replace no bit of the TVR.
        put(combination, Kernel8Parameter.KERNEL_RESERVED_TVR_MASK, "FFFFFFFFFF");
        put(combination, Kernel8Parameter.DEFAULT_IAD_MAC_OFFSET, "0A");
        put(combination, Kernel8Parameter.TERMINAL_RISK_MANAGEMENT_DATA, "0000000000000000");
        put(combination, Kernel8Parameter.APPLICATION_VERSION_NUMBER, "0001");
        return combination.build();
    }

    private static void put(CombinationConfig.Builder combination, Kernel8Parameter parameter, String value) {
        combination.kernelData(parameter.tag(), Bytes.fromHex(value));
    }

    /** n 12, in minor units. */
    private static String amount(long minor) {
        return String.format(Locale.ROOT, "%012d", minor);
    }

    private static CombinationConfig.Builder limited(String aid, KernelIdentifier kernel) {
        return CombinationConfig.builder(Bytes.fromHex(aid), kernel)
                .floorLimitMinor(FLOOR_LIMIT)
                .cvmRequiredLimitMinor(CVM_REQUIRED_LIMIT)
                .transactionLimitMinor(TRANSACTION_LIMIT);
    }

    private static void put(CombinationConfig.Builder combination, Kernel2Parameter parameter, String value) {
        combination.kernelData(parameter.tag(), Bytes.fromHex(value));
    }

    /** How many torn transactions the reader keeps, and for how many seconds. */
    static int tornRecords() {
        return 1;
    }

    static long tornSeconds() {
        return Kernel2Configuration.DEFAULTS
                .get(Kernel2Parameter.MAX_LIFETIME_OF_TORN_TRANSACTION_LOG_RECORD)
                .orElseThrow()
                .toUnsignedLong();
    }

    private static TerminalTransactionQualifiers qualifiers(Bytes value) {
        try {
            return TerminalTransactionQualifiers.parse(value);
        } catch (EmvDataException wrong) {
            throw new IllegalStateException("the built-in qualifiers", wrong);
        }
    }
}
