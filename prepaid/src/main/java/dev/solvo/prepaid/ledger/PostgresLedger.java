package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Books on PostgreSQL: a plain debit is one statement and one round trip. All else is as with {@link JdbcLedger}, on the same
 * tables; both can be at work on one database at the same time.
 *
 * <p>What it returns is on the disk of the server, if {@code fsync} and {@code synchronous_commit} are on as they are by default,
 * and on that of a standby too, if the server has a synchronous one.
 */
public final class PostgresLedger implements Ledger, LedgerRows {
    private final JdbcStore store;

    /**
     * On a source that somebody else closes.
     *
     * @param source gives connections that are in auto-commit mode, at best from a pool
     * @param settings how it is used
     * @param pause lets a thread wait between two attempts
     * @throws IllegalArgumentException if the settings are those of a sharded source
     */
    public PostgresLedger(DataSource source, JdbcSettings settings, JdbcPause pause) {
        if (settings.sharded()) {
            throw new IllegalArgumentException("a sharded source needs the statements of JdbcLedger");
        }
        store = new JdbcStore(source, settings, pause, new PostgresDebit());
    }

    @Override
    public LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        return store.execute(command, decider);
    }

    @Override
    public Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException {
        return store.debit(debit);
    }

    @Override
    public boolean together(TenantId tenant, AccountId first, AccountId second) {
        return store.together(tenant, first, second);
    }

    @Override
    public LedgerReads reads() {
        return store.reads();
    }

    @Override
    public long forgetKeys(long before) throws LedgerException {
        return store.forgetKeys(before);
    }

    @Override
    public LedgerSeal seal() throws LedgerException {
        return store.seal();
    }

    @Override
    public LedgerAudit audit() throws LedgerException {
        return store.audit();
    }

    @Override
    public void export(LedgerRowSink sink) throws LedgerException {
        store.export(sink);
    }

    @Override
    public Restoration restore() throws LedgerException {
        return store.restore();
    }

    @Override
    public void close() {
        store.close();
    }
}
