package dev.solvo.prepaid.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.tlv.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MemoryLedgerTest {
    private static final TenantId TENANT = new TenantId("t");
    private static final TerminalId TILL = new TerminalId("till");
    private static final AccountId FIRST = id(1);
    private static final AccountId SECOND = id(2);

    private static AccountId id(int value) {
        return new AccountId(Bytes.repeat(value, AccountId.LENGTH));
    }

    private static AccountRow account(AccountId id, AccountCounters counters) {
        return new AccountRow(
                TENANT, id, "CNY", CardState.ACTIVE, "p", counters, PinRow.NONE, 1_000, 0, id, 1, "1234", 0);
    }

    private static LedgerCommand command(AccountId account, String key, int body) {
        return new LedgerCommand(new OperationId(TENANT, account, new OperationKey(key)), Bytes.repeat(body, 32));
    }

    private static OperationRow row(LedgerCommand command, OperationKind kind, long at, long amount, boolean done) {
        return new OperationRow(
                command.id(),
                command.fingerprint(),
                new OperationFacts(
                        kind, at, "till", 1, "CNY", amount, "", command.id().account(), "", ""),
                new AnswerRow(done, done ? "" : "NO", done ? amount : 0, 0, 0, CardState.ACTIVE, "x=1"),
                OperationProgress.NONE,
                0);
    }

    private static Decision load(LedgerCommand command, long at, long amount, AccountRow from) {
        return new Decision(
                List.of(new JournalEntry(
                        row(command, OperationKind.LOAD, at, amount, true),
                        List.of(
                                new Posting(LedgerAccount.FUNDING, Side.DEBIT, amount),
                                new Posting(LedgerAccount.card(command.id().account()), Side.CREDIT, amount)))),
                List.of(from.with(from.counters().credited(amount))),
                List.of());
    }

    private static void load(MemoryLedger ledger, AccountId account, String key, long at, long amount)
            throws LedgerException {
        LedgerCommand command = command(account, key, 1);
        ledger.execute(
                command,
                view -> load(
                        command, at, amount, view.account(account).orElse(account(account, AccountCounters.ZERO))));
    }

    private static PlainDebit debit(AccountId account, String key, long at, long amount) {
        LedgerCommand command = command(account, key, 2);
        return new PlainDebit(
                command, row(command, OperationKind.DEBIT, at, amount, true).facts());
    }

    @Test
    void anOperationIsDecidedOnce() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        LedgerCommand command = command(FIRST, "a", 1);
        Decision decision = load(command, 5, 100, account(FIRST, AccountCounters.ZERO));
        OperationRow decided = assertInstanceOf(LedgerResult.Decided.class, ledger.execute(command, view -> decision))
                .operation();
        assertEquals(1, decided.number());
        assertEquals(new LedgerResult.Replayed(decided), ledger.execute(command, view -> {
            throw new AssertionError("decided already");
        }));
        assertEquals(new LedgerResult.Conflicting(decided), ledger.execute(command(FIRST, "a", 9), view -> decision));
        assertEquals(new LedgerResult.Conflicting(decided), ledger.execute(command(SECOND, "a", 1), view -> decision));
        assertEquals(1, ledger.reads().account(TENANT, FIRST).orElseThrow().version());
        assertEquals(100, ledger.reads().balanceAt(TENANT, FIRST, 6));
        assertEquals(0, ledger.reads().balanceAt(TENANT, FIRST, 5));
    }

    @Test
    void shardsSeeAndChangeTheirOwnOnly() throws LedgerException {
        MemoryLedger ledger = MemoryLedger.inShards(2);
        assertFalse(ledger.together(TENANT, FIRST, SECOND));
        assertTrue(ledger.together(TENANT, FIRST, id(3)));
        load(ledger, FIRST, "a", 1, 100);
        load(ledger, SECOND, "a", 1, 100);
        assertEquals(2, ledger.reads().entries(TENANT, new OperationKey("a")).size());
        LedgerCommand command = command(FIRST, "b", 1);
        ledger.execute(command, view -> {
            assertEquals(Optional.empty(), view.account(SECOND));
            assertEquals(Optional.empty(), view.operation(SECOND, new OperationKey("a")));
            assertEquals(new Usage(0, 0), view.usage(SECOND, Set.of(OperationKind.LOAD), 0));
            assertTrue(view.account(FIRST).isPresent());
            return load(command, 2, 1, view.account(FIRST).orElseThrow());
        });
        LedgerCommand across = command(FIRST, "c", 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.execute(across, view -> load(across, 2, 1, account(SECOND, AccountCounters.ZERO))));
        assertThrows(IllegalArgumentException.class, () -> MemoryLedger.inShards(1));
    }

    @Test
    void aPlainDebitHasItsConditions() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        assertEquals(Optional.empty(), ledger.debit(debit(FIRST, "a", 5, 1)));
        load(ledger, FIRST, "l", 1, 100);
        assertEquals(Optional.empty(), ledger.debit(debit(FIRST, "a", 5, 101)));
        assertEquals(Optional.empty(), ledger.debit(debit(FIRST, "a", 1_000, 1)));
        OperationRow done = assertInstanceOf(
                        LedgerResult.Decided.class,
                        ledger.debit(debit(FIRST, "a", 999, 100)).orElseThrow())
                .operation();
        assertEquals(0, done.answer().ledger());
        assertEquals(Optional.of(new LedgerResult.Replayed(done)), ledger.debit(debit(FIRST, "a", 999, 100)));
        assertEquals(2, ledger.reads().account(TENANT, FIRST).orElseThrow().version());
        assertEquals(
                List.of(
                        new SystemBalance(LedgerAccount.FUNDING, "CNY", -100),
                        new SystemBalance(LedgerAccount.settlement(TILL), "CNY", 100)),
                ledger.reads().systemBalances(TENANT));
        assertEquals(
                List.of(
                        new BatchTotal(OperationKind.LOAD, "CNY", 1, 100, 0, 0),
                        new BatchTotal(OperationKind.DEBIT, "CNY", 1, 100, 0, 0)),
                ledger.reads().batchTotals(TENANT, TILL, 1));
        assertEquals(List.of(TENANT), ledger.reads().tenants());
        assertEquals(List.of(), ledger.audit().findings());
    }

    @Test
    void aDecisionFromAnOldVersionIsMadeAnewAndOneForAnotherKeyIsAMistake() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        load(ledger, FIRST, "l", 1, 100);
        LedgerCommand command = command(FIRST, "a", 1);
        LedgerException contention = assertThrows(
                LedgerException.class,
                () -> ledger.execute(command, view -> load(command, 1, 1, account(FIRST, AccountCounters.ZERO))));
        assertEquals(LedgerException.Cause.CONTENTION, contention.reason());
        assertThrows(
                IllegalArgumentException.class,
                () -> ledger.execute(
                        command,
                        view -> load(
                                command(FIRST, "b", 1),
                                1,
                                1,
                                view.account(FIRST).orElseThrow())));
        assertEquals(Optional.empty(), ledger.reads().entry(command.id()));
    }

    @Test
    void anEntailedKeyThatIsTakenIsAConflictOfAll() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        load(ledger, FIRST, "l", 1, 100);
        load(ledger, SECOND, "m", 1, 100);
        LedgerCommand command = command(FIRST, "a", 1);
        LedgerResult result = ledger.execute(
                command,
                view -> new Decision(
                        List.of(
                                new JournalEntry(row(command, OperationKind.REVERSE, 2, 0, true), List.of()),
                                new JournalEntry(
                                        row(command(FIRST, "m", 1), OperationKind.TOMBSTONE, 2, 0, false), List.of())),
                        List.of(),
                        List.of()));
        assertEquals(
                SECOND,
                assertInstanceOf(LedgerResult.Conflicting.class, result)
                        .earlier()
                        .id()
                        .account());
        assertEquals(Optional.empty(), ledger.reads().entry(command.id()));
    }

    @Test
    void whatIsForgottenStaysTakenAndSealed() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        load(ledger, FIRST, "l", 5, 100);
        LedgerSeal seal = ledger.seal();
        assertEquals(0, ledger.forgetKeys(5));
        assertEquals(1, ledger.forgetKeys(6));
        assertEquals(0, ledger.forgetKeys(6));
        LedgerCommand again = command(FIRST, "l", 1);
        LedgerResult.Conflicting conflict = assertInstanceOf(
                LedgerResult.Conflicting.class,
                ledger.execute(
                        again, view -> load(again, 9, 1, view.account(FIRST).orElseThrow())));
        assertTrue(conflict.earlier().fingerprint().isEmpty());
        assertEquals("", conflict.earlier().answer().detail());
        assertEquals(100, conflict.earlier().answer().approved());
        assertEquals(seal, ledger.seal());
        assertTrue(ledger.audit().isSound());
    }

    @Test
    void booksMoveWithTheirSeal() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        load(ledger, FIRST, "l", 1, 100);
        ledger.debit(debit(FIRST, "d", 2, 30));
        LedgerSeal seal = ledger.seal();
        assertEquals(2, seal.entries());
        MemoryLedger other = new MemoryLedger();
        try (LedgerRows.Restoration restoration = other.restore()) {
            ledger.export(restoration);
            restoration.finish(seal);
        }
        assertEquals(seal, other.seal());
        assertEquals(ledger.audit(), other.audit());
        assertEquals(
                ledger.reads().statement(TENANT, FIRST, 0, 0, 10, 10),
                other.reads().statement(TENANT, FIRST, 0, 0, 10, 10));
        assertThrows(LedgerException.class, other::restore);
        MemoryLedger third = new MemoryLedger();
        LedgerRows.Restoration wrong = third.restore();
        ledger.export(wrong);
        assertThrows(LedgerException.class, () -> wrong.finish(LedgerSeal.EMPTY));
        wrong.close();
        assertThrows(IllegalStateException.class, () -> wrong.finish(seal));
        assertEquals(List.of(), third.reads().tenants());
    }

    @Test
    void anotherOrderOfEntriesIsNotTaken() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        load(ledger, FIRST, "l", 1, 100);
        load(ledger, FIRST, "m", 1, 100);
        List<JournalEntry> entries = new ArrayList<>(ledger.reads().statement(TENANT, FIRST, 0, 0, 10, 10));
        LedgerRows.Restoration restoration = new MemoryLedger().restore();
        restoration.entry(entries.get(1));
        assertThrows(LedgerException.class, () -> restoration.entry(entries.get(0)));
    }

    @Test
    void anAuditFindsCountersThatAreNotTheJournals() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        load(ledger, FIRST, "l", 1, 100);
        LedgerCommand command = command(FIRST, "x", 1);
        ledger.execute(
                command,
                view -> new Decision(
                        List.of(new JournalEntry(row(command, OperationKind.BLOCK, 2, 0, true), List.of())),
                        List.of(view.account(FIRST).orElseThrow().with(new AccountCounters(0, 101, 0, 0))),
                        List.of()));
        LedgerAudit audit = ledger.audit();
        assertEquals(
                List.of(LedgerAudit.Fault.COUNTERS),
                audit.findings().stream().map(LedgerAudit.Finding::fault).toList());
        assertEquals(2, audit.unsealed());
    }

    @Test
    void duesAreListedTheEarliestFirst() throws LedgerException {
        MemoryLedger ledger = new MemoryLedger();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            AccountId account = id(i);
            LedgerCommand command = command(account, "h" + i, 1);
            OperationRow hold = row(command, OperationKind.AUTHORISE, i, 5, true)
                    .with(new OperationProgress(5, 100 - number, 0, 0, false));
            ledger.execute(
                    command,
                    view -> new Decision(
                            List.of(new JournalEntry(hold, List.of())),
                            List.of(account(account, AccountCounters.ZERO).expiring(50 - number)),
                            List.of()));
        }
        LedgerReads reads = ledger.reads();
        assertEquals(
                List.of("h3", "h2"),
                reads.dueHolds(TENANT, 99, 10).stream()
                        .map(row -> row.id().key().value())
                        .toList());
        assertEquals(1, reads.dueHolds(TENANT, 200, 1).size());
        assertEquals(
                List.of(id(3), id(2)),
                reads.dueAccounts(TENANT, 49, 10).stream().map(AccountRow::id).toList());
        assertEquals(1, reads.openHolds(TENANT, FIRST, 10).size());
        assertEquals(List.of(), reads.openTransfers(TENANT, 1_000, 10));
        assertEquals(1, reads.batchOperations(TENANT, TILL, 1, 2, 10).size());
    }

    @Test
    void aClosedLedgerAnswersNothing() {
        MemoryLedger ledger = new MemoryLedger();
        ledger.close();
        for (org.junit.jupiter.api.function.Executable question : List.<org.junit.jupiter.api.function.Executable>of(
                ledger::seal,
                ledger::audit,
                ledger::restore,
                () -> ledger.reads().tenants())) {
            LedgerException thrown = assertThrows(LedgerException.class, question);
            assertEquals(LedgerException.Cause.CLOSED, thrown.reason());
        }
    }
}
