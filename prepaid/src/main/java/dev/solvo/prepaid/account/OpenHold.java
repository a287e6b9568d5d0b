package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * A hold that still holds something.
 *
 * @param key the key of the authorisation
 * @param terminal where it was made
 * @param authorised what was held at first
 * @param captured what was captured since
 * @param held what is still held
 * @param made when
 * @param expires when it ends; empty if it belongs to a transfer that is under way
 */
public record OpenHold(
        OperationKey key,
        String terminal,
        Money authorised,
        Money captured,
        Money held,
        Instant made,
        Optional<Instant> expires) {}
