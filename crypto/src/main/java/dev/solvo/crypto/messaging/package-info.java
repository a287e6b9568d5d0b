/**
 * Secure messaging: issuer scripts, authenticated and enciphered by the issuer, checked by the card (EMV 4.4 Book 2, 9).
 *
 * <p>{@link dev.solvo.crypto.messaging.IssuerScriptCommand} builds the commands,
 * {@link dev.solvo.crypto.messaging.ScriptMessaging} protects and checks them.
 */
package dev.solvo.crypto.messaging;
