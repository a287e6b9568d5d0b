/** Cases about wallets: what the wallet answers to a payment by the customer's code, and the state that must come of it. */
@org.jspecify.annotations.NullMarked
package dev.solvo.conformance.wallet;
