/** What all wallets share: orders, payment codes, the result of a payment, and the machines that collect and refund. */
package dev.solvo.qr.wallet;
