package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.done;
import static dev.solvo.prepaid.account.Issuer.fen;
import static dev.solvo.prepaid.account.Issuer.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplacementTest {
    static Stream<Arguments> ledgers() {
        return Stream.of(
                Arguments.of("together", (Supplier<Ledger>) MemoryLedger::new),
                Arguments.of("in steps", (Supplier<Ledger>) () -> MemoryLedger.inShards(256)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ledgers")
    void theBalanceMovesAndTheHoldsStay(String name, Supplier<Ledger> ledger) throws LedgerException {
        Issuer issuer = new Issuer(ledger.get(), rules -> rules.expiry(100, 0));
        CardCode old = issuer.cardWithPin(1_000, "1234");
        OperationKey captured = issuer.key();
        OperationKey released = issuer.key();
        OperationKey expiring = issuer.key();
        for (OperationKey hold : new OperationKey[] {captured, released, expiring}) {
            done(issuer.till.authorise(spending(old, 100), hold));
        }
        OperationKey debit = issuer.key();
        done(issuer.till.debit(spending(old, 50), debit));
        done(issuer.operator.lost(old, "reported", issuer.key()));
        CardCode fresh = issuer.code();
        OperationKey key = issuer.key();
        Answer first = issuer.operator.replace(old, fresh, "lost", key);
        assertEquals(fen(650), done(first).approved());
        Answer again = issuer.operator.replace(old, fresh, "lost", key);
        assertTrue(again.replayed());
        assertEquals(first.stored(), again.stored());
        issuer.has(old, 300, 300);
        issuer.has(fresh, 650, 0);
        CardRecord successor = issuer.record(fresh);
        assertEquals(CardState.ACTIVE, successor.state());
        assertEquals(issuer.record(old).expires(), successor.expires());
        assertEquals(Optional.of(successor.account()), issuer.record(old).successor());
        assertEquals(CardState.REPLACED, issuer.record(old).state());
        assertEquals(false, successor.hasPin());

        // What comes back to the old card goes on to the new one.
        done(issuer.till.capture(old, captured, fen(60), CaptureRest.RELEASE, issuer.key()));
        issuer.has(fresh, 690, 0);
        done(issuer.till.release(old, released, issuer.key()));
        issuer.has(fresh, 790, 0);
        done(issuer.till.refund(old, debit, fen(50), issuer.key()));
        issuer.has(fresh, 840, 0);
        issuer.pass(Duration.ofDays(7));
        assertEquals(new Sweep(1, 0, false), issuer.operator.sweepHolds(10));
        issuer.has(fresh, 940, 0);
        issuer.has(old, 0, 0);
        assertEquals(0, issuer.system("transit"));
        assertEquals(60, issuer.system("settlement:till-1"));
        issuer.audit();
    }

    private static Spending spending(CardCode card, long fen) {
        return Spending.of(card, fen(fen)).withPin(dev.solvo.crypto.pin.Pin.of("1234"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ledgers")
    void whatComesBackFindsTheLastOfSeveralSuccessors(String name, Supplier<Ledger> ledger) throws LedgerException {
        Issuer issuer = new Issuer(ledger.get(), rules -> rules);
        CardCode first = issuer.card(100);
        OperationKey hold = issuer.key();
        done(issuer.till.authorise(Spending.of(first, fen(70)), hold));
        CardCode second = issuer.code();
        done(issuer.operator.replace(first, second, "worn", issuer.key()));
        CardCode third = issuer.code();
        done(issuer.operator.replace(second, third, "worn", issuer.key()));
        issuer.has(third, 30, 0);
        done(issuer.till.reverse(first, hold, issuer.key()));
        issuer.has(first, 0, 0);
        issuer.has(second, 0, 0);
        issuer.has(third, 100, 0);
        assertEquals(0, issuer.system("transit"));
        issuer.audit();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ledgers")
    void aTakenCodeAndAWrongStateAreRefused(String name, Supplier<Ledger> ledger) throws LedgerException {
        Issuer issuer = new Issuer(ledger.get(), rules -> rules);
        CardCode card = issuer.card(100);
        CardCode other = issuer.card(50);
        OperationKey key = issuer.key();
        Answer taken = issuer.operator.replace(card, other, "worn", key);
        refused(RefusalReason.CODE_TAKEN, taken);
        assertEquals(
                taken.stored(),
                issuer.operator.replace(card, other, "worn", key).stored());
        refused(RefusalReason.CODE_TAKEN, issuer.operator.replace(card, card, "worn", issuer.key()));
        CardCode fresh = issuer.code();
        done(issuer.operator.replace(card, fresh, "worn", issuer.key()));
        CardCode unused = issuer.code();
        refused(RefusalReason.WRONG_STATE, issuer.operator.replace(card, unused, "worn", issuer.key()));
        assertTrue(issuer.operator.card(unused).isEmpty());
        refused(RefusalReason.NOT_ACCEPTED, issuer.till.debit(card, fen(1), issuer.key()));
        issuer.has(fresh, 100, 0);
        issuer.has(other, 50, 0);
        issuer.audit();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ledgers")
    void aReplacementMovesTheCodeToTheNewestKey(String name, Supplier<Ledger> ledger) throws LedgerException {
        Issuer before = new Issuer(ledger.get(), rules -> rules);
        CardCode old = before.card(100);
        Issuer after = before.with(Issuer.keys(3, 1));
        done(after.till.debit(old, fen(1), after.key()), 1, 99, 0);
        CardCode fresh = after.code();
        done(after.operator.replace(old, fresh, "rotation", after.key()));
        assertEquals(1, after.record(old).codeVersion());
        assertEquals(3, after.record(fresh).codeVersion());
        done(after.till.debit(fresh, fen(1), after.key()), 1, 98, 0);
        assertTrue(before.operator.card(fresh).isEmpty());
    }
}
