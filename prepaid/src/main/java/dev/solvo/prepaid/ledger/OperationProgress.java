package dev.solvo.prepaid.ledger;

/**
 * What has become of an operation since: all that may change in a stored one. Amounts are in minor units.
 *
 * @param holdRemaining what of a hold is still held; 0 if it is no hold or is closed
 * @param holdExpires when a hold ends, in milliseconds since 1970-01-01T00:00Z; {@link AccountRow#NEVER} if it is no hold
 * @param captured what of a hold was captured
 * @param refunded what was given back
 * @param reversed whether it was undone
 */
public record OperationProgress(long holdRemaining, long holdExpires, long captured, long refunded, boolean reversed) {
    /** Of an operation that nothing has happened to. */
    public static final OperationProgress NONE = new OperationProgress(0, AccountRow.NEVER, 0, 0, false);
}
