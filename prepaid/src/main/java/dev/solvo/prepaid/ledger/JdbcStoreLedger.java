package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import java.util.Optional;

/** Books that a {@link JdbcStore} keeps; the ones differ in the source and the statements that they give it. */
abstract sealed class JdbcStoreLedger implements Ledger, LedgerRows permits JdbcLedger, PostgresLedger, LedgerDatabase {
    private final JdbcStore store;

    JdbcStoreLedger(JdbcStore store) {
        this.store = store;
    }

    @Override
    public final LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        return store.execute(command, decider);
    }

    @Override
    public final Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException {
        return store.debit(debit);
    }

    @Override
    public final boolean together(TenantId tenant, AccountId first, AccountId second) {
        return store.together(tenant, first, second);
    }

    @Override
    public final LedgerReads reads() {
        return store.reads();
    }

    @Override
    public final long forgetKeys(long before) throws LedgerException {
        return store.forgetKeys(before);
    }

    @Override
    public final LedgerSeal seal() throws LedgerException {
        return store.seal();
    }

    @Override
    public final LedgerAudit audit() throws LedgerException {
        return store.audit();
    }

    @Override
    public final void export(LedgerRowSink sink) throws LedgerException {
        store.export(sink);
    }

    @Override
    public final Restoration restore() throws LedgerException {
        return store.restore();
    }

    @Override
    public void close() {
        store.close();
    }
}
