/** {@code solvo crypto}: single calculations of payment cryptography. */
@NullMarked
package dev.solvo.cli.crypto;

import org.jspecify.annotations.NullMarked;
