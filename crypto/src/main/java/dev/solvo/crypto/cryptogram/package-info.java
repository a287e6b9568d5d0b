/**
 * Application cryptograms and the issuer's answer to them, with the keys they are made under (EMV 4.4 Book 2, 8).
 *
 * <p>Two levels. Below: key derivations, cryptograms and issuer authentication data, one call each. Above: a
 * {@link dev.solvo.crypto.cryptogram.CryptogramProfile} knows what a scheme's cryptogram version signs, pads and answers
 * with, and {@link dev.solvo.crypto.cryptogram.TransactionCryptography} applies it to one transaction, for the card and
 * for the issuer.
 */
package dev.solvo.crypto.cryptogram;
