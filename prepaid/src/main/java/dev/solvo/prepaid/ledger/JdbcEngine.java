package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Decides and stores: what the ledgers on databases have in common. */
final class JdbcEngine {
    /** So often a decision is made without holding anything; whoever lost that often takes the accounts' rows first. */
    private static final int FREE_TRIES = 3;

    private static final int MOST_TRIES = 12;

    private final JdbcWork work;
    private final JdbcBooks books;
    private final DebitStatement debitStatement;

    JdbcEngine(JdbcWork work, JdbcBooks books, DebitStatement debitStatement) {
        this.work = work;
        this.books = books;
        this.debitStatement = debitStatement;
    }

    Optional<LedgerResult> debit(PlainDebit debit) throws LedgerException {
        DecisionRules.check(debit);
        return work.run(attempt -> {
            boolean duplicate = false;
            SQLException error = new JdbcWork.Undone();
            try {
                Optional<OperationRow> stored = debitStatement.debit(attempt, debit);
                if (stored.isPresent()) {
                    return Optional.of(new LedgerResult.Decided(stored.get()));
                }
            } catch (SQLException e) {
                if (SqlFailure.of(e) != SqlFailure.DUPLICATE) {
                    throw e;
                }
                attempt.settled();
                duplicate = true;
                error = e;
            }
            Optional<LedgerResult> earlier = earlier(attempt.connection(), debit.command());
            if (duplicate && earlier.isEmpty()) {
                throw error;
            }
            return earlier;
        });
    }

    LedgerResult execute(LedgerCommand command, Decider decider) throws LedgerException {
        return work.run(attempt -> {
            Set<AccountId> contended = new HashSet<>();
            for (int tried = 1; tried <= MOST_TRIES; tried++) {
                Optional<LedgerResult> earlier = earlier(attempt.connection(), command);
                if (earlier.isPresent()) {
                    return earlier.get();
                }
                Optional<LedgerResult> result = tried <= FREE_TRIES
                        ? tryFreely(attempt, command, decider, contended)
                        : tryHolding(attempt, command, decider, contended);
                if (result.isPresent()) {
                    return result.get();
                }
            }
            throw new LedgerException(
                    LedgerException.Cause.CONTENTION, "others changed the account each of " + MOST_TRIES + " times");
        });
    }

    /** Empty if it has to be decided anew. */
    private Optional<LedgerResult> tryFreely(
            JdbcWork.Attempt attempt, LedgerCommand command, Decider decider, Set<AccountId> contended)
            throws SQLException, LedgerException {
        Decision decision = decide(attempt.connection(), command, decider);
        decision.accounts().forEach(row -> contended.add(row.id()));
        return store(attempt, decision, connection -> books.store(connection, decision));
    }

    /** As {@link #tryFreely}, with the rows held that others were faster with. */
    private Optional<LedgerResult> tryHolding(
            JdbcWork.Attempt attempt, LedgerCommand command, Decider decider, Set<AccountId> contended)
            throws SQLException, LedgerException {
        TenantId tenant = command.id().tenant();
        Decision[] made = new Decision[1];
        try {
            long number = attempt.transaction(connection -> {
                books.lock(connection, tenant, contended);
                if (books.find(connection, command.id()).isPresent()) {
                    throw new JdbcWork.Undone();
                }
                made[0] = decide(connection, command, decider);
                made[0].accounts().forEach(row -> contended.add(row.id()));
                return books.store(connection, made[0]);
            });
            return Optional.of(decided(made[0], number));
        } catch (SQLException e) {
            return made[0] == null ? retried(e) : afterFailure(attempt, made[0], e);
        }
    }

    private Optional<LedgerResult> store(
            JdbcWork.Attempt attempt, Decision decision, JdbcWork.InTransaction<Long> storing)
            throws SQLException, LedgerException {
        try {
            return Optional.of(decided(decision, attempt.transaction(storing)));
        } catch (SQLException e) {
            return afterFailure(attempt, decision, e);
        }
    }

    private static LedgerResult decided(Decision decision, long number) {
        return new LedgerResult.Decided(decision.entries().get(0).operation().numbered(number));
    }

    private static Optional<LedgerResult> retried(SQLException e) throws SQLException {
        if (e instanceof JdbcWork.Undone) {
            return Optional.empty();
        }
        throw e;
    }

    /** A key of the decision that stands on another card is a conflict; all else is decided anew. */
    private Optional<LedgerResult> afterFailure(JdbcWork.Attempt attempt, Decision decision, SQLException e)
            throws SQLException {
        if (SqlFailure.of(e) != SqlFailure.DUPLICATE) {
            return retried(e);
        }
        attempt.settled();
        for (JournalEntry entry : decision.entries()) {
            OperationId id = entry.operation().id();
            Optional<OperationRow> stored = books.find(attempt.connection(), id);
            if (stored.isPresent() && !stored.get().id().account().equals(id.account())) {
                return Optional.of(new LedgerResult.Conflicting(stored.get()));
            }
        }
        return Optional.empty();
    }

    private Decision decide(Connection connection, LedgerCommand command, Decider decider)
            throws SQLException, LedgerException {
        JdbcView view = new JdbcView(books, connection, command.id().tenant());
        Decision decision;
        try {
            decision = decider.decide(view);
        } catch (LedgerException e) {
            if (view.failure().isPresent()) {
                throw view.failure().get();
            }
            throw e;
        }
        DecisionRules.check(command, decision);
        if (books.isSharded()) {
            checkOneAccount(command.id().account(), decision);
        }
        return decision;
    }

    private static void checkOneAccount(AccountId account, Decision decision) {
        boolean others = decision.accounts().stream().anyMatch(row -> !row.id().equals(account))
                || decision.entries().stream()
                        .anyMatch(entry -> !entry.operation().id().account().equals(account));
        if (others) {
            throw new IllegalArgumentException("one transaction cannot change two accounts of a sharded ledger");
        }
    }

    /** What was decided under the command's key before. */
    private Optional<LedgerResult> earlier(Connection connection, LedgerCommand command) throws SQLException {
        return books.find(connection, command.id()).map(stored -> {
            boolean same = stored.id().account().equals(command.id().account())
                    && !stored.fingerprint().isEmpty()
                    && stored.fingerprint().equals(command.fingerprint());
            return same ? new LedgerResult.Replayed(stored) : new LedgerResult.Conflicting(stored);
        });
    }
}
