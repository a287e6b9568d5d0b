/**
 * Block ciphers in tables, for keys that encipher a few blocks only: the platform's ciphers need longer to be looked up and
 * to take such a key than to use it, and keep it afterwards. Not exported.
 */
@NullMarked
package dev.solvo.crypto.cipher;

import org.jspecify.annotations.NullMarked;
