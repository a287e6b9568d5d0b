package dev.solvo.prepaid.offline;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.ledger.Ledger;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** An issuer with cards of 10.00 each, and the keys of one terminal. */
final class OfflineWorld {
    static final TenantId CITY = new TenantId("city");
    static final TerminalId BUS = new TerminalId("bus-7");
    static final Instant MORNING = Instant.parse("2026-11-30T05:00:00Z");
    static final UploadChain CHAIN = new UploadChain(CITY, BUS, 1);

    final TestClock clock = new TestClock(MORNING);
    final TerminalKey key = key(CITY, BUS, 1);
    final BlockListKey listKey = listKey();
    final SimulatedDisk disk = new SimulatedDisk();
    final MemoryUploadState state = new MemoryUploadState();
    final PrepaidAccounts accounts;
    final OperatorDesk operator;
    final List<CardCode> cards = new ArrayList<>();
    private int parametersVersion;

    OfflineWorld() throws LedgerException {
        this(new MemoryLedger(), 3);
    }

    OfflineWorld(Ledger ledger, int count) throws LedgerException {
        CardCodeKeys keys = CardCodeKeys.builder()
                .codeKey(1, SecretBytes.of(Bytes.repeat(0x11, 32)))
                .pinKey(1, SecretBytes.of(Bytes.repeat(0x22, 32)))
                .build();
        accounts = PrepaidAccounts.builder(ledger, keys, clock, new Random(7))
                .policy(TenantPolicy.builder(CITY)
                        .product(
                                ProductRules.builder("ticket", CurrencyUnit.EUR).build())
                        .build())
                .build();
        operator = accounts.operator(CITY, "anna");
        for (int i = 0; i < count; i++) {
            CardCode card = card(i);
            cards.add(card);
            done(operator.issueActive(card, "ticket", OperationKey.of("issue-" + i)));
            done(operator.load(card, eur(1000), OperationKey.of("load-" + i)));
        }
    }

    private static void done(Answer answer) {
        if (!(answer instanceof Answer.Done)) {
            throw new IllegalStateException(answer.toString());
        }
    }

    static TerminalKey key(TenantId tenant, TerminalId terminal, int number) {
        return TerminalKey.of(tenant, terminal, number, SecretBytes.of(Bytes.repeat(0x33, 32)));
    }

    static BlockListKey listKey() {
        return BlockListKey.of(CITY, SecretBytes.of(Bytes.repeat(0x44, 32)));
    }

    static CardCode card(int number) {
        return CardCode.of(String.format("CARD0000000000%03d", number));
    }

    static Money eur(long cents) {
        return Money.ofMinor(CurrencyUnit.EUR, cents);
    }

    /** Generous limits. */
    OfflineParameters.Builder limits() {
        parametersVersion++;
        return limits(parametersVersion);
    }

    OfflineParameters.Builder limits(int version) {
        return OfflineParameters.builder(
                        key, version, MORNING.minus(Duration.ofHours(1)), MORNING.plus(Duration.ofDays(30)), eur(500))
                .perCardAndUpload(1000, eur(100_000))
                .perTerminal(1000, eur(1_000_000));
    }

    OfflineTill open() throws OfflineException {
        return open(JournalLimits.standard());
    }

    OfflineTill open(JournalLimits limits) throws OfflineException {
        return OfflineTill.open(disk, key, listKey, clock, limits);
    }

    /** A till with generous limits. */
    OfflineTill ready() throws OfflineException {
        OfflineTill till = open();
        till.installParameters(limits().build().seal(key));
        return till;
    }

    OfflineBooking booking() {
        return booking(state);
    }

    OfflineBooking booking(UploadState where) {
        return new OfflineBooking(accounts, chain -> chain.equals(CHAIN) ? Optional.of(key) : Optional.empty(), where);
    }

    static OfflineRecord spend(OfflineTill till, CardCode card, long cents, String key) throws OfflineException {
        SpendAnswer answer = till.spend(card, eur(cents), OperationKey.of(key));
        if (answer instanceof SpendAnswer.Accepted accepted) {
            return accepted.record();
        }
        throw new IllegalStateException(answer.toString());
    }

    /** The records of a till as one request. */
    static Bytes request(List<OfflineRecord> records) {
        List<Bytes> bytes = new ArrayList<>();
        records.forEach(record -> bytes.add(record.toBytes()));
        return new UploadRequest(CITY, BUS, 1, bytes).toBytes();
    }
}
