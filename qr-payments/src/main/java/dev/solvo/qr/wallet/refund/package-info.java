/** Refunds that are sent only after the payment is confirmed, and asked about before they are sent again. */
package dev.solvo.qr.wallet.refund;
