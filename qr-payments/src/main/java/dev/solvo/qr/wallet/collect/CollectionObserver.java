package dev.solvo.qr.wallet.collect;

import dev.solvo.qr.wallet.OrderNumber;
import java.time.Instant;

/** Hears what a machine concluded from what; for the till's log and for whoever has to explain a payment. */
@FunctionalInterface
public interface CollectionObserver {
    /** Hears nothing. */
    CollectionObserver NONE = decision -> {};

    /**
     * One conclusion. It holds no payment code and no key.
     *
     * @param at by the machine's clock
     * @param order the order it is about
     * @param event what happened, such as {@code query: Waiting (USERPAYING)}
     * @param conclusion what the machine does now, and why
     */
    record Decision(Instant at, OrderNumber order, String event, String conclusion) {}

    /** Called on the thread that resumed the step, before the next step is handed out; what it throws ends the attempt. */
    void decided(Decision decision);
}
