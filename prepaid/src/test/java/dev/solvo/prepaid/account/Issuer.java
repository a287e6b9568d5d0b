package dev.solvo.prepaid.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.crypto.pin.Pin;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.ledger.SystemBalance;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** An issuer with a product, a till, an operator and a clock that a test sets. */
final class Issuer {
    static final TenantId TENANT = new TenantId("canteen");
    static final TerminalId TILL = new TerminalId("till-1");
    static final TerminalId OTHER_TILL = new TerminalId("till-2");
    static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
    static final Instant START = Instant.parse("2026-11-30T08:00:00Z");
    static final String PRODUCT = "meal";

    final Ledger ledger;
    final PrepaidAccounts accounts;
    final TerminalDesk till;
    final TerminalDesk otherTill;
    final OperatorDesk operator;
    final OfflineDesk offline;
    private final InstantSource clock;
    private final AtomicLong now;
    private final RandomGenerator random;
    private final AtomicInteger keys;
    private final ProductRules rules;

    Issuer() {
        this(rules -> rules);
    }

    Issuer(UnaryOperator<ProductRules.Builder> rules) {
        this(new MemoryLedger(), rules);
    }

    Issuer(Ledger ledger, UnaryOperator<ProductRules.Builder> rules) {
        this(
                ledger,
                rules.apply(ProductRules.builder(PRODUCT, CNY)).build(),
                keys(1, 1),
                new AtomicLong(START.toEpochMilli()),
                random(1),
                new AtomicInteger(),
                new MemoryAttemptLimit(1_000_000, 1_000_000, Duration.ofMinutes(1), 1_000));
    }

    private Issuer(
            Ledger ledger,
            ProductRules rules,
            CardCodeKeys codeKeys,
            AtomicLong now,
            RandomGenerator random,
            AtomicInteger keys,
            AttemptLimit limit) {
        this.ledger = ledger;
        this.rules = rules;
        this.now = now;
        this.clock = () -> Instant.ofEpochMilli(now.get());
        this.random = random;
        this.keys = keys;
        this.accounts = PrepaidAccounts.builder(ledger, codeKeys, clock, random)
                .policy(TenantPolicy.builder(TENANT)
                        .product(rules)
                        .product(
                                ProductRules.builder("dollar", CurrencyUnit.USD).build())
                        .build())
                .attemptLimit(limit)
                .build();
        this.till = accounts.terminal(TENANT, TILL);
        this.otherTill = accounts.terminal(TENANT, OTHER_TILL);
        this.operator = accounts.operator(TENANT, "Li");
        this.offline = accounts.offline(TENANT, TILL);
    }

    /** A source of bytes that several threads may use. */
    static RandomGenerator random(long seed) {
        SplittableRandom source = new SplittableRandom(seed);
        return () -> {
            synchronized (source) {
                return source.nextLong();
            }
        };
    }

    /** Keys of so many versions. */
    static CardCodeKeys keys(int codeVersions, int pinVersions) {
        CardCodeKeys.Builder builder = CardCodeKeys.builder();
        for (int version = 1; version <= codeVersions; version++) {
            builder.codeKey(version, SecretBytes.of(Bytes.repeat(version, 32)));
        }
        for (int version = 1; version <= pinVersions; version++) {
            builder.pinKey(version, SecretBytes.of(Bytes.repeat(0x80 + version, 32)));
        }
        return builder.build();
    }

    /** The same issuer with other keys. */
    Issuer with(CardCodeKeys codeKeys) {
        return new Issuer(
                ledger,
                rules,
                codeKeys,
                now,
                random,
                keys,
                new MemoryAttemptLimit(1_000_000, 1_000_000, Duration.ofMinutes(1), 1_000));
    }

    /** The same issuer with another limit of tries. */
    Issuer with(AttemptLimit limit) {
        return new Issuer(ledger, rules, keys(1, 1), now, random, keys, limit);
    }

    /** The same issuer over another way to the books. */
    Issuer over(Ledger other) {
        return new Issuer(
                other,
                rules,
                keys(1, 1),
                now,
                random,
                keys,
                new MemoryAttemptLimit(1_000_000, 1_000_000, Duration.ofMinutes(1), 1_000));
    }

    Instant now() {
        return clock.instant();
    }

    void pass(Duration time) {
        now.addAndGet(time.toMillis());
    }

    OperationKey key() {
        return OperationKey.of("k" + keys.incrementAndGet());
    }

    CardCode code() {
        return CardCode.generate(random);
    }

    /** An active card with so much on it. */
    CardCode card(long fen) throws LedgerException {
        CardCode code = code();
        done(operator.issueActive(code, PRODUCT, key()));
        if (fen > 0) {
            done(operator.load(code, fen(fen), key()));
        }
        return code;
    }

    CardCode cardWithPin(long fen, String pin) throws LedgerException {
        CardCode code = card(fen);
        try (Pin entered = Pin.of(pin)) {
            done(operator.setPin(code, entered, key()));
        }
        return code;
    }

    static Money fen(long fen) {
        return Money.ofMinor(CNY, fen);
    }

    static Answer.Done done(Answer answer) {
        return assertInstanceOf(Answer.Done.class, answer, answer::toString);
    }

    static void done(Answer answer, long approved, long ledger, long held) {
        Answer.Done done = done(answer);
        assertEquals(fen(approved), done.approved());
        CardBalance balance = done.balance().orElseThrow();
        assertEquals(fen(ledger), balance.ledger());
        assertEquals(fen(held), balance.held());
        assertEquals(fen(ledger - held), balance.available());
    }

    static Answer.Refused refused(RefusalReason reason, Answer answer) {
        Answer.Refused refused = assertInstanceOf(Answer.Refused.class, answer, answer::toString);
        assertEquals(reason, refused.reason());
        return refused;
    }

    static void conflict(Answer answer) {
        assertInstanceOf(Answer.Conflict.class, answer, answer::toString);
    }

    CardRecord record(CardCode card) throws LedgerException {
        return operator.card(card).orElseThrow();
    }

    void has(CardCode card, long ledger, long held) throws LedgerException {
        assertEquals(Answers.balance(CNY, ledger, held), record(card).balance());
    }

    long system(String account) throws LedgerException {
        return operator.systemBalances().stream()
                .filter(balance -> balance.account().name().equals(account))
                .mapToLong(SystemBalance::balance)
                .sum();
    }

    OperationRecord operation(OperationKey key) throws LedgerException {
        List<OperationRecord> found = operator.operations(key);
        assertEquals(1, found.size(), () -> "operations under " + key);
        return found.get(0);
    }

    /** The books must be sound after each test. */
    void audit() throws LedgerException {
        ledger.seal();
        assertEquals(List.of(), ledger.audit().findings());
    }
}
