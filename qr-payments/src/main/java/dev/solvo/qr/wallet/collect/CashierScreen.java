package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.PaymentState;
import java.time.Instant;

/** The cashier's side of a collection, called on the thread that collects. */
public interface CashierScreen {
    /** A cashier who sees nothing and never gives up. */
    CashierScreen NONE = new CashierScreen() {};

    /** Draws the code for the customer; it can be paid until that time. */
    default void show(String codeText, Instant until) {}

    /** Shows that the result is not known yet, and when it is asked for next. */
    default void waiting(PaymentState state, Instant until) {}

    /**
     * Whether the cashier gives up: asked several times a second while the machine waits, until it says yes; not again
     * after that, while the order is taken back.
     */
    default boolean givesUp() {
        return false;
    }
}
