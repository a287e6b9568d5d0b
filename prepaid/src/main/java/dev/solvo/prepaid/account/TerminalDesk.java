package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/**
 * What a terminal can do. All of it may be called by any number of threads.
 *
 * <p>A card that cannot be used is refused as {@link RefusalReason#NOT_ACCEPTED}, whatever the cause, and whether there is such a card
 * or not. How long an answer takes is not hidden.
 *
 * <p>Amounts are more than 0, else it is an IllegalArgumentException. A {@link LedgerException} says that nothing happened.
 */
public final class TerminalDesk {
    private final Teller teller;

    TerminalDesk(Teller teller) {
        this.teller = teller;
    }

    /**
     * The same desk, which notes the terminal's batch with each operation.
     *
     * @param number 1 or more
     */
    public TerminalDesk inBatch(int number) {
        return new TerminalDesk(teller.of(teller.caller().inBatch(number)));
    }

    /** What is on a card that has no PIN, or whose product shows it without. */
    public BalanceAnswer balance(CardCode card) throws LedgerException {
        return new BalanceInquiry(teller).ask(card, Optional.empty());
    }

    /** What is on a card. A wrong PIN counts. */
    public BalanceAnswer balance(CardCode card, Pin pin) throws LedgerException {
        return new BalanceInquiry(teller).ask(card, Optional.of(pin));
    }

    /** Spends all of an amount or nothing, without a PIN. */
    public Answer debit(CardCode card, Money amount, OperationKey key) throws LedgerException {
        return debit(Spending.of(card, amount), key);
    }

    /** Spends. A {@link Spending#lifetime()} is misuse. */
    public Answer debit(Spending spending, OperationKey key) throws LedgerException {
        requireNoLifetime(spending);
        return teller.debit(
                spending, order(spending, key, OperationKind.DEBIT), draft -> MoneyDecisions.debit(draft, spending));
    }

    /** Holds an amount for later captures, which name it by this key. */
    public Answer authorise(Spending spending, OperationKey key) throws LedgerException {
        return teller.atTerminal(
                spending.card(),
                order(spending, key, OperationKind.AUTHORISE)
                        .with(spending.lifetime().map(Object::toString).orElse("")),
                draft -> MoneyDecisions.authorise(draft, spending));
    }

    /**
     * Spends what is held, or a part, or more than it if the product's rules and the balance allow. May be repeated until all is
     * captured or the rest is released.
     *
     * @param authorisation the key of the authorisation
     */
    public Answer capture(CardCode card, OperationKey authorisation, Money amount, CaptureRest rest, OperationKey key)
            throws LedgerException {
        return teller.atTerminal(
                card,
                new Order(key, OperationKind.CAPTURE)
                        .amount(amount)
                        .original(authorisation)
                        .with(rest.name()),
                draft -> HoldDecisions.capture(draft, rest));
    }

    /**
     * Gives back what is left of a hold; {@code approved} is how much that was.
     *
     * @param authorisation the key of the authorisation
     */
    public Answer release(CardCode card, OperationKey authorisation, OperationKey key) throws LedgerException {
        return teller.atTerminal(
                card, new Order(key, OperationKind.RELEASE).original(authorisation), HoldDecisions::release);
    }

    /**
     * Gives back spent money, at most as much as the original spent and was not given back yet. Cards that cannot be used any more
     * take it too; what comes back to a replaced card goes on to its successor.
     *
     * @param original the key of a debit or a capture, at any of the tenant's terminals
     */
    public Answer refund(CardCode card, OperationKey original, Money amount, OperationKey key) throws LedgerException {
        return teller.atTerminal(
                card, new Order(key, OperationKind.REFUND).amount(amount).original(original), RefundDecisions::refund);
    }

    /** Gives back money without naming what it was spent by, if the product's rules allow it at terminals. */
    public Answer unlinkedRefund(CardCode card, Money amount, OperationKey key) throws LedgerException {
        LedgerAccount merchant =
                LedgerAccount.settlement(new TerminalId(teller.caller().terminal()));
        return teller.atTerminal(
                card,
                new Order(key, OperationKind.UNLINKED_REFUND).amount(amount),
                draft -> MoneyDecisions.load(draft, merchant));
    }

    /** Puts money on a card. */
    public Answer load(CardCode card, Money amount, OperationKey key) throws LedgerException {
        return teller.atTerminal(
                card,
                new Order(key, OperationKind.LOAD).amount(amount),
                draft -> MoneyDecisions.load(draft, LedgerAccount.FUNDING));
    }

    /** Makes an issued card usable. */
    public Answer activate(CardCode card, OperationKey key) throws LedgerException {
        return teller.atTerminal(card, new Order(key, OperationKind.ACTIVATE), CardDecisions::activate);
    }

    /**
     * Undoes an operation of this terminal whose answer it never had, wholly. {@code approved} is how much was undone. If the original
     * has not arrived, {@code approved} is 0 and it will be refused as {@link RefusalReason#REVERSED} when it does. After
     * {@link RefusalReason#NOT_ACCEPTED} nothing of that key stands on the card either.
     *
     * <p>Debits, captures, authorisations, loads, refunds and activations can be reversed; a transfer is undone by one back.
     *
     * @param original the key of the operation
     */
    public Answer reverse(CardCode card, OperationKey original, OperationKey key) throws LedgerException {
        if (original.equals(key)) {
            throw new IllegalArgumentException("a reversal has a key of its own");
        }
        return teller.atTerminal(
                card, new Order(key, OperationKind.REVERSE).original(original), ReversalDecisions::reverse);
    }

    /** Gives money to another card of the same currency. {@link Spending#isOrLess} and {@link Spending#lifetime} are misuse. */
    public Answer transfer(Spending from, CardCode to, OperationKey key) throws LedgerException {
        requireNoLifetime(from);
        if (from.isOrLess()) {
            throw new IllegalArgumentException("a transfer gives all of the amount or nothing");
        }
        Optional<AccountRow> taker = teller.office().find(teller.caller().tenant(), to);
        AccountId other = taker.map(AccountRow::id)
                .orElseGet(() -> teller.office().newest(teller.caller().tenant(), to));
        Order order = order(from, key, OperationKind.TRANSFER).other(other);
        return teller.serveAtTerminal(from.card(), order, known -> teller.transfer(known, taker, order, from.pin()));
    }

    /** Changes a card's PIN. A wrong old one counts. */
    public Answer changePin(CardCode card, Pin old, Pin changed, OperationKey key) throws LedgerException {
        Order order = new Order(key, OperationKind.PIN).with("change").salted();
        return teller.serveAtTerminal(card, order, known -> {
            order.keyed(teller.keyed(key, known.id(), changed));
            return teller.answer(
                    known, order, teller.execute(known, order, draft -> CardDecisions.changePin(draft, old, changed)));
        });
    }

    /**
     * Closes a batch: compares the terminal's totals with those of the books.
     *
     * @param batch 1 or more
     * @param totals a line for each kind and currency that the terminal has; a missing line counts as 0
     */
    public BatchAnswer closeBatch(int batch, List<BatchLine> totals, OperationKey key) throws LedgerException {
        return new BatchClosing(teller.of(teller.caller().inBatch(batch))).close(totals, key);
    }

    private static Order order(Spending spending, OperationKey key, OperationKind kind) {
        Order order = new Order(key, kind).amount(spending.amount()).with(spending.isOrLess() ? "or less" : "all");
        return spending.pin().isPresent() ? order.salted() : order;
    }

    private static void requireNoLifetime(Spending spending) {
        if (spending.lifetime().isPresent()) {
            throw new IllegalArgumentException("only an authorisation holds for a time");
        }
    }
}
