/**
 * Software cards: an image describes a card as text, a simulated card plays it with real cryptography.
 *
 * <p>The card's side of EMV 4.4 Books 1 to 3: it answers commands and keeps counters, and never calls the terminal.
 */
package dev.solvo.simulator.card;
