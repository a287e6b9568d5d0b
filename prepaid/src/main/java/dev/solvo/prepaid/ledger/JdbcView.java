package dev.solvo.prepaid.ledger;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a decider sees. An account is read once, and before anything else about it: whatever changes in its operations
 * afterwards changes its version too, so that the decision is not stored.
 */
final class JdbcView implements LedgerView {
    private final JdbcBooks books;
    private final Connection connection;
    private final TenantId tenant;
    private final Map<AccountId, Optional<AccountRow>> accounts = new HashMap<>();
    private Optional<SQLException> failure = Optional.empty();

    JdbcView(JdbcBooks books, Connection connection, TenantId tenant) {
        this.books = books;
        this.connection = connection;
        this.tenant = tenant;
    }

    /** The error of the database that a method ended with. */
    Optional<SQLException> failure() {
        return failure;
    }

    @Override
    public Optional<AccountRow> account(AccountId account) throws LedgerException {
        Optional<AccountRow> known = accounts.get(account);
        if (known != null) {
            return known;
        }
        Optional<AccountRow> read = reading(() -> books.account(connection, tenant, account));
        accounts.put(account, read);
        return read;
    }

    @Override
    public Optional<OperationRow> operation(AccountId account, OperationKey key) throws LedgerException {
        account(account);
        return reading(() -> books.operation(connection, new OperationId(tenant, account, key)));
    }

    @Override
    public Usage usage(AccountId account, Set<OperationKind> kinds, long since) throws LedgerException {
        account(account);
        return reading(() -> books.usage(connection, tenant, account, kinds, since));
    }

    @Override
    public List<OperationRow> openHolds(AccountId account, int most) throws LedgerException {
        account(account);
        return reading(() -> books.openHolds(connection, tenant, account, most));
    }

    private interface Reading<T> {
        T read() throws SQLException;
    }

    private <T> T reading(Reading<T> reading) throws LedgerException {
        try {
            return reading.read();
        } catch (SQLException e) {
            failure = Optional.of(e);
            throw SqlFailure.of(e).exception(e);
        }
    }
}
