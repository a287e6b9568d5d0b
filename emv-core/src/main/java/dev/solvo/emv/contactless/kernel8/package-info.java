/**
 * Contactless kernel 8. Experimental: do not take payments with it.
 *
 * <p>It follows one public implementation of Book C-8 1.1; the book itself was not at hand, and no dialogue of a real card is
 * known against which it could be held. Nothing here is approved or certified.
 *
 * <p>What nobody has established is refused rather than invented: default values (every mandatory parameter must be configured),
 * certificates with RSA, P-521, the data exchange, the contents of the book's data record, and the tag mapping list. {@code
 * docs/contactless-coverage-kernel8.md} has one row for each step.
 */
package dev.solvo.emv.contactless.kernel8;
