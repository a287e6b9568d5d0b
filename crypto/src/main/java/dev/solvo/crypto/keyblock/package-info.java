/**
 * Key blocks: keys enciphered together with what they may be used for (ANSI X9.143:2021 and ASC X9 TR-31 versions A to D,
 * ISO 20038:2017 version E).
 *
 * <p>{@link dev.solvo.crypto.keyblock.KeyBlockReader} reads the header without a key and the key with one;
 * {@link dev.solvo.crypto.keyblock.KeyBlockWriter} makes blocks.
 */
package dev.solvo.crypto.keyblock;
