/** What happened in a payment with a card, written down: events, reports, and the masking of what identifies a cardholder. */
@NullMarked
package dev.solvo.transcript;

import org.jspecify.annotations.NullMarked;
