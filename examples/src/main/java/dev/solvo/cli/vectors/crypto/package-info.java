/** Vectors of payment cryptography: files of calculations with known results, one operation for each kind of entry. */
@NullMarked
package dev.solvo.cli.vectors.crypto;

import org.jspecify.annotations.NullMarked;
