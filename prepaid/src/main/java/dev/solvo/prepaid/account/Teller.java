package dev.solvo.prepaid.account;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.LedgerView;
import dev.solvo.prepaid.ledger.OperationFacts;
import dev.solvo.prepaid.ledger.OperationId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.prepaid.ledger.PlainDebit;
import dev.solvo.tlv.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Takes a caller's orders to the books, and makes answers of what comes back. */
final class Teller {
    private final Office office;
    private final Caller caller;

    Teller(Office office, Caller caller) {
        this.office = office;
        this.caller = caller;
    }

    Office office() {
        return office;
    }

    Caller caller() {
        return caller;
    }

    Teller of(Caller other) {
        return new Teller(office, other);
    }

    /** An order on a card by a terminal: one refusal for all cards that are not accepted, and not too many of them. */
    Answer atTerminal(CardCode card, Order order, Order.Logic logic) throws LedgerException {
        return serveAtTerminal(card, order, known -> answer(known, order, execute(known, order, logic)));
    }

    @FunctionalInterface
    interface Service {
        Answer on(AccountRow known) throws LedgerException;
    }

    Answer serveAtTerminal(CardCode card, Order order, Service service) throws LedgerException {
        if (order.isBeyondLimit()) {
            return Answers.refused(order.key(), RefusalReason.LIMIT);
        }
        if (!admits(card)) {
            return Answers.refused(order.key(), RefusalReason.TOO_MANY_TRIES);
        }
        return served(card, order, service);
    }

    private Answer served(CardCode card, Order order, Service service) throws LedgerException {
        Answer answer = answering(order.key(), () -> {
            Optional<AccountRow> known = office.find(caller.tenant(), card);
            return known.isPresent() ? service.on(known.get()) : Answers.notAccepted(order.key());
        });
        if (isGuess(order, answer)) {
            countAttempt(card);
        }
        return answer;
    }

    /** A debit that one conditional update can decide, else as any other order. */
    Answer debit(Spending spending, Order order, Order.Logic logic) throws LedgerException {
        if (order.isBeyondLimit()) {
            return Answers.refused(order.key(), RefusalReason.LIMIT);
        }
        if (!admits(spending.card())) {
            return Answers.refused(order.key(), RefusalReason.TOO_MANY_TRIES);
        }
        if (isPlain(spending)) {
            try {
                Optional<Answer> decided = plainDebit(spending.card(), order);
                if (decided.isPresent()) {
                    return decided.get();
                }
            } catch (LedgerException e) {
                if (!e.outcomeUnknown()) {
                    throw e;
                }
                return new Answer.Unknown(order.key());
            }
        }
        return served(spending.card(), order, known -> answer(known, order, execute(known, order, logic)));
    }

    /** Money from a card that was found to another one that may not have been. */
    Answer transfer(AccountRow known, Optional<AccountRow> taker, Order order, Optional<Pin> pin)
            throws LedgerException {
        boolean together = taker.isEmpty() || together(known.id(), taker.get().id());
        LedgerResult result = execute(
                known,
                order,
                draft -> together
                        ? MoneyDecisions.transfer(draft, pin, taker)
                        : MoneyDecisions.beginTransfer(draft, pin, taker));
        Optional<OperationRow> begun = Transfers.begun(result);
        if (begun.isEmpty()) {
            return answer(known, order, result);
        }
        try {
            LedgerResult end = new Transfers(office, caller.policy()).finish(begun.get());
            if (end instanceof LedgerResult.Decided decided) {
                return Answers.of(order.key(), decided.operation(), false, caller.isTerminal());
            }
            if (end instanceof LedgerResult.Replayed replayed) {
                return Answers.of(order.key(), replayed.operation(), true, caller.isTerminal());
            }
        } catch (LedgerException e) {
            // The money is held; whoever asks again, or sweeps, takes the transfer to its end.
            return new Answer.Unknown(order.key());
        }
        return new Answer.Conflict(order.key());
    }

    private boolean isPlain(Spending spending) {
        if (spending.pin().isPresent()) {
            return false;
        }
        boolean some = false;
        long amount = Order.minorUnits(spending.amount());
        for (ProductRules rules : caller.policy().products().values()) {
            if (rules.currency().equals(spending.amount().getCurrencyUnit())) {
                if (!rules.isPlainDebit(amount)) {
                    return false;
                }
                some = true;
            }
        }
        return some;
    }

    private Optional<Answer> plainDebit(CardCode card, Order order) throws LedgerException {
        Bytes fingerprint = order.fingerprint(caller);
        long at = office.now();
        for (int version : office.keys().codeVersions()) {
            AccountId account = office.keys().account(version, caller.tenant(), card);
            LedgerCommand command =
                    new LedgerCommand(new OperationId(caller.tenant(), account, order.key()), fingerprint);
            Optional<LedgerResult> result =
                    office.ledger().debit(new PlainDebit(command, order.facts(caller, at, account)));
            if (result.isPresent()) {
                if (result.get() instanceof LedgerResult.Decided decided) {
                    return Optional.of(Answers.of(order.key(), decided.operation(), false, true));
                }
                if (result.get() instanceof LedgerResult.Replayed replayed
                        && !Answers.isNotAccepted(replayed.operation())) {
                    return Optional.of(Answers.of(order.key(), replayed.operation(), true, true));
                }
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    boolean admits(CardCode card) {
        return office.limit()
                .admits(
                        caller.tenant(),
                        new TerminalId(caller.terminal()),
                        office.newest(caller.tenant(), card),
                        now());
    }

    void countAttempt(CardCode card) {
        office.limit()
                .notAccepted(
                        caller.tenant(),
                        new TerminalId(caller.terminal()),
                        office.newest(caller.tenant(), card),
                        now());
    }

    /** What a terminal that tries out codes gets: it counts. */
    private static boolean isGuess(Order order, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            return refused.reason() == RefusalReason.NOT_ACCEPTED || refused.reason() == RefusalReason.NOT_FOUND;
        }
        return order.kind() == OperationKind.REVERSE
                && answer instanceof Answer.Done done
                && done.approved().isZero();
    }

    private Instant now() {
        return Instant.ofEpochMilli(office.now());
    }

    /** An order on a card by an operator, who is told what is what. */
    Answer byOperator(CardReference card, Order order, Order.Logic logic) throws LedgerException {
        return serveOperator(card, order, known -> answer(known, order, execute(known, order, logic)));
    }

    Answer serveOperator(CardReference card, Order order, Service service) throws LedgerException {
        if (order.isBeyondLimit()) {
            return Answers.refused(order.key(), RefusalReason.LIMIT);
        }
        return answering(order.key(), () -> {
            Optional<AccountRow> known = office.find(caller.tenant(), card);
            return known.isPresent()
                    ? service.on(known.get())
                    : Answers.refused(order.key(), RefusalReason.UNKNOWN_CARD);
        });
    }

    @FunctionalInterface
    interface Asked {
        Answer answer() throws LedgerException;
    }

    static Answer answering(OperationKey key, Asked asked) throws LedgerException {
        try {
            return asked.answer();
        } catch (LedgerException e) {
            if (e.outcomeUnknown()) {
                return new Answer.Unknown(key);
            }
            throw e;
        }
    }

    /** Decides an order on a card that was found. */
    LedgerResult execute(AccountRow known, Order order, Order.Logic logic) throws LedgerException {
        Optional<AccountId> heir =
                known.state() == CardState.REPLACED ? Optional.of(office.heir(known)) : Optional.empty();
        Bytes salt = order.needsSalt() ? office.salt() : Bytes.EMPTY;
        OperationFacts facts = order.facts(caller, office.now(), known.id());
        boolean keyOfCard = false;
        boolean originalOfCard = false;
        while (true) {
            OperationKey key = keyOfCard ? DerivedKeys.ofCard(order.key(), known.id()) : order.key();
            LedgerCommand command =
                    new LedgerCommand(new OperationId(caller.tenant(), known.id(), key), order.fingerprint(caller));
            Draft.Setting setting =
                    new Draft.Setting(caller, office.keys(), salt, facts, originalOfCard, heir, this::together);
            LedgerResult result = office.ledger().execute(command, view -> decide(setting, view, command, logic));
            if (result instanceof LedgerResult.Conflicting conflict
                    && !conflict.earlier().id().account().equals(known.id())
                    && Answers.isNotAccepted(conflict.earlier())) {
                // That another card was not accepted under this key must not be learned from what happens to this one.
                OperationKey taken = conflict.earlier().id().key();
                if (!keyOfCard && taken.equals(order.key()) && DerivedKeys.isCallers(taken)) {
                    keyOfCard = true;
                    continue;
                }
                if (!originalOfCard && taken.value().equals(order.originalKey()) && DerivedKeys.isCallers(taken)) {
                    originalOfCard = true;
                    continue;
                }
            }
            if (heir.isPresent()) {
                finishForward(known.id(), key);
            }
            return result;
        }
    }

    private static Decision decide(Draft.Setting setting, LedgerView view, LedgerCommand command, Order.Logic logic)
            throws LedgerException {
        AccountId account = command.id().account();
        AccountRow row = view.account(account)
                .orElseThrow(() -> new LedgerException(
                        LedgerException.Cause.CORRUPT, "account " + account + " is not in the books any more"));
        try {
            Draft draft = new Draft(setting, view, command, row);
            draft.releaseDueHolds();
            return logic.decide(draft);
        } catch (ArithmeticException e) {
            return new Draft(setting, view, command, row).refused(RefusalReason.LIMIT);
        }
    }

    /** What came back to a replaced card and goes on to another shard: now if it can be, else when transfers are swept. */
    private void finishForward(AccountId account, OperationKey key) throws LedgerException {
        OperationId forward = new OperationId(caller.tenant(), account, DerivedKeys.step(key, DerivedKeys.FORWARD));
        Optional<OperationRow> open = office.ledger()
                .reads()
                .entry(forward)
                .map(JournalEntry::operation)
                .filter(Transfers::isOpen);
        if (open.isPresent()) {
            try {
                new Transfers(office, caller.policy()).finish(open.get());
            } catch (LedgerException e) {
                // The money is held for the successor; the order itself is answered.
            }
        }
    }

    boolean together(AccountId first, AccountId second) {
        return office.ledger().together(caller.tenant(), first, second);
    }

    Answer answer(AccountRow known, Order order, LedgerResult result) throws LedgerException {
        if (result instanceof LedgerResult.Decided decided) {
            return Answers.of(order.key(), decided.operation(), false, caller.isTerminal());
        }
        if (result instanceof LedgerResult.Replayed replayed) {
            return Answers.of(order.key(), replayed.operation(), true, caller.isTerminal());
        }
        OperationRow earlier = ((LedgerResult.Conflicting) result).earlier();
        boolean own = earlier.id().account().equals(known.id());
        if (own
                && (earlier.facts().kind() == OperationKind.TOMBSTONE
                        || order.fingerprints(caller).contains(earlier.fingerprint()))) {
            return Answers.of(order.key(), earlier, true, caller.isTerminal());
        }
        boolean hidden = own
                ? Answers.isNotAccepted(earlier)
                : known.state() != CardState.ACTIVE
                        || known.expires() <= office.now()
                        || known.pin().isSet();
        if (caller.isTerminal() && hidden) {
            return Answers.notAccepted(order.key());
        }
        return new Answer.Conflict(order.key());
    }

    /** Issues a card, unless there is one of its id. */
    LedgerResult issue(AccountRow card, Order order) throws LedgerException {
        LedgerCommand command =
                new LedgerCommand(new OperationId(caller.tenant(), card.id(), order.key()), order.fingerprint(caller));
        Draft.Setting setting = new Draft.Setting(
                caller,
                office.keys(),
                Bytes.EMPTY,
                order.facts(caller, office.now(), card.id()),
                false,
                Optional.empty(),
                this::together);
        return office.ledger().execute(command, view -> {
            Optional<AccountRow> taken = view.account(card.id());
            if (taken.isPresent()) {
                return new Draft(setting, view, command, taken.get()).refused(RefusalReason.CODE_TAKEN);
            }
            Draft draft = new Draft(setting, view, command, card);
            draft.touch();
            return draft.done(0);
        });
    }

    /** A PIN under all versions of its key, for a fingerprint that does not give it away. */
    List<Bytes> keyed(OperationKey key, AccountId account, Pin pin) {
        Bytes salt = new CanonicalBytes().text("fingerprint").text(key.value()).sha256();
        return office.keys().pinVersions().stream()
                .map(version -> office.keys().pin(version, salt, account, pin))
                .toList();
    }
}
