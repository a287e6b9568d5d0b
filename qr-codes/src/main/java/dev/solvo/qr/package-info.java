/** What reading a payment code or a wallet's message can end with when it is broken. */
package dev.solvo.qr;
