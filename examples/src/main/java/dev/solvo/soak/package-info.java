/**
 * Thousands of collections through the simulated wallets while everything that can go wrong does, and the comparison of
 * both sides' books afterwards.
 */
@NullMarked
package dev.solvo.soak;

import org.jspecify.annotations.NullMarked;
