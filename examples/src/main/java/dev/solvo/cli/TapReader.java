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
import dev.solvo.emv.data.EmvDataException;
import dev.solvo.emv.data.KernelIdentifier;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.tlv.Bytes;
import java.util.List;

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
        return List.of(new Kernel2(), new Kernel3(), new Kernel7());
    }

    static ContactlessConfig config(TerminalConfig terminal) {
        return new ContactlessConfig(terminal, List.of(visa(), mastercard(), unionPay()));
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
