package dev.solvo.prepaid.purse;

/**
 * The operation is over.
 *
 * @param result how it ended
 * @param <R> what the operation ends with
 */
public record Completed<R>(R result) implements PurseStep<R> {}
