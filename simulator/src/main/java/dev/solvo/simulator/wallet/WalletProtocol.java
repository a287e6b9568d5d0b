package dev.solvo.simulator.wallet;

import java.util.Optional;

/** One wallet's side of its protocol: checks, books, answers and signs. {@link SimulatedWallet} calls it, one at a time. */
public interface WalletProtocol {
    /** Whether that path is one of the wallet's. */
    boolean serves(String path);

    /** Answers a request, however wrong it is. */
    WalletAnswer answer(WalletRequest request, WalletDesk desk);

    /**
     * What the wallet pushes to the till when an order was paid or a refund done.
     *
     * @return empty if the till gave no address, or the wallet does not tell
     */
    Optional<WalletNotification> notification(WalletOrder order, Optional<WalletRefund> refund, WalletDesk desk);

    /** Whether that answer of the till's ends the pushing. */
    boolean isAcknowledged(WalletAnswer answer);

    /**
     * Checks that a step of a script is one of this wallet's.
     *
     * @throws IllegalArgumentException if it is not
     */
    void check(ScriptStep step);
}
