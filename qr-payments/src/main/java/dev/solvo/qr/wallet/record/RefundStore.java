package dev.solvo.qr.wallet.record;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a till keeps its records of refunds; several tills and processes may share one.
 *
 * <p>Errors of the medium, and records that cannot be read, are {@link IOException}s; nothing is skipped in silence.
 */
public interface RefundStore {
    /**
     * Keeps the record, if its revision is one more than that of the kept one (1 for a new record), and if no other
     * refund of the same order is unresolved. Both checks and the saving are one step, and a revision is saved once.
     */
    Saved save(RefundRecord record) throws IOException;

    /** The record of that refund. */
    Optional<RefundRecord> find(Wallet wallet, String account, RefundNumber number) throws IOException;

    /** All refunds of that order, the oldest first. */
    List<RefundRecord> ofOrder(Wallet wallet, String account, OrderNumber number) throws IOException;

    /** All records that have to be resumed, the oldest first. */
    List<RefundRecord> unresolved() throws IOException;

    /** All records of refunds that were begun in that time, the oldest first: to compare with a wallet's bill. */
    List<RefundRecord> begunBetween(Instant from, Instant before) throws IOException;
}
