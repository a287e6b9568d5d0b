package dev.solvo.emv.contactless;

import dev.solvo.emv.config.CombinationConfig;
import dev.solvo.emv.data.TerminalTransactionQualifiers;
import dev.solvo.emv.data.TerminalTransactionQualifiers.Bit;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges a combination before a card is asked for. EMV Book B, pre-processing. */
final class PreProcessing {
    private PreProcessing() {}

    /**
     * Makes the indicators and this transaction's copy of 9F66.
     *
     * @param configuration the combination; limits that are absent are never exceeded
     * @param amountMinor the whole amount in minor units
     * @param unitMinor one unit of the currency in minor units: 100 for two decimals, 1 for none
     */
    static PreProcessingIndicators of(CombinationConfig configuration, long amountMinor, long unitMinor) {
        boolean statusCheck = configuration.statusCheckSupport().orElse(false) && amountMinor == unitMinor;
        boolean zeroRefused =
                amountMinor == 0 && !configuration.zeroAmountAllowed().orElse(true);
        boolean zeroAmount = amountMinor == 0 && !zeroRefused;
        boolean notAllowed = zeroRefused || reaches(amountMinor, configuration.transactionLimitMinor());
        boolean floorExceeded = exceeds(
                amountMinor,
                configuration.floorLimitMinor().isPresent()
                        ? configuration.floorLimitMinor()
                        : configuration.terminalFloorLimitMinor());
        boolean cvmExceeded = reaches(amountMinor, configuration.cvmRequiredLimitMinor());
        Optional<TerminalTransactionQualifiers> configured = configuration.terminalTransactionQualifiers();
        if (!configured.isPresent()) {
            return new PreProcessingIndicators(
                    statusCheck, notAllowed, zeroAmount, cvmExceeded, floorExceeded, Optional.empty());
        }
        TerminalTransactionQualifiers copy =
                configured.get().without(Bit.ONLINE_CRYPTOGRAM_REQUIRED).without(Bit.CVM_REQUIRED);
        if (floorExceeded || statusCheck) {
            copy = copy.with(Bit.ONLINE_CRYPTOGRAM_REQUIRED);
        }
        if (zeroAmount && copy.contains(Bit.OFFLINE_ONLY_READER)) {
            notAllowed = true;
        } else if (zeroAmount) {
            copy = copy.with(Bit.ONLINE_CRYPTOGRAM_REQUIRED);
        }
        if (cvmExceeded) {
            copy = copy.with(Bit.CVM_REQUIRED);
        }
        return new PreProcessingIndicators(
                statusCheck, notAllowed, zeroAmount, cvmExceeded, floorExceeded, Optional.of(copy));
    }

    private static boolean reaches(long amountMinor, OptionalLong limitMinor) {
        return limitMinor.isPresent() && amountMinor >= limitMinor.getAsLong();
    }

    private static boolean exceeds(long amountMinor, OptionalLong limitMinor) {
        return limitMinor.isPresent() && amountMinor > limitMinor.getAsLong();
    }
}
