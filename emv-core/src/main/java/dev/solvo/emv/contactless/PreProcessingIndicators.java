package dev.solvo.emv.contactless;

import dev.solvo.emv.data.TerminalTransactionQualifiers;
import java.util.Optional;

/**
 * What pre-processing found for one combination. EMV Book B, pre-processing.
 *
 * @param statusCheckRequested the amount is one unit of currency and status checks are supported
 * @param contactlessNotAllowed the combination must not be used
 * @param zeroAmount the amount is zero
 * @param readerCvmRequiredLimitExceeded the amount reaches the CVM required limit
 * @param readerContactlessFloorLimitExceeded the amount is above the floor limit
 * @param terminalTransactionQualifiers the copy of tag 9F66 for this transaction, where one is configured
 */
public record PreProcessingIndicators(
        boolean statusCheckRequested,
        boolean contactlessNotAllowed,
        boolean zeroAmount,
        boolean readerCvmRequiredLimitExceeded,
        boolean readerContactlessFloorLimitExceeded,
        Optional<TerminalTransactionQualifiers> terminalTransactionQualifiers) {
    /**
     * Nothing found, as after a start at B without pre-processing.
     *
     * @param configured tag 9F66 as configured
     * @return the indicators
     */
    static PreProcessingIndicators none(Optional<TerminalTransactionQualifiers> configured) {
        return new PreProcessingIndicators(false, false, false, false, false, configured);
    }
}
