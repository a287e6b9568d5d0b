/** {@code solvo prepaid purse}: money in cards. */
@NullMarked
package dev.solvo.examples.prepaid.purse;

import org.jspecify.annotations.NullMarked;
