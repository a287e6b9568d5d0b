/** What all of payment cryptography shares: the one exception for input that is not what it claims to be. */
package dev.solvo.crypto;
