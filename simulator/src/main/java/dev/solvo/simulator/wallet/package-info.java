/**
 * Wallets in software, for testing tills: they check requests, keep books, sign their answers and push notifications, and
 * fail on demand. Written from the wallets' documents, apart from the client that talks to them.
 *
 * <p>A {@link dev.solvo.simulator.wallet.SimulatedWallet} answers requests without any socket; a
 * {@link dev.solvo.simulator.wallet.WalletServer} puts some of them behind a loopback port. Keys in here are test keys that
 * everybody knows; no server in here listens on anything but the loopback address.
 */
package dev.solvo.simulator.wallet;
