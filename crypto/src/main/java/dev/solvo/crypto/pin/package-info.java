/**
 * PINs: the type, the blocks of ISO 9564-1, and the encipherment of a PIN for the card (EMV 4.4 Book 2, 7 and 13).
 */
package dev.solvo.crypto.pin;
