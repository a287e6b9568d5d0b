package dev.solvo.simulator.wallet;

/** Where an order stands in a wallet's own books. */
public enum OrderState {
    /** Nobody has paid; the customer still may. */
    WAITING,
    /** The money has come. */
    PAID,
    /** Ended without money. */
    CLOSED,
    /** Taken back as a whole by the till: money that had come went back. */
    REVERSED,
    /** The customer or his bank refused. */
    FAILED
}
