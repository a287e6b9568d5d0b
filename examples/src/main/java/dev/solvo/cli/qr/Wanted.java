package dev.solvo.cli.qr;

import dev.solvo.qr.scanner.ScannedCode;
import dev.solvo.qr.wallet.OrderNumber;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A collection as it was asked for.
 *
 * @param order its number
 * @param sale what is paid for, if it is not the order alone
 * @param amount how much
 * @param subject what the customer reads
 * @param code the customer's code, if he shows one
 */
record Wanted(
        OrderNumber order,
        Optional<String> sale,
        Money amount,
        String subject,
        Optional<ScannedCode.WalletCode> code) {}
