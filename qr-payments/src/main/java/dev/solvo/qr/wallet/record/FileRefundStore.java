package dev.solvo.qr.wallet.record;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records of refunds in a file {@code refunds.jsonl} of a directory; otherwise as {@link FileCollectionStore}. */
public final class FileRefundStore implements RefundStore, Closeable {
    private final RecordFile<RefundRecord> file;

    private FileRefundStore(RecordFile<RefundRecord> file) {
        this.file = file;
    }

    /**
     * Opens or creates the file in an existing directory.
     *
     * @throws IOException if it cannot be opened, is open already, or is damaged
     */
    public static FileRefundStore open(Path directory) throws IOException {
        return new FileRefundStore(new RecordFile<>(directory, "refunds.jsonl", RecordKind.REFUND));
    }

    @Override
    public Saved save(RefundRecord record) throws IOException {
        return file.save(record);
    }

    @Override
    public Optional<RefundRecord> find(Wallet wallet, String account, RefundNumber number) throws IOException {
        return file.find(RecordKind.key(wallet, account, number));
    }

    @Override
    public List<RefundRecord> ofOrder(Wallet wallet, String account, OrderNumber number) throws IOException {
        return file.ofGroup(RecordKind.key(wallet, account, number));
    }

    @Override
    public List<RefundRecord> unresolved() throws IOException {
        return file.unresolved();
    }

    @Override
    public List<RefundRecord> begunBetween(Instant from, Instant before) throws IOException {
        return file.begunBetween(from, before);
    }

    /** Drops the resolved records whose last change is older: only of orders that are refunded no more. */
    public void forgetResolvedBefore(Instant time) throws IOException {
        file.forgetResolvedBefore(time);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
