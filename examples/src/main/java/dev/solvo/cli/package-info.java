/** The {@code solvo} command line: the composition of kernel, cards, readers and hosts for people at a prompt. */
@NullMarked
package dev.solvo.cli;

import org.jspecify.annotations.NullMarked;
