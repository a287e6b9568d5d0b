/**
 * What the cases can be run against beside our own kernels and simulated cards: a kernel or a card behind a socket, a card in
 * a reader. The protocol is described in {@code docs/conformance-remote.md}.
 */
@NullMarked
package dev.solvo.conformance.subject;

import org.jspecify.annotations.NullMarked;
