/** Dialogues with a card as text: recording, playing back, and breaking them on purpose. */
package dev.solvo.simulator.trace;
