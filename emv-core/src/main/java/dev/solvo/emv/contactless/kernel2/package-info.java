/**
 * Contactless kernel 2, for Mastercard's applications. Experimental.
 *
 * <p>It follows the flow of Book C-2 as open implementations and a public discussion of versions up to 2.10 show it; the book
 * itself was not at hand, and what version 2.11 changed is not known here. Nothing here is approved or certified.
 *
 * <p>What nobody has established is refused rather than invented: data storage (IDS and SDS) with its digests, the complete
 * contents of FF8105 and FF8106, and the timing of the data exchange. {@code docs/contactless-coverage-kernel2.md} has one
 * row for each step.
 */
package dev.solvo.emv.contactless.kernel2;
