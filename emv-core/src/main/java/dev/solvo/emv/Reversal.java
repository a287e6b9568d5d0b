package dev.solvo.emv;

import dev.solvo.emv.data.ChipData;

/**
 * What takes an authorisation back at the host. EMV 4.4 Book 4, 12.1.
 *
 * <p>Store it before the authorisation request leaves the terminal, drop it when the outcome's
 * {@linkplain HostState host state} is not {@link HostState.ReversalOwed}, and send it until the host confirms it.
 *
 * @param transaction what was to be paid
 * @param chipData the card's and terminal's data as they stand; what the acquirer wants of them is his format
 */
public record Reversal(TransactionRequest transaction, ChipData chipData) {}
