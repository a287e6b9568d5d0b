/** Commands about cards in readers: what is on one, and simulated ones in a virtual reader. */
@NullMarked
package dev.solvo.cli.card;

import org.jspecify.annotations.NullMarked;
