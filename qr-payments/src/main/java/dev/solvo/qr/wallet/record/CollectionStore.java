package dev.solvo.qr.wallet.record;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a till keeps its records of collections; several tills and processes may share one.
 *
 * <p>Errors of the medium, and records that cannot be read, are {@link IOException}s; nothing is skipped in silence.
 */
public interface CollectionStore {
    /**
     * Keeps the record, if its revision is one more than that of the kept one (1 for a new record), and if no other
     * record {@linkplain CollectionRecord#blocksSale() blocks} its sale. Both checks and the saving are one step.
     *
     * <p>A revision is saved once, also if the same one comes again word for word: it may be another till's, and SAVED lets
     * one of them send.
     */
    Saved save(CollectionRecord record) throws IOException;

    /** The record of that order. */
    Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number) throws IOException;

    /** The record that blocks the sale, if there is one. */
    Optional<CollectionRecord> blocking(SaleReference sale) throws IOException;

    /** All records that have to be resumed, the oldest first. */
    List<CollectionRecord> unresolved() throws IOException;

    /** All records whose first call was made in that time, the oldest first: to compare with a wallet's bill. */
    List<CollectionRecord> begunBetween(Instant from, Instant before) throws IOException;
}
