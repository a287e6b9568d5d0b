/** Wallets put together for the command line: gateways, machines, stores, simulated servers, and the time they share. */
@NullMarked
package dev.solvo.cli.wallet;

import org.jspecify.annotations.NullMarked;
