/** Cases that are transactions with a card: what puts them together, runs them, and compares what came with what was expected. */
@NullMarked
package dev.solvo.conformance.transaction;

import org.jspecify.annotations.NullMarked;
