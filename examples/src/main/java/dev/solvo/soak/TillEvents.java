package dev.solvo.soak;

import dev.solvo.qr.wallet.OrderNumber;

/** What the people around a till see. Called by many threads. */
interface TillEvents {
    /** A code is on the customer's screen. */
    void shown(OrderNumber number, String codeText);

    /** An order, or a refund, whose result nobody knows yet. */
    void leftOpen(String number);

    /** The till did what it never may. */
    void wrong(String what);
}
