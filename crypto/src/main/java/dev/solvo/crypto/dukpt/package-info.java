/**
 * Derived unique key per transaction, on the host and in the terminal: triple DES (ANSI X9.24-1:2009) and AES (ANSI
 * X9.24-3:2017).
 *
 * <p>The two schemes share no type, so a key or a serial number of one cannot go into the other. A transaction key is no
 * working key: it enciphers nothing, it only gives keys that say what they are for.
 */
package dev.solvo.crypto.dukpt;
