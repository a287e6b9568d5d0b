package dev.solvo.prepaid.offline;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A record that is in the books.
 *
 * @param sequence its number
 * @param key its key in the books
 * @param tillKey the till's own key, as on the receipt
 * @param spent when, by the terminal's clock
 * @param batch the terminal's batch
 * @param debited what the card had
 * @param suspense what it had not
 * @param account the account that the suspense is about, which is the terminal's own if the card is unknown; empty if there is no
 *     suspense
 * @param duplicate whether it was in the books before
 */
public record BookedRecord(
        long sequence,
        OperationKey key,
        OperationKey tillKey,
        Instant spent,
        int batch,
        Money debited,
        Money suspense,
        Optional<AccountId> account,
        boolean duplicate) {}
