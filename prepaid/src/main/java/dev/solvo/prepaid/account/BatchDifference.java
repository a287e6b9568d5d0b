package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.OperationKind;
import org.joda.money.Money;

/**
 * Where terminal and books disagree.
 *
 * @param kind of which operations; the currency is that of the amounts
 * @param terminalCount how many the terminal counted
 * @param terminalAmount what it counted in all
 * @param ledgerCount how many are in the books
 * @param ledgerAmount what is in the books in all
 */
public record BatchDifference(
        OperationKind kind, long terminalCount, Money terminalAmount, long ledgerCount, Money ledgerAmount) {}
