/** {@code solvo prepaid purse}: money in cards. */
@NullMarked
package dev.solvo.cli.prepaid.purse;

import org.jspecify.annotations.NullMarked;
