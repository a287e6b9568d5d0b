package dev.solvo.emv;

/** What is known of the host's view of a transaction when the kernel has finished. */
public sealed interface HostState {
    /** Nothing was sent to the host. */
    record NotAsked() implements HostState {}

    /**
     * The host answered and the card agreed with the answer.
     *
     * @param response what the host answered
     */
    record Confirmed(AuthorisationResponse response) implements HostState {}

    /**
     * The host may have booked, or has booked, what did not come to pass at the terminal. The reversal must reach it,
     * however long that takes.
     *
     * @param reversal what to send
     */
    record ReversalOwed(Reversal reversal) implements HostState {}
}
