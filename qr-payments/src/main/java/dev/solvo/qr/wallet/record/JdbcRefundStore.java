package dev.solvo.qr.wallet.record;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Records of refunds in the table {@code solvo_refund}; otherwise as {@link JdbcCollectionStore}. */
public final class JdbcRefundStore implements RefundStore {
    private final RecordTable<RefundRecord> table;

    /** A store on that database, whose table {@link #createTable()} makes or the merchant's own migrations make. */
    public JdbcRefundStore(DataSource source) {
        table = new RecordTable<>(source, RecordKind.REFUND);
    }

    /** Makes the table and its indexes if they are not there. */
    public void createTable() throws IOException {
        table.create();
    }

    @Override
    public Saved save(RefundRecord record) throws IOException {
        return table.save(record);
    }

    @Override
    public Optional<RefundRecord> find(Wallet wallet, String account, RefundNumber number) throws IOException {
        return table.first("record_key = ?", RecordKind.key(wallet, account, number));
    }

    @Override
    public List<RefundRecord> ofOrder(Wallet wallet, String account, OrderNumber number) throws IOException {
        return table.all("record_group = ?", RecordKind.key(wallet, account, number));
    }

    @Override
    public List<RefundRecord> unresolved() throws IOException {
        return table.all("resolved = ?", 0);
    }

    @Override
    public List<RefundRecord> begunBetween(Instant from, Instant before) throws IOException {
        return table.all("begun_at >= ? AND begun_at < ?", from.toEpochMilli(), before.toEpochMilli());
    }
}
