/** The wallets' own clients against the simulated wallets. */
@org.jspecify.annotations.NullMarked
package dev.solvo.official;
