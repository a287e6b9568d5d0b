package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import org.joda.money.Money;

/** What became of something that was spent offline. */
public sealed interface OfflineAnswer {
    /** The key that was asked with. */
    OperationKey key();

    /**
     * It is in the books; the merchant is owed all of it.
     *
     * @param key the key that was asked with
     * @param debited what the card had
     * @param suspense what it had not, which the issuer looks into
     * @param replayed whether it was in the books already
     */
    record Booked(OperationKey key, Money debited, Money suspense, boolean replayed) implements OfflineAnswer {}

    /** The key stands for something else. */
    record Conflict(OperationKey key) implements OfflineAnswer {}

    /** It was not learned whether it is in the books. Ask again with the same key. */
    record Unknown(OperationKey key) implements OfflineAnswer {}
}
