/** Parts of a payment terminal in software, which the command line and the conformance harness share. */
@NullMarked
package dev.solvo.terminal;

import org.jspecify.annotations.NullMarked;
