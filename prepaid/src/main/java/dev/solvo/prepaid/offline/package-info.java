/**
 * Terminals that spend without a network. {@link dev.solvo.prepaid.offline.OfflineTill} is the terminal's side: it keeps to limits that
 * the issuer set, makes each spending durable before the customer leaves, and uploads later.
 * {@link dev.solvo.prepaid.offline.OfflineBooking} is the issuer's side: it verifies what is uploaded and books each record once.
 */
package dev.solvo.prepaid.offline;
