/** What a conformance case is, what came of it, and the run over many of them. */
@NullMarked
package dev.solvo.conformance;

import org.jspecify.annotations.NullMarked;
