/**
 * Codes that prove card data and PINs at the issuer: CVV and its kin, dCVV, CVC3, CAVV, PVV, IBM 3624.
 *
 * <p>Card data know how to make and check their code; {@link dev.solvo.crypto.carddata.CardSecurityCode} is what comes out.
 */
package dev.solvo.crypto.carddata;
