package dev.solvo.emv.kernel;

import dev.solvo.emv.config.ApplicationConfig;
import dev.solvo.emv.data.AdditionalTerminalCapabilities;
import dev.solvo.emv.data.EmvTag;
import dev.solvo.tlv.Bytes;
import java.util.Optional;

/**
 * An application that card and terminal support. EMV 4.4 Book 1, 12.2.
 *
 * @param dfName its name on the card
 * @param displayName what the cardholder is shown, and once it is selected what the receipt shows
 * @param priority 1 to 15, 0 for none
 * @param confirmationRequired bit 8 of the application priority indicator
 * @param configuration the terminal's parameters for it
 */
record Candidate(
        Bytes dfName, String displayName, int priority, boolean confirmationRequired, ApplicationConfig configuration) {
    /** Applications without a priority come after all that have one. */
    int rank() {
        return priority == 0 ? Integer.MAX_VALUE : priority;
    }

    /** The same application under the name that the answer to the final SELECT gives it. EMV 4.4 Book 4, 11.3. */
    Candidate named(FileControlInformation information, AdditionalTerminalCapabilities capabilities) {
        Optional<String> name = ApplicationName.given(
                information.element(EmvTag.APPLICATION_PREFERRED_NAME),
                information.element(EmvTag.ISSUER_CODE_TABLE_INDEX),
                information.element(EmvTag.APPLICATION_LABEL),
                capabilities);
        return name.isPresent()
                ? new Candidate(dfName, name.get(), priority, confirmationRequired, configuration)
                : this;
    }
}
