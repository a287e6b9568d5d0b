package dev.solvo.prepaid.ledger;

/**
 * Moves books from one engine to another: from SQLite to PostgreSQL when a till becomes a shop, and back. Accounts, entries with
 * their numbers, and the hash chain arrive as they were; keys and answers too, so that who asks again is answered as before.
 *
 * <p>Nobody may write to the books meanwhile. The source is audited before and the target after, and both end with the same seal;
 * if anything differs, the target stays empty.
 */
public final class LedgerCopy {
    private LedgerCopy() {}

    /**
     * What was copied.
     *
     * @param seal the seal that both have
     * @param accounts how many accounts
     * @param entries how many entries
     */
    public record Report(LedgerSeal seal, long accounts, long entries) {}

    /**
     * Copies all of one store into another one, which is empty.
     *
     * @throws LedgerException CORRUPT if the source is not sound, INCOMPATIBLE if the target is not empty, CONTENTION if others wrote
     *     to the source meanwhile, or what a store throws; the target is empty then
     */
    public static <S extends Ledger & LedgerRows, T extends Ledger & LedgerRows> Report copy(S source, T target)
            throws LedgerException {
        requireSound(source, "the source");
        Counting counting;
        LedgerSeal seal;
        try (LedgerRows.Restoration restoration = target.restore()) {
            counting = new Counting(restoration);
            source.export(counting);
            seal = counting.sealedAs(source);
            restoration.finish(seal);
        }
        requireSound(target, "the target");
        if (!target.seal().equals(seal)) {
            throw new LedgerException(LedgerException.Cause.CORRUPT, "the target has another seal than the source");
        }
        return counting.report(seal);
    }

    static void requireSound(Ledger books, String which) throws LedgerException {
        LedgerAudit audit = books.audit();
        if (!audit.isSound()) {
            LedgerAudit.Finding first = audit.findings().get(0);
            throw new LedgerException(
                    LedgerException.Cause.CORRUPT,
                    which + " is not sound: " + first.fault() + " " + first.where() + ": " + first.text());
        }
    }

    /** Counts what passes. */
    static final class Counting implements LedgerRows.LedgerRowSink {
        private final LedgerRows.LedgerRowSink target;
        private long accounts;
        private long entries;

        Counting(LedgerRows.LedgerRowSink target) {
            this.target = target;
        }

        @Override
        public void account(AccountRow account) throws LedgerException {
            target.account(account);
            accounts++;
        }

        @Override
        public void entry(JournalEntry entry) throws LedgerException {
            target.entry(entry);
            entries++;
        }

        /** The source's seal, if it covers what passed and nothing else. */
        LedgerSeal sealedAs(Ledger source) throws LedgerException {
            LedgerSeal seal = source.seal();
            if (seal.entries() != entries) {
                throw new LedgerException(
                        LedgerException.Cause.CONTENTION, "others wrote to the books while they were read out");
            }
            return seal;
        }

        Report report(LedgerSeal seal) {
            return new Report(seal, accounts, entries);
        }
    }
}
