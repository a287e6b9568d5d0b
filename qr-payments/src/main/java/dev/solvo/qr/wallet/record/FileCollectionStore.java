package dev.solvo.qr.wallet.record;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Records of collections in a file {@code collections.jsonl} of a directory, for one till: every revision is forced to
 * the medium before {@link #save} comes back, and one process at a time can have it open.
 *
 * <p>The cut-off rest of a save that a power failure interrupted is dropped at the next opening; any other damage is an
 * IOException that names the place. It may be used from any thread, and an interrupted one does no harm. The directory is
 * on a local disk: network file systems may not keep what locking and forcing promise.
 */
public final class FileCollectionStore implements CollectionStore, Closeable {
    private final RecordFile<CollectionRecord> file;

    private FileCollectionStore(RecordFile<CollectionRecord> file) {
        this.file = file;
    }

    /**
     * Opens or creates the file in an existing directory.
     *
     * @throws IOException if it cannot be opened, is open already, or is damaged
     */
    public static FileCollectionStore open(Path directory) throws IOException {
        return new FileCollectionStore(new RecordFile<>(directory, "collections.jsonl", RecordKind.COLLECTION));
    }

    @Override
    public Saved save(CollectionRecord record) throws IOException {
        return file.save(record);
    }

    @Override
    public Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number) throws IOException {
        return file.find(RecordKind.key(wallet, account, number));
    }

    @Override
    public Optional<CollectionRecord> blocking(SaleReference sale) throws IOException {
        return file.blocking(sale.text());
    }

    @Override
    public List<CollectionRecord> unresolved() throws IOException {
        return file.unresolved();
    }

    @Override
    public List<CollectionRecord> begunBetween(Instant from, Instant before) throws IOException {
        return file.begunBetween(from, before);
    }

    /**
     * Drops the resolved records whose last change is older, and gives their room back. A dropped order number or sale
     * is new to this store: drop what is older than any repetition.
     */
    public void forgetResolvedBefore(Instant time) throws IOException {
        file.forgetResolvedBefore(time);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
