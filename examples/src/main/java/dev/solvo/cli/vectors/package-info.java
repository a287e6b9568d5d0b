/** Checks of the records of QR test data: one class per kind of file. */
@NullMarked
package dev.solvo.cli.vectors;

import org.jspecify.annotations.NullMarked;
