package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.AmountRange;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.BalanceAnswer;
import dev.solvo.prepaid.account.BatchAnswer;
import dev.solvo.prepaid.account.BatchLine;
import dev.solvo.prepaid.account.CaptureRest;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.CardRecord;
import dev.solvo.prepaid.account.OfflineAnswer;
import dev.solvo.prepaid.account.OfflineDesk;
import dev.solvo.prepaid.account.OfflineSpending;
import dev.solvo.prepaid.account.OperationRecord;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PinRules;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.RefusalReason;
import dev.solvo.prepaid.account.Spending;
import dev.solvo.prepaid.account.StatementPage;
import dev.solvo.prepaid.account.Sweep;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.account.TenantTotals;
import dev.solvo.prepaid.account.TerminalDesk;
import dev.solvo.prepaid.account.VelocityLimit;
import dev.solvo.prepaid.ledger.JdbcSettings;
import dev.solvo.prepaid.ledger.LedgerAudit;
import dev.solvo.prepaid.ledger.LedgerCopy;
import dev.solvo.prepaid.ledger.LedgerDatabase;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerFile;
import dev.solvo.prepaid.ledger.LedgerFileException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.SqliteLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrepaidExamplesTest {
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
    private static final TenantId HOTEL = new TenantId("hotel");

    @TempDir
    Path directory;

    private final List<String> shown = new ArrayList<>();

    private void show(String line) {
        shown.add(line);
    }

    private static Money cny(String amount) {
        return Money.of(CNY, new java.math.BigDecimal(amount));
    }

    private static CardCodeKeys keys() {
        SecretBytes secret = SecretBytes.random(32, new SecureRandom());
        return CardCodeKeys.builder().codeKey(1, secret).pinKey(1, secret).build();
    }

    // docs: rules
    static TenantPolicy rules() {
        ProductRules gift = ProductRules.builder("gift", CurrencyUnit.of("CNY"))
                .maximumBalance(500_000) // 5000.00
                .amounts(OperationKind.LOAD, new AmountRange(10_00, 2000_00))
                .velocity(VelocityLimit.operations(Set.of(OperationKind.DEBIT), Duration.ofDays(1), 20))
                .holds(Duration.ofDays(7), Duration.ofDays(30))
                .captureAboveHold(15) // tips
                .partialApproval(true)
                .expiry(3 * 365, 90)
                .pin(new PinRules(4, 6, 3, 50_00, false)) // up to 50.00 without the PIN
                .build();
        return TenantPolicy.builder(new TenantId("hotel"))
                .product(gift)
                .zone(ZoneId.of("Asia/Shanghai"))
                .build();
    }
    // end docs

    @Test
    void firstCard() throws Exception {
        Path file = directory.resolve("books.db");
        try (CardCodeKeys keys = keys()) {
            // docs: first
            try (SqliteLedger books = SqliteLedger.open(file)) {
                PrepaidAccounts accounts = PrepaidAccounts.builder(books, keys, Clock.systemUTC(), new SecureRandom())
                        .policy(rules())
                        .build();
                OperatorDesk office = accounts.operator(new TenantId("hotel"), "anna");
                TerminalDesk till = accounts.terminal(new TenantId("hotel"), new TerminalId("bar-1"));

                CardCode code = office.newCode(); // keep it first: the books cannot give it back
                office.issueActive(code, "gift", OperationKey.of("issue-0001"));
                office.load(code, Money.of(CurrencyUnit.of("CNY"), 100), OperationKey.of("load-0001"));
                show(pay(till, code, Money.of(CurrencyUnit.of("CNY"), 12.50), OperationKey.of("bar-1-000001")));
            }
            // end docs
        }
        assertEquals(List.of("paid CNY 12.50, CNY 87.50 left"), shown);
    }

    // docs: pay
    String pay(TerminalDesk till, CardCode code, Money amount, OperationKey saved) throws LedgerException {
        Answer answer = till.debit(code, amount, saved);
        if (answer instanceof Answer.Done done) {
            return "paid " + done.approved()
                    + done.balance().map(b -> ", " + b.available() + " left").orElse("");
        }
        if (answer instanceof Answer.Refused refused) {
            return refused.reason() == RefusalReason.INSUFFICIENT_FUNDS ? "not enough on it" : "not accepted";
        }
        if (answer instanceof Answer.Conflict) {
            return "this key was used for something else";
        }
        return "not known yet: ask again with " + answer.key();
    }
    // end docs

    private record Shop(PrepaidAccounts accounts, OperatorDesk office, TerminalDesk till, CardCode code) {}

    private static Shop shop(CardCodeKeys keys, String balance) throws LedgerException {
        PrepaidAccounts accounts = PrepaidAccounts.builder(
                        new MemoryLedger(), keys, Clock.systemUTC(), new SecureRandom())
                .policy(rules())
                .build();
        OperatorDesk office = accounts.operator(HOTEL, "anna");
        CardCode code = office.newCode();
        office.issueActive(code, "gift", OperationKey.of("issue"));
        office.load(code, cny(balance), OperationKey.of("load"));
        return new Shop(accounts, office, accounts.terminal(HOTEL, new TerminalId("bar-1")), code);
    }

    @Test
    void theSameKeyAgain() throws Exception {
        try (CardCodeKeys keys = keys()) {
            Shop shop = shop(keys, "100");
            TerminalDesk till = shop.till();
            CardCode code = shop.code();
            // docs: again
            OperationKey key = OperationKey.of("bar-1-000002"); // saved on the till's disk before anything is sent
            Answer first = till.debit(code, Money.of(CurrencyUnit.of("CNY"), 30), key);
            Answer again = till.debit(code, Money.of(CurrencyUnit.of("CNY"), 30), key); // after a crash, say
            assertEquals(first.stored(), again.stored()); // byte for byte, with the balance of then
            assertTrue(again.replayed()); // and spent once

            assertInstanceOf(Answer.Conflict.class, till.debit(code, Money.of(CurrencyUnit.of("CNY"), 31), key));
            // end docs
        }
    }

    @Test
    void reversed() throws Exception {
        try (CardCodeKeys keys = keys()) {
            Shop shop = shop(keys, "100");
            TerminalDesk till = shop.till();
            CardCode code = shop.code();
            // docs: reverse
            Answer undone = till.reverse(code, OperationKey.of("bar-1-000003"), OperationKey.of("bar-1-000003-R"));
            // Nothing had arrived under the original key, and nothing will be done under it any more.
            Answer late = till.debit(code, Money.of(CurrencyUnit.of("CNY"), 30), OperationKey.of("bar-1-000003"));
            assertEquals(RefusalReason.REVERSED, ((Answer.Refused) late).reason());
            // end docs
            assertTrue(((Answer.Done) undone).approved().isZero());
        }
    }

    @Test
    void held() throws Exception {
        try (CardCodeKeys keys = keys()) {
            Shop shop = shop(keys, "1000");
            TerminalDesk till = shop.till();
            CardCode code = shop.code();
            // docs: hold
            OperationKey room = OperationKey.of("room-12");
            till.authorise(Spending.of(code, cny("600")).heldFor(Duration.ofDays(3)), room);
            till.capture(code, room, cny("250"), CaptureRest.KEEP, OperationKey.of("room-12-night-1"));
            till.capture(code, room, cny("250"), CaptureRest.RELEASE, OperationKey.of("room-12-night-2"));
            // end docs
            assertEquals(cny("500"), balance(till, code));
            // docs: release
            till.authorise(Spending.of(code, cny("100")), OperationKey.of("room-13"));
            Answer released = till.release(code, OperationKey.of("room-13"), OperationKey.of("room-13-cancelled"));
            assertEquals(cny("100"), ((Answer.Done) released).approved());
            // end docs
            // docs: partial
            Answer part = till.debit(Spending.of(code, cny("800")).orLess(), OperationKey.of("bar-1-000004"));
            Money stillToPay = cny("800").minus(((Answer.Done) part).approved()); // by another means
            // end docs
            assertEquals(cny("300"), stillToPay);
        }
    }

    private static Money balance(TerminalDesk till, CardCode code) throws LedgerException {
        // docs: balance
        BalanceAnswer answer = till.balance(code);
        if (answer instanceof BalanceAnswer.Shown shown) {
            return shown.balance().available(); // also ledger() and held()
        }
        // end docs
        throw new AssertionError(answer);
    }

    @Test
    void givenBack() throws Exception {
        try (CardCodeKeys keys = keys()) {
            Shop shop = shop(keys, "100");
            TerminalDesk till = shop.till();
            CardCode code = shop.code();
            OperationKey sale = OperationKey.of("bar-1-000005");
            till.debit(code, cny("30"), sale);
            // docs: refund
            till.refund(code, sale, cny("20"), OperationKey.of("bar-1-000005-F1"));
            Answer tooMuch = till.refund(code, sale, cny("20"), OperationKey.of("bar-1-000005-F2"));
            assertEquals(RefusalReason.EXCEEDS_ORIGINAL, ((Answer.Refused) tooMuch).reason());
            // end docs
            // docs: load
            till.load(code, cny("50"), OperationKey.of("bar-1-000006"));
            // end docs
            assertEquals(cny("140"), balance(till, code));
        }
    }

    @Test
    void officeWork() throws Exception {
        try (CardCodeKeys keys = keys()) {
            Shop shop = shop(keys, "100");
            OperatorDesk office = shop.office();
            TerminalDesk till = shop.till();
            CardCode code = shop.code();
            // docs: activate
            CardCode sold = office.newCode();
            office.issueInactive(sold, "gift", OperationKey.of("issue-0002")); // in the rack
            till.activate(sold, OperationKey.of("till-3-000001")); // at the checkout
            // end docs
            // docs: transfer
            till.transfer(Spending.of(code, cny("40")), sold, OperationKey.of("bar-1-000007"));
            // end docs
            assertEquals(cny("40"), balance(till, sold));
            // docs: block
            office.block(code, "reported by phone", OperationKey.of("block-1"));
            office.unblock(code, "found", OperationKey.of("unblock-1"));
            // end docs
            // docs: replace
            office.lost(code, "stolen", OperationKey.of("lost-1"));
            CardCode fresh = office.newCode();
            office.replace(code, fresh, "stolen", OperationKey.of("replace-1"));
            // end docs
            assertEquals(cny("60"), balance(till, fresh));
            // docs: adjust
            office.adjust(fresh, cny("-5"), "counted twice", OperationKey.of("adjust-1"));
            office.fee(fresh, cny("1"), "printed statement", OperationKey.of("fee-1"));
            // end docs
            // docs: statement
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
            StatementPage page = office.statement(fresh, 0, Instant.EPOCH, tomorrow, 100);
            for (OperationRecord operation : page.operations()) {
                show(operation.kind() + " " + operation.change() + ", then " + operation.balance());
            }
            Optional<Money> before = office.balanceAt(fresh, Instant.now().minus(Duration.ofDays(1)));
            // end docs
            assertEquals(Optional.of(cny("0")), before);
            assertTrue(shown.contains("ADJUST CNY -5.00, then CNY 55.00"), shown.toString());
            // docs: expire
            Sweep cards = office.sweepExpired(500); // whose date and grace are over
            Sweep holds = office.sweepHolds(500);
            office.expire(fresh, "programme ended", OperationKey.of("expire-1")); // one, whatever its date
            // end docs
            assertEquals(0, cards.done() + holds.done());
            // docs: totals
            TenantTotals totals = office.totals();
            totals.owedToCards().forEach(owed -> show("owed to cards " + owed));
            totals.systemBalances().forEach(system -> show(system.account() + " " + system.balance()));
            // end docs
            assertTrue(shown.contains("breakage 5400"), shown.toString());
            // docs: forget
            long forgotten = shop.accounts().forgetKeys();
            // end docs
            assertEquals(0, forgotten);
        }
    }

    @Test
    void withPin() throws Exception {
        try (CardCodeKeys keys = keys()) {
            Shop shop = shop(keys, "100");
            OperatorDesk office = shop.office();
            TerminalDesk till = shop.till();
            CardCode code = shop.code();
            // docs: pin
            try (Pin pin = Pin.of("4711");
                    Pin changed = Pin.of("081500")) {
                office.setPin(code, pin, OperationKey.of("pin-1"));
                till.debit(Spending.of(code, cny("60")).withPin(pin), OperationKey.of("bar-1-000008"));
                till.changePin(code, pin, changed, OperationKey.of("bar-1-000009"));
            }
            // end docs
            // docs: uniform
            Answer withoutPin = till.debit(code, cny("60"), OperationKey.of("bar-1-000010"));
            try (CardCode unknown = CardCode.of("NO SUCH CARD 1")) {
                Answer unknownCard = till.debit(unknown, cny("60"), OperationKey.of("bar-1-000011"));
                assertEquals(RefusalReason.NOT_ACCEPTED, ((Answer.Refused) withoutPin).reason());
                assertEquals(RefusalReason.NOT_ACCEPTED, ((Answer.Refused) unknownCard).reason());
            }
            CardRecord record = office.card(code).orElseThrow(); // the operator sees why
            show(record.state() + ", " + record.pinTriesLeft() + " tries left");
            // end docs
            assertEquals(List.of("ACTIVE, 3 tries left"), shown);
        }
    }

    @Test
    void batches() throws Exception {
        try (CardCodeKeys keys = keys()) {
            Shop shop = shop(keys, "100");
            TerminalDesk till = shop.till();
            CardCode code = shop.code();
            // docs: batch
            TerminalDesk today = till.inBatch(214);
            today.debit(code, cny("10"), OperationKey.of("bar-1-000012"));
            BatchAnswer closed = till.closeBatch(
                    214, List.of(new BatchLine(OperationKind.DEBIT, 1, cny("10"))), OperationKey.of("bar-1-batch-214"));
            if (closed instanceof BatchAnswer.Different different) {
                different.differences().forEach(line -> show("look into " + line));
            }
            // end docs
            assertInstanceOf(BatchAnswer.Matched.class, closed);
            OfflineDesk offline = shop.accounts().offline(HOTEL, new TerminalId("ferry-2"));
            // docs: offline
            OfflineAnswer booked = offline.book(
                    new OfflineSpending(code, cny("120"), Instant.parse("2026-11-30T08:00:00Z"), 7),
                    OperationKey.of("ferry-2-000007"));
            if (booked instanceof OfflineAnswer.Booked done && done.suspense().isPositive()) {
                show("the card had only " + done.debited());
            }
            // end docs
            assertEquals(List.of("the card had only CNY 90.00"), shown);
        }
    }

    @Test
    void rotated() throws Exception {
        SecretBytes oldCodes = SecretBytes.random(32, new SecureRandom());
        SecretBytes oldPins = SecretBytes.random(32, new SecureRandom());
        SecretBytes newCodes = SecretBytes.random(32, new SecureRandom());
        SecretBytes newPins = SecretBytes.random(32, new SecureRandom());
        // docs: rotate
        CardCodeKeys keys = CardCodeKeys.builder()
                .codeKey(1, oldCodes) // as long as there are cards that were issued under it
                .codeKey(2, newCodes) // new cards
                .pinKey(1, oldPins)
                .pinKey(2, newPins)
                .build();
        // end docs
        assertEquals(2, keys.codeVersion());
        keys.close();
    }

    @Test
    void checkedAndCopied() throws Exception {
        Path copy = directory.resolve("copy.db");
        Path restored = directory.resolve("restored.db");
        try (SqliteLedger books = SqliteLedger.open(directory.resolve("books.db"));
                CardCodeKeys keys = keys()) {
            // docs: verify
            LedgerAudit audit = books.audit();
            audit.findings().forEach(finding -> show("WRONG " + finding));
            show(audit.seal().entries() + " entries are sealed, the last has hash "
                    + audit.seal().hash().toHex());
            // end docs
            assertEquals(1, shown.size());
            // docs: backup
            books.backup(copy); // debits go on meanwhile
            // end docs
        }
        // docs: restore
        LedgerAudit sound = SqliteLedger.restoreBackup(copy, restored); // checked wholly first
        // end docs
        assertTrue(sound.isSound());
    }

    @Test
    void movesToPostgres() throws Exception {
        Path file = directory.resolve("books.txt");
        try (SqliteLedger old = SqliteLedger.open(directory.resolve("books.db"));
                CardCodeKeys keys = keys();
                EmbeddedPostgres server = EmbeddedPostgres.start()) {
            PrepaidAccounts accounts = PrepaidAccounts.builder(old, keys, Clock.systemUTC(), new SecureRandom())
                    .policy(rules())
                    .build();
            OperatorDesk office = accounts.operator(HOTEL, "anna");
            CardCode code = office.newCode();
            office.issueActive(code, "gift", OperationKey.of("issue"));
            office.load(code, cny("100"), OperationKey.of("load"));
            String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
            // docs: postgres
            try (LedgerDatabase books =
                    LedgerDatabase.open(url, 16, JdbcSettings.ONE_DATABASE, pause -> Thread.sleep(pause.toMillis()))) {
                LedgerCopy.Report moved = LedgerCopy.copy(old, books); // nobody writes to either
                show(moved.entries() + " entries, hash " + moved.seal().hash().toHex());
            }
            // end docs
            assertTrue(shown.get(0).startsWith("2 entries"), shown.toString());
            byFile(old, file);
        }
    }

    private void byFile(SqliteLedger old, Path file) throws IOException, LedgerException, LedgerFileException {
        try (SqliteLedger fresh = SqliteLedger.open(directory.resolve("fresh.db"))) {
            // docs: file
            LedgerCopy.Report written = LedgerFile.write(old, file);
            LedgerCopy.Report read = LedgerFile.read(file, fresh);
            assertEquals(written.seal(), read.seal());
            // end docs
        }
        assertThrows(IOException.class, () -> LedgerFile.write(old, file));
    }
}
