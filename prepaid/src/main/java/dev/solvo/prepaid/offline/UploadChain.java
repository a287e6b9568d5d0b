package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;

/**
 * The records of one terminal under one key: numbered from 1, each sealed with the one before.
 *
 * @param tenant the issuer
 * @param terminal the terminal
 * @param keyNumber which of its keys
 */
public record UploadChain(TenantId tenant, TerminalId terminal, int keyNumber) {}
