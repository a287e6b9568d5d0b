package dev.solvo.simulator.wallet;

import java.io.IOException;

/** Takes a wallet's notifications to the till: by HTTP, or straight to its code. */
@FunctionalInterface
public interface NotificationTarget {
    /**
     * Delivers one and brings the till's answer.
     *
     * @throws IOException if the till cannot be reached; the wallet tries again later
     */
    WalletAnswer deliver(WalletNotification notification) throws IOException;
}
