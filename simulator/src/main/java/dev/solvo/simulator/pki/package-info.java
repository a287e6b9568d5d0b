/**
 * A test certification authority, a test issuer and card keys.
 *
 * <p>The private keys are published: never load the public ones where real cards are accepted.
 */
package dev.solvo.simulator.pki;
