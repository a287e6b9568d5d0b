/** Our books against the wallet's bill: what is missing, what differs, on which side. */
package dev.solvo.qr.reconcile;
