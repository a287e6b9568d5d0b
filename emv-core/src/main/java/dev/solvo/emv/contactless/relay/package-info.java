/** The relay resistance protocol, which kernels 2 and 8 share: is the card that answers really in the field? */
package dev.solvo.emv.contactless.relay;
