package dev.solvo.emv.contactless;

import dev.solvo.apdu.StatusWord;
import dev.solvo.emv.TransactionRequest;
import dev.solvo.emv.config.TerminalConfig;
import dev.solvo.tlv.Bytes;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * What Entry Point hands to a kernel. EMV Book B, kernel activation.
 *
 * @param combination the application and its configuration
 * @param fci the data of the answer to SELECT; unchecked
 * @param selectStatus the status word of that answer
 * @param indicators what pre-processing found, the copy of 9F66 included
 * @param request what is to be paid
 * @param terminal the terminal's data, keys and revocation list
 * @param startedAt when the transaction began, in local time
 * @param startedAtUtc the same moment in universal time
 * @param restart the issuer's answer, when this is the activation after it
 */
public record Activation(
        SelectedCombination combination,
        Bytes fci,
        StatusWord selectStatus,
        PreProcessingIndicators indicators,
        TransactionRequest request,
        TerminalConfig terminal,
        LocalDateTime startedAt,
        LocalDateTime startedAtUtc,
        Optional<Restart> restart) {}
