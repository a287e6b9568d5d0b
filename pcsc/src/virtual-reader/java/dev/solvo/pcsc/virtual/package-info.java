/** A real PC/SC daemon with a virtual reader, for tests that run through the whole of PC/SC. */
@NullMarked
package dev.solvo.pcsc.virtual;

import org.jspecify.annotations.NullMarked;
