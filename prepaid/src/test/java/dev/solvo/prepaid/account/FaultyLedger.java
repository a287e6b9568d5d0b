package dev.solvo.prepaid.account;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.Decider;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerReads;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.LedgerSeal;
import dev.solvo.prepaid.ledger.PlainDebit;
import java.util.Optional;

/** Books whose connection breaks when a test says so. */
final class FaultyLedger implements Ledger {
    private final Ledger books;
    private int until;
    private Fault fault = Fault.NOTHING_STORED;

    enum Fault {
        /** Nothing is stored, and the caller is told so. */
        NOTHING_STORED,
        /** Nothing is stored, and the caller is not told. */
        LOST_BEFORE,
        /** All is stored, and the caller is not told. */
        LOST_AFTER
    }

    FaultyLedger(Ledger books) {
        this.books = books;
    }

    /** The so manieth of the next executions and plain debits fails. */
    void failExecution(int which, Fault how) {
        until = which;
        fault = how;
    }

    private boolean failsNow() {
        return until > 0 && --until == 0;
    }

    private LedgerException failure() {
        return fault == Fault.NOTHING_STORED
                ? new LedgerException(LedgerException.Cause.UNAVAILABLE, "the connection is refused")
                : new LedgerException(LedgerException.Cause.OUTCOME_UNKNOWN, "the connection broke");
    }

    @Override
    public LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        if (!failsNow()) {
            return books.execute(command, decider);
        }
        if (fault == Fault.LOST_AFTER) {
            books.execute(command, decider);
        }
        throw failure();
    }

    @Override
    public Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException {
        if (!failsNow()) {
            return books.debit(debit);
        }
        if (fault == Fault.LOST_AFTER) {
            books.debit(debit);
        }
        throw failure();
    }

    @Override
    public boolean together(TenantId tenant, AccountId first, AccountId second) {
        return books.together(tenant, first, second);
    }

    @Override
    public LedgerReads reads() {
        return books.reads();
    }

    @Override
    public long forgetKeys(long before) throws LedgerException {
        return books.forgetKeys(before);
    }

    @Override
    public LedgerSeal seal() throws LedgerException {
        return books.seal();
    }

    @Override
    public LedgerAudit audit() throws LedgerException {
        return books.audit();
    }

    @Override
    public void close() throws LedgerException {
        books.close();
    }
}
