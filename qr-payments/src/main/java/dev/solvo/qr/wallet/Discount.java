package dev.solvo.qr.wallet;

import org.joda.money.Money;

/**
 * A part of the order amount that the customer did not pay himself.
 *
 * @param name what the wallet calls it
 * @param amount its worth
 */
public record Discount(String name, Money amount) {}
