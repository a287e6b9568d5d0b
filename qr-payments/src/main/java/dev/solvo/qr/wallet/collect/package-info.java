/** Collecting a payment until its result is certain: the machine, its record, the cashier's side, the network check. */
package dev.solvo.qr.wallet.collect;
