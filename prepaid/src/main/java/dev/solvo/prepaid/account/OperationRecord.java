package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.Posting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * An operation as an operator sees it.
 *
 * @param journal its number in the journal
 * @param account whose card, or the id that stands for a terminal
 * @param key its key
 * @param kind what it does
 * @param at when it was decided
 * @param terminal where; empty for an operator
 * @param batch the terminal's batch; 0 for none
 * @param amount what was asked for
 * @param approved what was done
 * @param change what it changed on the card: negative if money left it
 * @param balance what was on the card afterwards, held or not
 * @param held what of it was held
 * @param state the card's state afterwards
 * @param refusal why it was refused; empty if it was done
 * @param cause what a terminal was not told about the refusal, such as BLOCKED or PIN_WRONG; may be empty, and is once the answer
 *     is forgotten
 * @param original the key of the operation that it refers to
 * @param other the other card of a transfer or a replacement
 * @param operator who ordered it; may be empty
 * @param reason why; may be empty
 * @param captured what of a hold was captured since
 * @param refunded what was given back since
 * @param reversed whether it was undone since
 * @param postings its lines in the journal
 */
public record OperationRecord(
        long journal,
        AccountId account,
        OperationKey key,
        OperationKind kind,
        Instant at,
        String terminal,
        int batch,
        Money amount,
        Money approved,
        Money change,
        Money balance,
        Money held,
        CardState state,
        Optional<RefusalReason> refusal,
        String cause,
        Optional<OperationKey> original,
        Optional<AccountId> other,
        String operator,
        String reason,
        Money captured,
        Money refunded,
        boolean reversed,
        List<Posting> postings) {
    /** Copies the list. */
    public OperationRecord {
        postings = List.copyOf(postings);
    }
}
