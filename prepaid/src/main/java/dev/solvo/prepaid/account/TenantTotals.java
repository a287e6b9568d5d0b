package dev.solvo.prepaid.account;

import dev.solvo.prepaid.ledger.SystemBalance;
import java.util.List;
import org.joda.money.Money;

/**
 * Where a tenant's money is.
 *
 * @param owedToCards what is on all cards, by currency: what the system accounts sum up to, with the other sign
 * @param systemBalances the system accounts: credits less debits
 */
public record TenantTotals(List<Money> owedToCards, List<SystemBalance> systemBalances) {
    /** Copies the lists. */
    public TenantTotals {
        owedToCards = List.copyOf(owedToCards);
        systemBalances = List.copyOf(systemBalances);
    }
}
