package dev.solvo.conformance.prepaid;

import dev.solvo.conformance.CaseException;
import dev.solvo.prepaid.OperationKey;
import java.time.Duration;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a case wants done.
 *
 * @param operation what
 * @param at the till, or {@value #OFFICE}
 * @param card the case's name for the card
 * @param to the other card, where there are two
 * @param product whose rules an issued card follows
 * @param amount how much
 * @param key the idempotency key
 * @param original the key of the operation that this one refers to
 * @param pin what the cardholder enters
 * @param heldFor how long a hold lasts
 * @param orLess whether less will do
 * @param release whether a capture releases the rest
 * @param inactive whether a card is issued inactive
 * @param reason what the operator says
 */
record PrepaidOrder(
        PrepaidOperation operation,
        String at,
        String card,
        Optional<String> to,
        Optional<String> product,
        Optional<Money> amount,
        OperationKey key,
        Optional<OperationKey> original,
        Optional<String> pin,
        Optional<Duration> heldFor,
        boolean orLess,
        boolean release,
        boolean inactive,
        String reason) {
    static final String OFFICE = "office";

    boolean atOffice() {
        return at.equals(OFFICE);
    }

    Money money() throws CaseException {
        return amount.orElseThrow(() -> new CaseException(operation.word() + " needs the key amount"));
    }

    @Override
    public String toString() {
        return at + ": " + operation.word() + amount.map(money -> " " + money).orElse("") + ", card " + card
                + to.map(other -> " and " + other).orElse("") + ", key " + key;
    }
}
