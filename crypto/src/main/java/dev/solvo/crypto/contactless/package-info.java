/**
 * The secure channel and the authentication of contactless kernel 8: an agreed key with a blinded card key, enciphered records,
 * and MACs over a transaction. Experimental.
 *
 * <p>{@link dev.solvo.crypto.contactless.KernelKeyAgreement} is the kernel's side; {@link
 * dev.solvo.crypto.contactless.CardKeyAgreement} the card's, for simulated cards and tests.
 *
 * <p>It follows one public reading of EMV Book E and Book C-8 1.1; the books were not at hand. Only P-256 is here: how P-521 is
 * used, and RSA certificates beside it, is not established.
 */
package dev.solvo.crypto.contactless;
