package dev.solvo.prepaid.account;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.tlv.Bytes;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What became of an operation. {@link Done} and {@link Refused} are final: they are in the books, and the same key gets the same
 * again. After {@link Unknown}, ask again with the same key.
 */
public sealed interface Answer {
    /** The key that was asked with. */
    OperationKey key();

    /** Whether the answer was in the books already. The only part of an answer that differs when it is asked for again. */
    boolean replayed();

    /** The whole answer but {@link #replayed} in a canonical form: equal answers have equal bytes. */
    Bytes stored();

    /**
     * Done, and durable.
     *
     * @param key the key that was asked with
     * @param approved what was done; less than what was asked for if that was allowed, 0 if it is not about money
     * @param balance what is on the card now; at a terminal empty if the card has a PIN that was not given, or cannot be used any more
     * @param state the card's state now; empty at a terminal
     * @param journal the operation's number in the journal
     * @param replayed whether the answer was in the books already
     */
    record Done(
            OperationKey key,
            Money approved,
            Optional<CardBalance> balance,
            Optional<CardState> state,
            long journal,
            boolean replayed)
            implements Answer {
        @Override
        public Bytes stored() {
            return AnswerBytes.of(this);
        }
    }

    /**
     * Not done, and will not be under this key.
     *
     * @param key the key that was asked with
     * @param reason why
     * @param balance what is on the card; empty if that is not shown
     * @param state the card's state; empty at a terminal
     * @param replayed whether the answer was in the books already; always false with {@link RefusalReason#NOT_ACCEPTED} at a
     *     terminal, because it would tell that there is such a card
     */
    record Refused(
            OperationKey key,
            RefusalReason reason,
            Optional<CardBalance> balance,
            Optional<CardState> state,
            boolean replayed)
            implements Answer {
        @Override
        public Bytes stored() {
            return AnswerBytes.of(this);
        }
    }

    /**
     * The key stands for something else, or for something so long ago that its answer is forgotten. Nothing was done.
     *
     * @param key the key that was asked with
     */
    record Conflict(OperationKey key) implements Answer {
        @Override
        public boolean replayed() {
            return false;
        }

        @Override
        public Bytes stored() {
            return AnswerBytes.of(this);
        }
    }

    /**
     * It was not learned whether it was done. Ask again with the same key.
     *
     * @param key the key that was asked with
     */
    record Unknown(OperationKey key) implements Answer {
        @Override
        public boolean replayed() {
            return false;
        }

        @Override
        public Bytes stored() {
            return AnswerBytes.of(this);
        }
    }
}
