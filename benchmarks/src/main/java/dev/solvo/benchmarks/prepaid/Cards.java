package dev.solvo.benchmarks.prepaid;

import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountCounters;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.AccountRow;
import dev.solvo.prepaid.ledger.AnswerRow;
import dev.solvo.prepaid.ledger.CardState;
import dev.solvo.prepaid.ledger.Decision;
import dev.solvo.prepaid.ledger.JournalEntry;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerAccount;
import dev.solvo.prepaid.ledger.LedgerCommand;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.LedgerResult;
import dev.solvo.prepaid.ledger.OperationFacts;
import dev.solvo.prepaid.ledger.OperationId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.prepaid.ledger.OperationProgress;
import dev.solvo.prepaid.ledger.OperationRow;
import dev.solvo.prepaid.ledger.PinRow;
import dev.solvo.prepaid.ledger.Posting;
import dev.solvo.prepaid.ledger.Side;
import dev.solvo.tlv.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The cards that are debited: all alike, all with the same sum on them, on every side's store. */
final class Cards {
    static final TenantId TENANT = new TenantId("bench");
    static final String CURRENCY = "EUR";
    static final String PRODUCT = "gift";
    static final int BATCH = 1;
    static final long NOW = 1_800_000_000_000L;

    /** What each card has at first; enough for any run. */
    static final long LOADED = 1_000_000_000;

    /** One per client at least. */
    static final List<TerminalId> TERMINALS = terminals(64);

    private static final int CODE_VERSION = 1;
    private static final int TOGETHER = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final AccountId[] accounts;

    Cards(int count) {
        accounts = new AccountId[count];
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(codeKey(), ALGORITHM));
            for (int card = 0; card < count; card++) {
                mac.update(TENANT.value().getBytes(StandardCharsets.UTF_8));
                mac.update((byte) 0);
                byte[] hash = mac.doFinal(code(card).getBytes(StandardCharsets.US_ASCII));
                accounts[card] = new AccountId(Bytes.of(hash, 0, AccountId.LENGTH));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC with SHA-256", e);
        }
    }

    private static List<TerminalId> terminals(int count) {
        List<TerminalId> terminals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            terminals.add(new TerminalId("till-" + i));
        }
        return List.copyOf(terminals);
    }

    /** The key that cards' ids are derived under, so that desks find them by their codes. */
    static byte[] codeKey() {
        return "benchmark: no secret of anything".getBytes(StandardCharsets.US_ASCII);
    }

    int count() {
        return accounts.length;
    }

    AccountId account(int card) {
        return accounts[card];
    }

    static String code(int card) {
        return String.format("BENCH%011d", card);
    }

    /** A key as clients make them. */
    static String newKey(SplittableRandom random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    static Bytes newFingerprint(SplittableRandom random) {
        byte[] fingerprint = new byte[32];
        random.nextBytes(fingerprint);
        return Bytes.of(fingerprint);
    }

    /** Issues all cards, some at a time. */
    void issue(Ledger ledger) throws LedgerException {
        SplittableRandom random = new SplittableRandom(1);
        for (int first = 0; first < accounts.length; first += TOGETHER) {
            List<AccountRow> rows = new ArrayList<>();
            List<JournalEntry> entries = new ArrayList<>();
            for (int card = first; card < Math.min(first + TOGETHER, accounts.length); card++) {
                rows.add(row(card));
                entries.add(loading(card, random));
            }
            store(ledger, new Decision(entries, rows, List.of()));
        }
    }

    private AccountRow row(int card) {
        return new AccountRow(
                TENANT,
                accounts[card],
                CURRENCY,
                CardState.ACTIVE,
                PRODUCT,
                AccountCounters.ZERO.credited(LOADED),
                PinRow.NONE,
                AccountRow.NEVER,
                NOW,
                accounts[card],
                CODE_VERSION,
                code(card).substring(code(card).length() - 4),
                0);
    }

    private JournalEntry loading(int card, SplittableRandom random) {
        return entry(
                OperationKind.LOAD,
                card,
                LOADED,
                LOADED,
                List.of(
                        new Posting(LedgerAccount.FUNDING, Side.DEBIT, LOADED),
                        new Posting(LedgerAccount.card(accounts[card]), Side.CREDIT, LOADED)),
                random);
    }

    /** An entry of one minor unit debited, that leaves a balance. */
    JournalEntry debited(int card, long balance, SplittableRandom random) {
        return entry(
                OperationKind.DEBIT,
                card,
                1,
                balance,
                List.of(
                        new Posting(LedgerAccount.card(accounts[card]), Side.DEBIT, 1),
                        new Posting(LedgerAccount.settlement(terminal(card)), Side.CREDIT, 1)),
                random);
    }

    private static TerminalId terminal(int card) {
        return TERMINALS.get(card % TERMINALS.size());
    }

    private JournalEntry entry(
            OperationKind kind, int card, long amount, long balance, List<Posting> postings, SplittableRandom random) {
        OperationRow operation = new OperationRow(
                new OperationId(TENANT, accounts[card], new OperationKey(newKey(random))),
                newFingerprint(random),
                facts(kind, terminal(card).value(), amount, accounts[card]),
                new AnswerRow(true, "", amount, balance, 0, CardState.ACTIVE, ""),
                OperationProgress.NONE,
                0);
        return new JournalEntry(operation, postings);
    }

    static OperationFacts facts(OperationKind kind, String terminal, long amount, AccountId account) {
        return new OperationFacts(kind, NOW, terminal, BATCH, CURRENCY, amount, "", account, "", "");
    }

    /** Stores a decision under the key of its first entry. */
    static void store(Ledger ledger, Decision decision) throws LedgerException {
        OperationRow first = decision.entries().get(0).operation();
        LedgerResult result = ledger.execute(new LedgerCommand(first.id(), first.fingerprint()), view -> decision);
        if (!(result instanceof LedgerResult.Decided)) {
            throw new IllegalStateException("a key came twice");
        }
    }
}
