package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.LedgerException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * What came of an upload, for the issuer.
 *
 * @param chain whose
 * @param bookedUpTo all records up to this one are in the books or declared lost
 * @param records what is in the books now, in its order
 * @param refused what is not booked
 * @param missing what must come, or be declared lost, before the parked records are booked
 * @param parked how many records wait
 * @param lost what was declared lost by this call
 * @param unknown whether the outcome of a booking was not learned; the terminal sends it again
 * @param failure why the books could not be used, if that ended it
 */
public record BookingReport(
        UploadChain chain,
        long bookedUpTo,
        List<BookedRecord> records,
        List<RefusedRecord> refused,
        Optional<UploadAnswer.Hindrance.Missing> missing,
        int parked,
        Optional<LostRecords> lost,
        boolean unknown,
        Optional<LedgerException.Cause> failure) {
    /** Copies the lists. */
    public BookingReport {
        records = List.copyOf(records);
        refused = List.copyOf(refused);
    }

    /** How many records were booked by this call. */
    public int booked() {
        return (int) records.stream().filter(record -> !record.duplicate()).count();
    }

    /** How many records were in the books before. */
    public int duplicates() {
        return records.size() - booked();
    }

    /** What this call debited from cards. */
    public Money debited(CurrencyUnit currency) {
        return sum(currency, false);
    }

    /** What this call put into suspense. */
    public Money suspense(CurrencyUnit currency) {
        return sum(currency, true);
    }

    private Money sum(CurrencyUnit currency, boolean suspense) {
        Money sum = Money.zero(currency);
        for (BookedRecord record : records) {
            Money amount = suspense ? record.suspense() : record.debited();
            if (!record.duplicate() && amount.getCurrencyUnit().equals(currency)) {
                sum = sum.plus(amount);
            }
        }
        return sum;
    }

    /** What this call put into suspense for each account: cards that were overspent, or, under the terminal's own, unknown ones. */
    public Map<AccountId, Money> suspenseByAccount() {
        Map<AccountId, Money> sums = new LinkedHashMap<>();
        for (BookedRecord record : records) {
            if (!record.duplicate() && record.account().isPresent()) {
                sums.merge(record.account().get(), record.suspense(), Money::plus);
            }
        }
        return sums;
    }
}
