package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.conflict;
import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.OperationKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class PinTest {
    private static Spending spending(CardCode card, long fen, String pin) {
        return Spending.of(card, fen(fen)).withPin(Pin.of(pin));
    }

    private static AccountRow row(Issuer issuer, CardCode card) throws LedgerException {
        return issuer.ledger
                .reads()
                .account(Issuer.TENANT, issuer.record(card).account())
                .orElseThrow();
    }

    @Test
    void theRightPinIsWantedAndTheTriesAreCountedWithTheDebit() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.cardWithPin(1_000, "4711");
        OperationKey missing = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(card, fen(1), missing));
        assertEquals("PIN_MISSING", issuer.operation(missing).cause());
        assertEquals(3, issuer.record(card).pinTriesLeft());
        OperationKey wrong = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(spending(card, 1, "4712"), wrong));
        OperationRecord entry = issuer.operation(wrong);
        assertEquals(OperationKind.DEBIT, entry.kind());
        assertEquals("PIN_WRONG", entry.cause());
        assertEquals(2, issuer.record(card).pinTriesLeft());
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(spending(card, 1, "4712"), wrong));
        assertEquals(2, issuer.record(card).pinTriesLeft(), "a replay counts no second time");
        done(issuer.till.debit(spending(card, 10, "4711"), issuer.key()), 10, 990, 0);
        assertEquals(3, issuer.record(card).pinTriesLeft());
        issuer.audit();
    }

    @Test
    void theLastWrongPinBlocksTheCardAndTheRightOneComesTooLate() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.cardWithPin(1_000, "4711");
        for (int i = 0; i < 3; i++) {
            refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(spending(card, 1, "0000"), issuer.key()));
        }
        assertEquals(CardState.BLOCKED, issuer.record(card).state());
        OperationKey late = issuer.key();
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(spending(card, 1, "4711"), late));
        assertEquals("BLOCKED", issuer.operation(late).cause());
        refused(RefusalReason.WRONG_STATE, issuer.operator.resetPinTries(card, issuer.key()));
        done(issuer.operator.unblock(card, "holder identified", issuer.key()));
        assertEquals(3, issuer.record(card).pinTriesLeft());
        done(issuer.till.debit(spending(card, 1, "4711"), issuer.key()), 1, 999, 0);
        issuer.audit();
    }

    @Test
    void smallAmountsMayGoWithoutPin() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.pin(new PinRules(4, 6, 3, 100, true)));
        CardCode card = issuer.cardWithPin(1_000, "4711");
        Answer.Done small = done(issuer.till.debit(card, fen(100), issuer.key()));
        assertTrue(small.balance().isEmpty(), "without the PIN no balance");
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(card, fen(101), issuer.key()));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(spending(card, 5, "0000"), issuer.key()));
        assertEquals(2, issuer.record(card).pinTriesLeft());
    }

    @Test
    void theBalanceIsShownForThePin() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode card = issuer.cardWithPin(1_000, "4711");
        BalanceAnswer no = new BalanceAnswer.Refused(RefusalReason.NOT_ACCEPTED);
        assertEquals(no, issuer.till.balance(card));
        assertEquals(no, issuer.till.balance(card, Pin.of("0000")));
        assertEquals(2, issuer.record(card).pinTriesLeft());
        assertInstanceOf(BalanceAnswer.Shown.class, issuer.till.balance(card, Pin.of("4711")));
        assertEquals(3, issuer.record(card).pinTriesLeft());
        int entries = statement(issuer, card).size();
        assertInstanceOf(BalanceAnswer.Shown.class, issuer.till.balance(card, Pin.of("4711")));
        assertEquals(entries, statement(issuer, card).size(), "looking is not entered");
        Answer.Refused refused = refused(
                RefusalReason.INSUFFICIENT_FUNDS, issuer.till.debit(spending(card, 2_000, "4711"), issuer.key()));
        assertTrue(refused.balance().isPresent());
        Issuer open = new Issuer(rules -> rules.pin(new PinRules(4, 6, 3, 0, false)));
        CardCode other = open.cardWithPin(1_000, "4711");
        assertInstanceOf(BalanceAnswer.Shown.class, open.till.balance(other));
        Answer.Done load = done(open.till.load(other, fen(1), open.key()));
        assertTrue(load.balance().isPresent());
        Answer.Done hidden = done(issuer.till.load(card, fen(1), issuer.key()));
        assertTrue(hidden.balance().isEmpty());
        issuer.audit();
    }

    private static List<OperationRecord> statement(Issuer issuer, CardCode card) throws LedgerException {
        return issuer.operator
                .statement(card, 0, java.time.Instant.EPOCH, java.time.Instant.MAX, 1_000)
                .operations();
    }

    @Test
    void aPinIsChangedWithTheOldOne() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.pin(new PinRules(4, 6, 3, 0, true)));
        CardCode card = issuer.cardWithPin(1_000, "4711");
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.changePin(card, Pin.of("0000"), Pin.of("1111"), issuer.key()));
        assertEquals(2, issuer.record(card).pinTriesLeft());
        refused(RefusalReason.PIN_LENGTH, issuer.till.changePin(card, Pin.of("4711"), Pin.of("1234567"), issuer.key()));
        assertEquals(3, issuer.record(card).pinTriesLeft());
        OperationKey key = issuer.key();
        Answer first = issuer.till.changePin(card, Pin.of("4711"), Pin.of("1111"), key);
        done(first);
        Answer again = issuer.till.changePin(card, Pin.of("4711"), Pin.of("1111"), key);
        assertTrue(again.replayed());
        assertEquals(first.stored(), again.stored());
        conflict(issuer.till.changePin(card, Pin.of("4711"), Pin.of("2222"), key));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(spending(card, 1, "4711"), issuer.key()));
        done(issuer.till.debit(spending(card, 1, "1111"), issuer.key()));
        CardCode without = issuer.card(1);
        refused(RefusalReason.NO_PIN, issuer.till.changePin(without, Pin.of("4711"), Pin.of("1111"), issuer.key()));
    }

    @Test
    void anOperatorSetsClearsAndForgives() throws LedgerException {
        Issuer issuer = new Issuer(rules -> rules.pin(new PinRules(4, 6, 3, 0, true)));
        CardCode card = issuer.card(100);
        refused(RefusalReason.NO_PIN, issuer.operator.clearPin(card, "why", issuer.key()));
        refused(RefusalReason.NO_PIN, issuer.operator.resetPinTries(card, issuer.key()));
        refused(RefusalReason.PIN_LENGTH, issuer.operator.setPin(card, Pin.of("1234567"), issuer.key()));
        OperationKey key = issuer.key();
        done(issuer.operator.setPin(card, Pin.of("1234"), key));
        conflict(issuer.operator.setPin(card, Pin.of("1235"), key));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(spending(card, 1, "0000"), issuer.key()));
        done(issuer.operator.resetPinTries(card, issuer.key()));
        assertEquals(3, issuer.record(card).pinTriesLeft());
        done(issuer.operator.clearPin(card, "forgotten", issuer.key()));
        assertFalse(issuer.record(card).hasPin());
        done(issuer.till.debit(card, fen(1), issuer.key()));
        done(issuer.till.debit(spending(card, 1, "9999"), issuer.key()), 1, 98, 0);
        issuer.audit();
    }

    @Test
    void aPinMovesToTheNewestKeyWhenItIsRight() throws LedgerException {
        Issuer before = new Issuer();
        CardCode card = before.cardWithPin(100, "4711");
        OperationKey set = before.key();
        done(before.operator.setPin(card, Pin.of("4711"), set));
        Issuer after = before.with(Issuer.keys(1, 2));
        assertTrue(after.operator.setPin(card, Pin.of("4711"), set).replayed(), "rotation makes no conflict");
        conflict(after.operator.setPin(card, Pin.of("4712"), set));
        assertEquals(1, row(after, card).pin().keyVersion());
        refused(RefusalReason.NOT_ACCEPTED, after.till.debit(spending(card, 1, "4712"), after.key()));
        assertEquals(1, row(after, card).pin().keyVersion());
        done(after.till.debit(spending(card, 1, "4711"), after.key()));
        assertEquals(2, row(after, card).pin().keyVersion());
        refused(RefusalReason.NOT_ACCEPTED, before.till.debit(spending(card, 1, "4711"), before.key()));
        done(after.till.debit(spending(card, 1, "4711"), after.key()));
        CardCode looked = before.cardWithPin(100, "4711");
        assertInstanceOf(BalanceAnswer.Shown.class, after.till.balance(looked, Pin.of("4711")));
        assertEquals(2, row(after, looked).pin().keyVersion());
    }

    @Test
    void thePinIsStoredSaltedAndKeyed() throws LedgerException {
        Issuer issuer = new Issuer();
        CardCode first = issuer.cardWithPin(1, "4711");
        CardCode second = issuer.cardWithPin(1, "4711");
        assertNotEquals(
                row(issuer, first).pin().hash(), row(issuer, second).pin().hash());
        assertNotEquals(
                row(issuer, first).pin().salt(), row(issuer, second).pin().salt());
        assertEquals(32, row(issuer, first).pin().hash().length());
        assertEquals(16, row(issuer, first).pin().salt().length());
    }

    @Test
    void wrongPinsAtOnceAreAllCounted() throws Exception {
        for (int round = 0; round < 20; round++) {
            Issuer issuer = new Issuer(rules -> rules.pin(new PinRules(4, 4, 5, 0, true)));
            CardCode card = issuer.cardWithPin(1_000, "4711");
            List<OperationKey> keys = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                keys.add(issuer.key());
            }
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<Answer>> answers = new ArrayList<>();
                for (OperationKey key : keys) {
                    answers.add(threads.submit(() -> issuer.till.debit(spending(card, 1, "0000"), key)));
                }
                for (Future<Answer> answer : answers) {
                    refused(RefusalReason.NOT_ACCEPTED, answer.get());
                }
            } finally {
                threads.shutdown();
            }
            assertEquals(0, issuer.record(card).pinTriesLeft());
            assertEquals(CardState.BLOCKED, issuer.record(card).state());
            long wrong = 0;
            for (OperationKey key : keys) {
                wrong += issuer.operation(key).cause().equals("PIN_WRONG") ? 1 : 0;
            }
            assertEquals(5, wrong);
        }
    }
}
