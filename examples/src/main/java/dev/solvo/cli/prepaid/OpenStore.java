package dev.solvo.cli.prepaid;

import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;

/** Books that are open, with the keys and rules of one tenant. */
final class OpenStore implements AutoCloseable {
    private final BookStore store;
    private final CardCodeKeys keys;
    private final PrepaidAccounts accounts;
    private final TenantPolicy policy;
    private final String operator;

    OpenStore(BookStore store, CardCodeKeys keys, PrepaidAccounts accounts, TenantPolicy policy, String operator) {
        this.store = store;
        this.keys = keys;
        this.accounts = accounts;
        this.policy = policy;
        this.operator = operator;
    }

    Ledger ledger() {
        return store.ledger();
    }

    CardCodeKeys keys() {
        return keys;
    }

    PrepaidAccounts accounts() {
        return accounts;
    }

    TenantPolicy policy() {
        return policy;
    }

    TenantId tenant() {
        return policy.tenant();
    }

    TerminalDesk terminal(TerminalId terminal) {
        return accounts.terminal(tenant(), terminal);
    }

    OperatorDesk operator() {
        return accounts.operator(tenant(), operator);
    }

    @Override
    public void close() throws LedgerException {
        try {
            store.close();
        } finally {
            keys.close();
        }
    }
}
