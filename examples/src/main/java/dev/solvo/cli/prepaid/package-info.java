/** {@code solvo prepaid}: prepaid cards in a store on this machine or in a database. */
@NullMarked
package dev.solvo.cli.prepaid;

import org.jspecify.annotations.NullMarked;
