package dev.solvo.qr.wallet.record;

import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.Wallet;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Records of collections in the table {@code solvo_collection} of a database that many tills share. Every call takes one
 * connection and gives it back; every saving is one statement, durable as the database makes it (SQLite: with
 * {@code synchronous=FULL}).
 *
 * <p>Tested with SQLite and PostgreSQL. Another database has to tell capital from small letters in numbers and sales
 * (MySQL: a binary collation), and to let one of two rows in that take the same unique value at the same time.
 */
public final class JdbcCollectionStore implements CollectionStore {
    private final RecordTable<CollectionRecord> table;

    /** A store on that database, whose table {@link #createTable()} makes or the merchant's own migrations make. */
    public JdbcCollectionStore(DataSource source) {
        table = new RecordTable<>(source, RecordKind.COLLECTION);
    }

    /** Makes the table and its indexes if they are not there. */
    public void createTable() throws IOException {
        table.create();
    }

    @Override
    public Saved save(CollectionRecord record) throws IOException {
        return table.save(record);
    }

    @Override
    public Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number) throws IOException {
        return table.first("record_key = ?", RecordKind.key(wallet, account, number));
    }

    @Override
    public Optional<CollectionRecord> blocking(SaleReference sale) throws IOException {
        return table.first("blocking_group = ?", sale.text());
    }

    @Override
    public List<CollectionRecord> unresolved() throws IOException {
        return table.all("resolved = ?", 0);
    }

    @Override
    public List<CollectionRecord> begunBetween(Instant from, Instant before) throws IOException {
        return table.all("begun_at >= ? AND begun_at < ?", from.toEpochMilli(), before.toEpochMilli());
    }
}
