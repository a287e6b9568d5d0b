/**
 * Contactless kernel 3, for Visa's applications: qVSDC, online and offline.
 *
 * <p>The rules follow Book C-3 as a public implementation cites its sections; the book itself was not read. What is marked
 * NOTE is our reading. Not implemented, for nobody established them: dynamic reader limits by 9F5A, offline data authentication
 * for online authorisations, static data authentication as a fall-back, the magnetic stripe modes, and kernel 1. Nothing here is
 * approved or certified.
 */
package dev.solvo.emv.contactless.kernel3;
