package dev.solvo.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.crypto.key.SecretBytes;
import dev.solvo.prepaid.OperationKey;
import dev.solvo.prepaid.TenantId;
import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.account.Answer;
import dev.solvo.prepaid.account.BatchAnswer;
import dev.solvo.prepaid.account.CardCode;
import dev.solvo.prepaid.account.CardCodeKeys;
import dev.solvo.prepaid.account.OperatorDesk;
import dev.solvo.prepaid.account.PrepaidAccounts;
import dev.solvo.prepaid.account.ProductRules;
import dev.solvo.prepaid.account.TenantPolicy;
import dev.solvo.prepaid.ledger.LedgerException;
import dev.solvo.prepaid.ledger.MemoryLedger;
import dev.solvo.prepaid.offline.BlockList;
import dev.solvo.prepaid.offline.BlockListKey;
import dev.solvo.prepaid.offline.BookedRecord;
import dev.solvo.prepaid.offline.BookingReport;
import dev.solvo.prepaid.offline.BookingResult;
import dev.solvo.prepaid.offline.CardDigest;
import dev.solvo.prepaid.offline.FileUploadState;
import dev.solvo.prepaid.offline.OfflineBooking;
import dev.solvo.prepaid.offline.OfflineException;
import dev.solvo.prepaid.offline.OfflineIssuer;
import dev.solvo.prepaid.offline.OfflineParameters;
import dev.solvo.prepaid.offline.OfflineTill;
import dev.solvo.prepaid.offline.SpendAnswer;
import dev.solvo.prepaid.offline.TerminalKey;
import dev.solvo.prepaid.offline.UploadChannel;
import dev.solvo.prepaid.offline.UploadOutcome;
import dev.solvo.prepaid.offline.UploadStep;
import dev.solvo.tlv.Bytes;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/prepaid-offline.md: a validator in a bus, and its issuer. */
final class PrepaidOfflineExamplesTest {
    private static final TenantId CITY = new TenantId("city");
    private static final TerminalId BUS = new TerminalId("bus-7");

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-30T06:00:00Z"), ZoneOffset.UTC);
    private final SecureRandom random = new SecureRandom();
    private final List<String> shown = new ArrayList<>();
    private final PrepaidAccounts accounts;
    private final OperatorDesk operator;
    private final CardCode card;
    private final TerminalKey key = TerminalKey.of(CITY, BUS, 1, SecretBytes.random(TerminalKey.LENGTH, random));
    private final BlockListKey listKey = BlockListKey.of(CITY, SecretBytes.random(BlockListKey.LENGTH, random));

    PrepaidOfflineExamplesTest() throws LedgerException {
        accounts = PrepaidAccounts.builder(
                        new MemoryLedger(),
                        CardCodeKeys.builder()
                                .codeKey(1, SecretBytes.random(32, random))
                                .pinKey(1, SecretBytes.random(32, random))
                                .build(),
                        clock,
                        random)
                .policy(TenantPolicy.builder(CITY)
                        .product(
                                ProductRules.builder("ticket", CurrencyUnit.EUR).build())
                        .build())
                .build();
        operator = accounts.operator(CITY, "anna");
        card = operator.newCode();
        assertInstanceOf(Answer.Done.class, operator.issueActive(card, "ticket", OperationKey.of("issue-1")));
        assertInstanceOf(Answer.Done.class, operator.load(card, eur("3.00"), OperationKey.of("load-1")));
    }

    private static Money eur(String amount) {
        return Money.of(CurrencyUnit.EUR, new java.math.BigDecimal(amount));
    }

    private void show(String text) {
        shown.add(text);
    }

    // docs: limits
    Bytes limits(TerminalKey key, int version) {
        return OfflineParameters.builder(
                        key, version, clock.instant(), clock.instant().plus(Duration.ofDays(3)), eur("5.00"))
                .perCardAndDay(4, eur("12.00"), ZoneId.of("Europe/Vienna"))
                .perTerminal(2_000, eur("4000.00"))
                .leastBlockList(1)
                .build()
                .seal(key);
    }

    Bytes blocked(TerminalKey key, int version, List<CardDigest> cards) {
        return BlockList.of(key.tenant(), version, cards).seal(key);
    }
    // end docs

    private OfflineIssuer issuer(int version, List<CardDigest> blockedCards) {
        return new OfflineIssuer() {
            @Override
            public Optional<Bytes> parameters(int have) {
                return have < version ? Optional.of(limits(key, version)) : Optional.empty();
            }

            @Override
            public Optional<Bytes> blockList(int have) {
                return have < version ? Optional.of(blocked(key, version, blockedCards)) : Optional.empty();
            }
        };
    }

    // docs: spend
    void ride(OfflineTill till, CardCode card, Money fare, OperationKey key) throws OfflineException {
        SpendAnswer answer = till.spend(card, fare, key);
        if (answer instanceof SpendAnswer.Accepted accepted) {
            show("have a good trip: " + accepted.record().sequence());
        } else if (answer instanceof SpendAnswer.Refused refused) {
            show("please pay the driver: " + refused.reason());
        } else {
            show("this key was used for another ride");
        }
    }
    // end docs

    // docs: upload
    void inTheDepot(OfflineTill till, OfflineIssuer issuer, UploadChannel channel)
            throws IOException, OfflineException {
        UploadOutcome outcome = till.upload(channel, 200);
        if (outcome instanceof UploadOutcome.Complete complete) {
            show("uploaded through " + complete.through());
        } else if (outcome instanceof UploadOutcome.Interrupted) {
            show("again later"); // nothing is lost: the next upload asks the issuer how far he is
        } else {
            show("call the office: " + outcome);
        }
        till.refresh(issuer); // newer limits and block list
    }
    // end docs

    // docs: steps
    UploadStep next(UploadStep.Send send, Optional<Bytes> received) throws OfflineException {
        // send.bytes() was sent by a network client of any kind; no thread waited
        return received.isPresent() ? send.resume(received.get()) : send.noAnswer();
    }
    // end docs

    // docs: booking
    Bytes receive(OfflineBooking booking, Bytes request) throws OfflineException, LedgerException {
        BookingResult result = booking.answer(request);
        BookingReport report = result.report();
        for (BookedRecord record : report.records()) {
            if (!record.duplicate() && record.suspense().isPositive()) {
                show("overspent by " + record.suspense() + ", record " + record.sequence());
            }
        }
        report.missing().ifPresent(gap -> show("missing: " + gap.from() + " to " + gap.through()));
        report.refused().forEach(refused -> show("refused: " + refused));
        return result.answer();
    }
    // end docs

    @Test
    void aDayOfABus(@TempDir Path directory) throws Exception {
        List<CardDigest> lost = new ArrayList<>();
        try (FileUploadState state = FileUploadState.open(directory.resolve("issuer"))) {
            // docs: issuer
            OfflineBooking booking = new OfflineBooking(
                    accounts, chain -> chain.keyNumber() == 1 ? Optional.of(key) : Optional.empty(), state);
            // end docs
            UploadChannel channel = request -> {
                try {
                    return receive(booking, request);
                } catch (OfflineException | LedgerException e) {
                    throw new IOException(e);
                }
            };

            // docs: open
            try (OfflineTill till = OfflineTill.open(directory.resolve("till"), key, listKey, clock)) {
                till.refresh(issuer(1, lost));
                ride(till, card, eur("2.40"), OperationKey.of("20261130-0001"));
                ride(till, card, eur("2.40"), OperationKey.of("20261130-0001")); // asked again: the same record
                ride(till, card, eur("2.40"), OperationKey.of("20261130-0002"));
                ride(till, card, eur("5.01"), OperationKey.of("20261130-0003"));
            }
            // end docs
            assertEquals(
                    List.of(
                            "have a good trip: 1",
                            "have a good trip: 1",
                            "have a good trip: 2",
                            "please pay the driver: TRANSACTION_LIMIT"),
                    shown);
            shown.clear();

            try (OfflineTill till = OfflineTill.open(directory.resolve("till"), key, listKey, clock)) {
                lost.add(listKey.digest(card));
                inTheDepot(till, issuer(2, lost), channel);
                ride(till, card, eur("2.40"), OperationKey.of("20261130-0004"));
                assertEquals(
                        List.of(
                                "overspent by EUR 1.80, record 2",
                                "uploaded through 2",
                                "please pay the driver: BLOCKED"),
                        shown);

                // docs: batch
                int batch = till.batch();
                till.beginBatch(batch + 1);
                if (till.isUploaded(batch)) {
                    BatchAnswer closed = accounts.terminal(CITY, BUS)
                            .closeBatch(batch, till.batchLines(batch), OperationKey.of("close-bus-7-" + batch));
                    if (closed instanceof BatchAnswer.Matched) {
                        till.forgetBatches(batch);
                    }
                }
                // end docs
                assertTrue(till.batches().isEmpty());

                UploadStep.Send asking = assertInstanceOf(UploadStep.Send.class, till.upload(10));
                UploadStep end = next(asking, Optional.of(channel.exchange(asking.bytes())));
                assertEquals(new UploadStep.Finished(new UploadOutcome.Complete(2, 0, 0)), end);
                UploadStep.Send alone = assertInstanceOf(UploadStep.Send.class, till.upload(10));
                assertEquals(new UploadStep.Finished(new UploadOutcome.Interrupted(2)), next(alone, Optional.empty()));
            }
        }
    }
}
