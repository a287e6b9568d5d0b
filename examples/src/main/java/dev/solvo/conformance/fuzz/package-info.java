/** Changes what cards answer, at random but repeatably, and looks for what must never come of it. */
@NullMarked
package dev.solvo.conformance.fuzz;

import org.jspecify.annotations.NullMarked;
