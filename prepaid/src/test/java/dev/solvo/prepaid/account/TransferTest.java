package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.conflict;
import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.ledger.OperationKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTest {
    static Stream<Arguments> ledgers() {
        return Stream.of(
                Arguments.of("together", (Supplier<Ledger>) MemoryLedger::new),
                Arguments.of("in steps", (Supplier<Ledger>) () -> MemoryLedger.inShards(256)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ledgers")
    void moneyGoesFromOneCardToAnother(String name, Supplier<Ledger> ledger) throws LedgerException {
        Issuer issuer = new Issuer(ledger.get(), rules -> rules.maximumBalance(1_000));
        CardCode from = issuer.card(500);
        CardCode to = issuer.card(700);
        OperationKey key = issuer.key();
        Answer first = issuer.till.transfer(Spending.of(from, fen(300)), to, key);
        done(first, 300, 200, 0);
        assertFalse(first.replayed());
        Answer again = issuer.till.transfer(Spending.of(from, fen(300)), to, key);
        assertTrue(again.replayed());
        assertEquals(first.stored(), again.stored());
        conflict(issuer.till.transfer(Spending.of(from, fen(299)), to, key));
        issuer.has(from, 200, 0);
        issuer.has(to, 1_000, 0);
        refused(
                RefusalReason.INSUFFICIENT_FUNDS,
                issuer.till.transfer(Spending.of(to, fen(1_001)), from, issuer.key()));
        OperationKey tooMuch = issuer.key();
        Answer refused = issuer.till.transfer(Spending.of(from, fen(1)), to, tooMuch);
        refused(RefusalReason.BALANCE_LIMIT, refused);
        assertEquals(
                refused.stored(),
                issuer.till.transfer(Spending.of(from, fen(1)), to, tooMuch).stored());
        refused(RefusalReason.SAME_CARD, issuer.till.transfer(Spending.of(from, fen(1)), from, issuer.key()));
        refused(
                RefusalReason.NOT_ACCEPTED,
                issuer.till.transfer(Spending.of(from, fen(1)), issuer.code(), issuer.key()));
        done(issuer.operator.transfer(to, from, fen(100), "wrong card", issuer.key()), 100, 900, 0);
        issuer.has(from, 300, 0);
        assertEquals(0, issuer.system("transit"));
        issuer.audit();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ledgers")
    void aCardOfAnotherCurrencyTakesNothing(String name, Supplier<Ledger> ledger) throws LedgerException {
        Issuer issuer = new Issuer(ledger.get(), rules -> rules);
        CardCode from = issuer.card(500);
        CardCode dollars = issuer.code();
        done(issuer.operator.issueActive(dollars, "dollar", issuer.key()));
        refused(RefusalReason.CURRENCY, issuer.till.transfer(Spending.of(from, fen(1)), dollars, issuer.key()));
        refused(
                RefusalReason.CURRENCY,
                issuer.operator.transfer(from, dollars, Money.of(CurrencyUnit.USD, 1), "why", issuer.key()));
        issuer.has(from, 500, 0);
        issuer.audit();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ledgers")
    void anOperatorMovesMoneyOffALostCardButNotOntoIt(String name, Supplier<Ledger> ledger) throws LedgerException {
        Issuer issuer = new Issuer(ledger.get(), rules -> rules);
        CardCode lost = issuer.card(500);
        CardCode to = issuer.card(0);
        done(issuer.operator.lost(lost, "gone", issuer.key()));
        done(issuer.operator.transfer(lost, to, fen(500), "gone", issuer.key()), 500, 0, 0);
        refused(RefusalReason.WRONG_STATE, issuer.operator.transfer(to, lost, fen(1), "back", issuer.key()));
        refused(RefusalReason.UNKNOWN_CARD, issuer.operator.transfer(to, issuer.code(), fen(1), "back", issuer.key()));
        issuer.has(to, 500, 0);
        issuer.audit();
    }

    /** Steps of a transfer: 1 holds, 2 takes, 3 ends. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anInterruptedTransferGoesOnWithTheSameKey(int interrupted) throws LedgerException {
        for (FaultyLedger.Fault fault : FaultyLedger.Fault.values()) {
            Issuer sound = new Issuer(MemoryLedger.inShards(256), rules -> rules);
            CardCode from = sound.card(500);
            CardCode to = sound.card(0);
            FaultyLedger faulty = new FaultyLedger(sound.ledger);
            Issuer issuer = sound.over(faulty);
            OperationKey key = issuer.key();
            faulty.failExecution(interrupted, fault);
            Answer first;
            try {
                first = issuer.till.transfer(Spending.of(from, fen(300)), to, key);
            } catch (LedgerException e) {
                assertEquals(1, interrupted, "money is held: the outcome is unknown");
                assertEquals(FaultyLedger.Fault.NOTHING_STORED, fault);
                first = new Answer.Unknown(key);
            }
            assertInstanceOf(Answer.Unknown.class, first);
            sound.audit();
            Answer second = issuer.till.transfer(Spending.of(from, fen(300)), to, key);
            done(second, 300, 200, 0);
            assertEquals(
                    second.stored(),
                    issuer.till.transfer(Spending.of(from, fen(300)), to, key).stored());
            issuer.has(from, 200, 0);
            issuer.has(to, 300, 0);
            assertEquals(0, issuer.system("transit"));
            sound.audit();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void anInterruptedTransferIsFinishedByTheSweep(int interrupted) throws LedgerException {
        Issuer sound = new Issuer(MemoryLedger.inShards(256), rules -> rules);
        CardCode from = sound.card(500);
        CardCode to = sound.card(0);
        FaultyLedger faulty = new FaultyLedger(sound.ledger);
        OperationKey key = sound.key();
        faulty.failExecution(interrupted, FaultyLedger.Fault.NOTHING_STORED);
        sound.over(faulty).till.transfer(Spending.of(from, fen(300)), to, key);
        sound.has(from, 500, 300);
        Instant before = sound.now();
        assertEquals(new Sweep(0, 0, false), sound.operator.sweepTransfers(before, 10));
        sound.pass(Duration.ofMinutes(5));
        assertEquals(new Sweep(1, 0, false), sound.operator.sweepTransfers(before.plusMillis(1), 10));
        assertEquals(new Sweep(0, 0, false), sound.operator.sweepTransfers(sound.now(), 10));
        sound.has(from, 200, 0);
        sound.has(to, 300, 0);
        Answer later = sound.till.transfer(Spending.of(from, fen(300)), to, key);
        assertTrue(later.replayed());
        done(later, 300, 200, 0);
        sound.audit();
    }

    @Test
    void whatTheTakerRefusesIsGivenBack() throws LedgerException {
        Issuer sound = new Issuer(MemoryLedger.inShards(256), rules -> rules);
        CardCode from = sound.card(500);
        CardCode to = sound.card(0);
        FaultyLedger faulty = new FaultyLedger(sound.ledger);
        OperationKey key = sound.key();
        faulty.failExecution(2, FaultyLedger.Fault.NOTHING_STORED);
        assertInstanceOf(Answer.Unknown.class, sound.over(faulty).till.transfer(Spending.of(from, fen(300)), to, key));
        done(sound.operator.block(to, "meanwhile", sound.key()));
        refused(RefusalReason.NOT_ACCEPTED, sound.till.transfer(Spending.of(from, fen(300)), to, key));
        sound.has(from, 500, 0);
        done(sound.operator.unblock(to, "later", sound.key()));
        refused(RefusalReason.NOT_ACCEPTED, sound.till.transfer(Spending.of(from, fen(300)), to, key));
        sound.has(to, 0, 0);
        assertEquals(0, sound.system("transit"));
        sound.audit();
    }

    @Test
    void aTransferCountsForVelocityOnlyIfItWasTaken() throws LedgerException {
        Issuer issuer = new Issuer(
                MemoryLedger.inShards(256),
                rules -> rules.maximumBalance(500)
                        .velocity(VelocityLimit.operations(Set.of(OperationKind.TRANSFER), Duration.ofDays(1), 1)));
        CardCode from = issuer.card(500);
        CardCode full = issuer.card(500);
        CardCode empty = issuer.card(0);
        refused(RefusalReason.BALANCE_LIMIT, issuer.till.transfer(Spending.of(from, fen(1)), full, issuer.key()));
        done(issuer.till.transfer(Spending.of(from, fen(1)), empty, issuer.key()));
        refused(RefusalReason.VELOCITY_LIMIT, issuer.till.transfer(Spending.of(from, fen(1)), empty, issuer.key()));
        issuer.audit();
    }

    @Test
    void twoGiversWithOneKeyDoNotLoseMoney() throws LedgerException {
        Issuer issuer = new Issuer(MemoryLedger.inShards(256), rules -> rules);
        CardCode first = issuer.card(100);
        CardCode second = issuer.card(100);
        CardCode to = issuer.card(0);
        OperationKey key = issuer.key();
        done(issuer.till.transfer(Spending.of(first, fen(10)), to, key));
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.transfer(Spending.of(second, fen(10)), to, key));
        issuer.has(second, 100, 0);
        issuer.has(to, 10, 0);
        issuer.audit();
    }
}
