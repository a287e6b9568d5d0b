package dev.solvo.prepaid.purse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OfflineAnswer;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.simulator.purse.PurseFault;
import dev.solvo.simulator.purse.PurseKeys;
import dev.solvo.tlv.Bytes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Purses in the issuer's books: what is on the card, in the account, and in suspense. */
final class PurseBooksTest {
    private static final TenantId BUS_LINE = new TenantId("bus-line");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T04:00:00Z"));
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final TerminalId TERMINAL = new TerminalId(PurseBench.TERMINAL.toString());
    private static final ProductRules PURSES = ProductRules.builder("purse", PurseBench.CNY)
            .maximumBalance(100_000)
            .atTerminals(Set.of())
            .build();

    private final PurseBench bench = PurseBench.holding(0);
    private final ApplicationSerial serial = bench.select().serial();
    private final TransactionAuthenticationCodes codes = PurseBench.codes();
    private final PurseMasterKey loadKey =
            PurseBench.master(PurseKeyPurpose.LOAD, PurseKeys.published().load());
    private final Ledger ledger = new MemoryLedger();
    private final PrepaidAccounts accounts = PrepaidAccounts.builder(
                    ledger,
                    CardCodeKeys.builder()
                            .codeKey(1, SecretBytes.of(Bytes.repeat(1, 32)))
                            .pinKey(1, SecretBytes.of(Bytes.repeat(2, 32)))
                            .build(),
                    CLOCK,
                    new Random(1))
            .policy(TenantPolicy.builder(BUS_LINE).product(PURSES).build())
            .build();
    private final PurseBooks books =
            new PurseBooks(accounts, BUS_LINE, "purse desk", PURSES, loadKey, codes, CLOCK, SHANGHAI);

    @BeforeEach
    void openAccount() throws LedgerException {
        assertInstanceOf(Answer.Done.class, books.open(serial, PurseAccount.PURSE));
    }

    @AfterEach
    void close() throws LedgerException {
        assertTrue(ledger.audit().isSound(), () -> "the books are not sound");
        codes.close();
        loadKey.close();
        ledger.close();
    }

    private LoadOutcome load(long minor) {
        return load(minor, books);
    }

    private LoadOutcome load(long minor, LoadHost host) {
        PurseCard card = bench.ready();
        return new BlockingPurseTerminal(bench.card, new CardPsam(bench.psam), host, bench)
                .run(bench.reader.load(card, PurseAccount.PURSE, PurseBench.yuan(minor), bench.nextTime()));
    }

    private PurchaseRecord buy(long minor) {
        return assertInstanceOf(Paid.class, bench.purchase(bench.select(), minor))
                .record();
    }

    private long inTheBooks() throws LedgerException {
        try (CardCode code = CardCode.of(serial.value().toHex() + "EP")) {
            return accounts.operator(BUS_LINE, "auditor")
                    .card(code)
                    .orElseThrow()
                    .balance()
                    .ledger()
                    .getAmountMinorLong();
        }
    }

    private long system(String account) throws LedgerException {
        return ledger.reads().systemBalances(BUS_LINE).stream()
                .filter(balance -> balance.account().name().equals(account))
                .mapToLong(balance -> balance.balance())
                .sum();
    }

    @Test
    void theAccountHoldsWhatTheCardHolds() throws LedgerException {
        assertInstanceOf(Loaded.class, load(5_000));
        assertEquals(5_000, bench.balance());
        assertEquals(5_000, inTheBooks());
        assertInstanceOf(OfflineAnswer.Booked.class, books.handIn(buy(1_200)).orElseThrow());
        assertEquals(3_800, bench.balance());
        assertEquals(3_800, inTheBooks());
        assertEquals(1_200, system("settlement:" + TERMINAL));
        assertEquals(-5_000, system("funding"));
        assertEquals(0, system("suspense"));
    }

    @Test
    void aPurchaseIsBookedOnceWhateverTheMerchantChangesInIt() throws LedgerException {
        load(5_000);
        PurchaseRecord record = buy(700);
        PurchaseFacts facts = record.facts();
        PurchaseRecord renumbered = new PurchaseRecord(
                new PurchaseFacts(
                        facts.serial(),
                        facts.type(),
                        facts.amount(),
                        facts.oldBalance(),
                        facts.offlineSequence() + 1,
                        facts.terminal(),
                        facts.terminalSequence(),
                        facts.time(),
                        facts.keyVersion(),
                        facts.algorithm()),
                record.tac());
        OfflineAnswer.Booked first = assertInstanceOf(
                OfflineAnswer.Booked.class, books.handIn(record).orElseThrow());
        OfflineAnswer.Booked again = assertInstanceOf(
                OfflineAnswer.Booked.class, books.handIn(renumbered).orElseThrow());
        assertEquals(false, first.replayed());
        assertEquals(true, again.replayed());
        assertEquals(4_300, inTheBooks());
        assertEquals(700, system("settlement:" + TERMINAL));
    }

    @Test
    void aWrongCodeBooksNothing() throws LedgerException {
        load(5_000);
        PurchaseRecord record = buy(700);
        assertTrue(books.handIn(new PurchaseRecord(record.facts(), Bytes.repeat(0, 4)))
                .isEmpty());
        assertEquals(5_000, inTheBooks());
    }

    @Test
    void aLoadThatTheCardDidNotTakeIsTakenBack() throws LedgerException {
        bench.reinsert(PurseFault.at(PurseFault.Step.COMPLETE, PurseFault.Effect.TORN_BEFORE));
        UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, load(5_000));
        assertEquals(5_000, inTheBooks());
        bench.reinsert();
        PurseCard card = bench.ready();
        RecoveredLoad recovered = new BlockingPurseTerminal(bench.card, new CardPsam(bench.psam), books, bench)
                .run(bench.reader.recover(card, assertInstanceOf(PendingLoad.class, outcome.pending())));
        assertInstanceOf(NotLoaded.class, recovered);
        assertEquals(0, bench.balance());
        assertEquals(0, inTheBooks());
        assertEquals(0, system("funding"));
    }

    @Test
    void aLoadThatTheCardTookUnseenStays() throws LedgerException {
        bench.reinsert(PurseFault.at(PurseFault.Step.COMPLETE, PurseFault.Effect.TORN_AFTER));
        UnknownTransaction outcome = assertInstanceOf(UnknownTransaction.class, load(5_000));
        bench.reinsert();
        PurseCard card = bench.ready();
        RecoveredLoad recovered = new BlockingPurseTerminal(bench.card, new CardPsam(bench.psam), books, bench)
                .run(bench.reader.recover(card, assertInstanceOf(PendingLoad.class, outcome.pending())));
        assertInstanceOf(Loaded.class, recovered);
        assertEquals(5_000, bench.balance());
        assertEquals(5_000, inTheBooks());
    }

    @Test
    void aRefusalOfTheBooksLeavesTheCardAsItWas() throws LedgerException {
        assertInstanceOf(NotDone.class, load(100_001));
        assertEquals(0, bench.balance());
        assertEquals(0, inTheBooks());
    }

    @Test
    void whatComesInBeyondTheBalanceIsInSuspense() throws LedgerException {
        PurchaseRecord record;
        load(300);
        // Another host loads the card behind the books' back, as a clone or a lying terminal comes to.
        assertInstanceOf(Loaded.class, load(700, bench));
        record = buy(900);
        OfflineAnswer.Booked booked = assertInstanceOf(
                OfflineAnswer.Booked.class, books.handIn(record).orElseThrow());
        assertEquals(PurseBench.yuan(300), booked.debited());
        assertEquals(PurseBench.yuan(600), booked.suspense());
        assertEquals(900, system("settlement:" + TERMINAL));
    }

    @Test
    void nobodySpendsWithTheSerialNumberAtATerminal() throws LedgerException {
        ProductRules open = ProductRules.builder("open", PurseBench.CNY).build();
        assertThrows(
                IllegalArgumentException.class,
                () -> new PurseBooks(accounts, BUS_LINE, "purse desk", open, loadKey, codes, CLOCK, SHANGHAI));
        load(5_000);
        try (CardCode code = CardCode.of(serial.value().toHex() + "EP")) {
            assertInstanceOf(
                    Answer.Refused.class,
                    accounts.terminal(BUS_LINE, TERMINAL).debit(code, PurseBench.yuan(1), OperationKey.of("theft")));
        }
        assertEquals(5_000, inTheBooks());
    }
}
