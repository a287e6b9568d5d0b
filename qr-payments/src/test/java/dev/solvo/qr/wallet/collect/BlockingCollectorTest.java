package dev.solvo.qr.wallet.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.HttpAnswer;
import dev.solvo.qr.http.HttpTransport;
import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.CancelReply;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.ShowReply;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.collect.CollectionObserver.Decision;
import dev.solvo.qr.wallet.collect.ReplyGateway.Call;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.CollectionStore;
import dev.solvo.qr.wallet.record.FileCollectionStore;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockingCollectorTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);
    private static final PaymentCode CODE = PaymentCode.of("281234567890123456");
    private static final SaleReference SALE = SaleReference.of("bill-7");
    private static final Order ORDER = Order.of(OrderNumber.of("ORDER001"), AMOUNT, "dinner");
    private static final PaymentReply LOST = new PaymentReply.NotKnown(UnknownCause.SIGNATURE_WRONG, "");
    private static final PaymentReply WAITING = new PaymentReply.Waiting("WAIT_BUYER_PAY");
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            false,
            Duration.ofSeconds(45),
            5,
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            4);

    @TempDir
    private Path directory;

    private final VirtualTime time = new VirtualTime();
    private final ScriptedWallet wallet = new ScriptedWallet(POLICY);
    private final List<Decision> decisions = new ArrayList<>();
    private FileCollectionStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileCollectionStore.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private BlockingCollector collector(CollectionStore kept) {
        return new BlockingCollector(wallet, wallet, kept, time, time, decisions::add);
    }

    private static PaymentReply paid(Money amount) {
        return new PaymentReply.Paid(new Payment(
                amount, Optional.empty(), List.of(), Optional.empty(), new TransactionId("T1"), Optional.empty()));
    }

    private PaymentState charge(String number, CashierScreen screen) throws InterruptedException {
        Order order = Order.of(OrderNumber.of(number), AMOUNT, "dinner");
        return ((CollectionStep.Done) collector(store).charge(SALE, order, CODE, screen)).state();
    }

    /** Gives up from a time on. */
    private CashierScreen givingUpAfter(Duration duration) {
        Instant at = time.instant().plus(duration);
        return new CashierScreen() {
            @Override
            public boolean givesUp() {
                return !time.instant().isBefore(at);
            }
        };
    }

    @Test
    void aRecordIsKeptBeforeTheFirstByteLeaves() throws Exception {
        List<CollectionRecord> keptWhenSent = new ArrayList<>();
        wallet.on(Call.PAY, paid(AMOUNT));
        HttpTransport looking = (request, timeout) -> {
            try {
                keptWhenSent.addAll(store.unresolved());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return wallet.send(request, timeout);
        };
        new BlockingCollector(wallet, looking, store, time, time, CollectionObserver.NONE)
                .charge(SALE, ORDER, CODE, CashierScreen.NONE);
        assertEquals(1, keptWhenSent.size());
        assertEquals(CollectionRecord.Phase.SUBMITTING, keptWhenSent.get(0).phase());
        assertFalse(Files.readString(directory.resolve("collections.jsonl")).contains("2812345678"));
    }

    @Test
    void theSameNumberIsNotPaidTwice() throws Exception {
        wallet.on(Call.PAY, paid(AMOUNT));
        PaymentState first = charge("ORDER001", CashierScreen.NONE);
        assertInstanceOf(PaymentState.Approved.class, first);
        assertEquals(first, charge("ORDER001", CashierScreen.NONE));
        assertEquals(List.of(Call.PAY), wallet.sent());
        Order other = Order.of(ORDER.number(), AMOUNT.plusMinor(1), "dinner");
        assertThrows(
                IllegalArgumentException.class, () -> collector(store).charge(SALE, other, CODE, CashierScreen.NONE));
    }

    @Test
    void aSaleThatIsOpenOrPaidIsNotCollectedForUnderAnotherNumber() throws Exception {
        wallet.on(Call.PAY, LOST).on(Call.QUERY, LOST).on(Call.CANCEL, TransportException.Kind.NO_ANSWER);
        assertInstanceOf(PaymentState.Unknown.class, charge("ORDER001", CashierScreen.NONE));
        Order second = Order.of(OrderNumber.of("ORDER002"), AMOUNT, "dinner");
        CollectionStep.End end = collector(store).charge(SALE, second, CODE, CashierScreen.NONE);
        assertEquals(
                ORDER.number(),
                assertInstanceOf(CollectionStep.Blocked.class, end)
                        .blocking()
                        .order()
                        .number());
        wallet.on(Call.CANCEL, new CancelReply.Cancelled("close"));
        collector(store).resumeAll(CashierScreen.NONE);
        wallet.on(Call.PAY, paid(AMOUNT)).on(Call.QUERY, paid(AMOUNT));
        assertInstanceOf(PaymentState.Approved.class, charge("ORDER002", CashierScreen.NONE));
        CollectionStep.End third = collector(store)
                .charge(SALE, Order.of(OrderNumber.of("ORDER003"), AMOUNT, "dinner"), CODE, CashierScreen.NONE);
        assertInstanceOf(CollectionStep.Blocked.class, third);
    }

    @Test
    void withoutNetworkNothingIsBegun() throws Exception {
        HttpTransport dead = (request, timeout) -> {
            throw new TransportException(TransportException.Kind.NOT_SENT, "no network");
        };
        CollectionStep.End end = new BlockingCollector(wallet, dead, store, time, time, decisions::add)
                .charge(SALE, ORDER, CODE, CashierScreen.NONE);
        Readiness why = assertInstanceOf(CollectionStep.NotReady.class, end).readiness();
        assertInstanceOf(Readiness.Offline.class, why);
        assertEquals(List.of(), store.unresolved());
    }

    @Test
    void aRequestThatDidNotLeaveTookNoMoney() throws Exception {
        wallet.on(Call.PAY, TransportException.Kind.NOT_SENT);
        PaymentState state = charge("ORDER001", CashierScreen.NONE);
        assertEquals(
                "NOT_SENT",
                assertInstanceOf(PaymentState.Declined.class, state).refusal().walletCode());
        assertEquals(List.of(Call.PAY), wallet.sent());
    }

    @Test
    void aRetryableAnswerRepeatsTheSameCall() throws Exception {
        wallet.on(Call.PAY, new PaymentReply.TryAgain("FREQUENCY_LIMITED")).on(Call.PAY, paid(AMOUNT));
        assertInstanceOf(PaymentState.Approved.class, charge("ORDER001", CashierScreen.NONE));
        assertEquals(List.of(Call.PAY, Call.PAY), wallet.sent());
    }

    @Test
    void aStoreThatFailsAtTheStartLetsNothingOut() throws Exception {
        CollectionStore broken = new FailingStore(store, 0);
        CollectionStep.Done end = (CollectionStep.Done) collector(broken).charge(SALE, ORDER, CODE, CashierScreen.NONE);
        assertInstanceOf(PaymentState.Declined.class, end.state());
        assertFalse(end.saved());
        assertEquals(List.of(), wallet.sent());
    }

    @Test
    void aStoreThatFailsLaterDoesNotLoseTheResult() throws Exception {
        wallet.on(Call.PAY, WAITING).on(Call.QUERY, paid(AMOUNT));
        CollectionStep.Done end = (CollectionStep.Done)
                collector(new FailingStore(store, 1)).charge(SALE, ORDER, CODE, CashierScreen.NONE);
        assertInstanceOf(PaymentState.Approved.class, end.state());
        assertFalse(end.saved());
        CollectionStep.Done resumed = (CollectionStep.Done)
                collector(store).resumeAll(CashierScreen.NONE).get(0);
        assertEquals(end.state(), resumed.state());
    }

    @Test
    void whoeverSavedLastGoesOn() throws Exception {
        wallet.on(Call.PAY, WAITING).on(Call.QUERY, WAITING).on(Call.CANCEL, new CancelReply.Cancelled(""));
        CashierScreen rival = new CashierScreen() {
            private boolean done;

            @Override
            public void waiting(PaymentState state, Instant until) {
                if (!done) {
                    done = true;
                    try {
                        collector(store).resumeAll(CashierScreen.NONE);
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        };
        PaymentState state = charge("ORDER001", rival);
        assertEquals(new PaymentState.Unknown(UnknownCause.RECORD_TAKEN_OVER, ""), state);
        assertEquals(List.of(), store.unresolved());
        assertEquals(1, wallet.sent().stream().filter(c -> c == Call.CANCEL).count());
    }

    @Test
    void aCashierWhoGivesUpHearsWhetherTheMoneyCame() throws Exception {
        wallet.on(Call.PAY, WAITING).on(Call.QUERY, WAITING).on(Call.CANCEL, new CancelReply.Cancelled("close"));
        Instant begin = time.instant();
        assertEquals(new PaymentState.Reversed("close"), charge("ORDER001", givingUpAfter(Duration.ofSeconds(3))));
        assertEquals(List.of(Call.PAY, Call.QUERY, Call.CANCEL), wallet.sent());
        assertFalse(time.instant().isBefore(begin.plusSeconds(15)), "not before WeChat Pay's 15 seconds");
    }

    @Test
    void anUnknownTakingBackIsRepeatedAlthoughTheQuerySaysPaid() throws Exception {
        wallet.on(Call.PAY, WAITING)
                .on(Call.QUERY, new PaymentReply.Failed("PAYERROR"))
                .on(Call.CANCEL, TransportException.Kind.NO_ANSWER);
        assertInstanceOf(PaymentState.Unknown.class, charge("ORDER001", CashierScreen.NONE));
        ScriptedWallet later = new ScriptedWallet(POLICY);
        later.on(Call.QUERY, paid(AMOUNT)).on(Call.CANCEL, new CancelReply.Cancelled("refund"));
        CollectionStep.Done end =
                (CollectionStep.Done) new BlockingCollector(later, later, store, time, time, CollectionObserver.NONE)
                        .resumeAll(CashierScreen.NONE)
                        .get(0);
        assertEquals(new PaymentState.Reversed("refund"), end.state());
    }

    @Test
    void whatNeverArrivedEndsWhenNobodyCanPayItAnyMore() throws Exception {
        PaymentReply none = new PaymentReply.NotFound("ORDERNOTEXIST");
        wallet.on(Call.PAY, LOST).on(Call.QUERY, none).on(Call.CANCEL, new CancelReply.QueryFirst("ORDERNOTEXIST"));
        assertInstanceOf(PaymentState.Unknown.class, charge("ORDER001", CashierScreen.NONE));
        time.pass(Duration.ofMinutes(10));
        CollectionStep.Done end = (CollectionStep.Done)
                collector(store).resumeAll(CashierScreen.NONE).get(0);
        assertInstanceOf(PaymentState.Reversed.class, end.state());
    }

    @Test
    void aReportEndsTheWaiting() throws Exception {
        wallet.on(Call.PAY, WAITING).on(Call.QUERY, WAITING);
        BlockingCollector collector = collector(store);
        Instant begin = time.instant();
        CashierScreen reporting = new CashierScreen() {
            @Override
            public boolean givesUp() {
                if (!time.instant().isBefore(begin.plusSeconds(2))) {
                    collector.notified(OrderNumber.of("ANOTHER1"), paid(AMOUNT));
                    collector.notified(ORDER.number(), paid(AMOUNT));
                }
                return false;
            }
        };
        CollectionStep.Done end = (CollectionStep.Done) collector.charge(SALE, ORDER, CODE, reporting);
        assertInstanceOf(PaymentState.Approved.class, end.state());
        assertEquals(List.of(Call.PAY), wallet.sent());
    }

    @Test
    void aReportOfAnotherAmountIsAConflict() throws Exception {
        wallet.on(Call.PAY, WAITING);
        BlockingCollector collector = collector(store);
        CashierScreen reporting = new CashierScreen() {
            @Override
            public boolean givesUp() {
                collector.notified(ORDER.number(), paid(AMOUNT.minusMinor(1)));
                return false;
            }
        };
        CollectionStep.Done end = (CollectionStep.Done) collector.charge(SALE, ORDER, CODE, reporting);
        assertInstanceOf(PaymentState.Conflict.class, end.state());
    }

    @Test
    void aShownCodeIsAskedAboutUntilItHasExpiredThenClosed() throws Exception {
        wallet.on(Call.SHOW, new ShowReply.Shown("https://wallet/1"))
                .on(Call.QUERY, WAITING)
                .on(Call.CLOSE, new CancelReply.Cancelled("close"));
        List<String> shown = new ArrayList<>();
        CashierScreen screen = new CashierScreen() {
            @Override
            public void show(String codeText, Instant until) {
                shown.add(codeText);
                assertEquals(time.instant().plus(Duration.ofMinutes(2)), until);
            }

            @Override
            public void waiting(PaymentState state, Instant until) {
                if (wallet.sent().contains(Call.CLOSE)) {
                    wallet.on(Call.QUERY, new PaymentReply.Closed("TRADE_CLOSED"));
                }
            }
        };
        CollectionStep.Done end =
                (CollectionStep.Done) collector(store).show(SALE, ORDER.expiringAfter(Duration.ofMinutes(2)), screen);
        assertEquals(new PaymentState.Reversed("close"), end.state());
        assertEquals(List.of("https://wallet/1"), shown);
        assertTrue(wallet.sent().indexOf(Call.CLOSE) >= 20, "asked for two minutes: " + wallet.sent());
    }

    @Test
    void aCodeThatWasNotClosedIsWatchedUntilNobodyCanPayIt() throws Exception {
        PaymentReply none = new PaymentReply.NotFound("ACQ.TRADE_NOT_EXIST");
        wallet.on(Call.SHOW, new ShowReply.Shown("https://wallet/1"))
                .on(Call.QUERY, none)
                .on(Call.CLOSE, new CancelReply.QueryFirst("ACQ.TRADE_NOT_EXIST"));
        CollectionStep.Done end =
                (CollectionStep.Done) collector(store).show(SALE, ORDER, givingUpAfter(Duration.ofSeconds(7)));
        assertInstanceOf(PaymentState.Unknown.class, end.state());
        time.pass(Duration.ofMinutes(9));
        assertInstanceOf(
                PaymentState.Unknown.class,
                ((CollectionStep.Done)
                                collector(store).resumeAll(CashierScreen.NONE).get(0))
                        .state());
        time.pass(Duration.ofMinutes(1));
        CollectionStep.Done later = (CollectionStep.Done)
                collector(store).resumeAll(CashierScreen.NONE).get(0);
        assertEquals(new PaymentState.Reversed("close"), later.state());
    }

    @Test
    void aCodeThatNobodySawEndsAtOnce() throws Exception {
        wallet.on(Call.SHOW, TransportException.Kind.NO_ANSWER)
                .on(Call.QUERY, new PaymentReply.NotFound("x"))
                .on(Call.CLOSE, new CancelReply.QueryFirst("x"));
        CollectionStep.Done end = (CollectionStep.Done) collector(store).show(SALE, ORDER, CashierScreen.NONE);
        assertEquals(new PaymentState.Reversed("close"), end.state());
        assertEquals(List.of(Call.SHOW, Call.CLOSE, Call.QUERY), wallet.sent());
    }

    @Test
    void aPaymentFasterThanTheCloseIsSeen() throws Exception {
        wallet.on(Call.SHOW, new ShowReply.Shown("https://wallet/1"))
                .on(Call.QUERY, WAITING)
                .on(Call.QUERY, paid(AMOUNT))
                .on(Call.CLOSE, new CancelReply.QueryFirst("ORDERPAID"));
        CollectionStep.Done end =
                (CollectionStep.Done) collector(store).show(SALE, ORDER, givingUpAfter(Duration.ofSeconds(1)));
        assertInstanceOf(PaymentState.Approved.class, end.state());
    }

    @Test
    void everyConclusionIsTold() throws Exception {
        wallet.on(Call.PAY, LOST).on(Call.QUERY, paid(AMOUNT));
        charge("ORDER001", CashierScreen.NONE);
        assertEquals(
                List.of("pay: NotKnown (SIGNATURE_WRONG)", "query: Paid"),
                decisions.stream().map(Decision::event).toList());
        assertEquals("ask", decisions.get(0).conclusion());
        assertFalse(decisions.toString().contains("2812345678"));
    }

    @Test
    void aKeyThatCannotSignLetsNothingOut() throws Exception {
        ScriptedWallet locked = new ScriptedWallet(POLICY) {
            @Override
            public WalletCall<PaymentReply> pay(Order order, PaymentCode code) {
                throw new IllegalStateException("the token is locked");
            }
        };
        CollectionStep.Done end =
                (CollectionStep.Done) new BlockingCollector(locked, locked, store, time, time, decisions::add)
                        .charge(SALE, ORDER, CODE, CashierScreen.NONE);
        assertEquals(
                "NOT_SIGNED",
                assertInstanceOf(PaymentState.Declined.class, end.state())
                        .refusal()
                        .walletCode());
    }

    @Test
    void anOrderThatTheWalletDoesNotTakeLeavesNoRecord() throws Exception {
        ScriptedWallet strict = new ScriptedWallet(POLICY) {
            @Override
            public WalletCall<PaymentReply> pay(Order order, PaymentCode code) {
                throw new IllegalArgumentException("WeChat Pay takes order numbers of 6 to 32 characters");
            }
        };
        BlockingCollector collector = new BlockingCollector(strict, strict, store, time, time, decisions::add);
        assertThrows(IllegalArgumentException.class, () -> collector.charge(SALE, ORDER, CODE, CashierScreen.NONE));
        assertEquals(List.of(), store.unresolved());
        assertEquals(Optional.empty(), store.blocking(SALE));
    }

    @Test
    void aRecordThatCannotBeAskedAboutDoesNotKeepTheOthersFromTheirs() throws Exception {
        wallet.on(Call.PAY, LOST).on(Call.QUERY, LOST).on(Call.CANCEL, TransportException.Kind.NO_ANSWER);
        charge("ORDER001", CashierScreen.NONE);
        ScriptedWallet changed = new ScriptedWallet(POLICY) {
            @Override
            public WalletCall<PaymentReply> query(OrderReference order) {
                throw new IllegalArgumentException("CNY is not configured any more");
            }

            @Override
            public WalletCall<CancelReply> cancel(OrderReference order) {
                throw new IllegalArgumentException("CNY is not configured any more");
            }
        };
        CollectionStep.Done end =
                (CollectionStep.Done) new BlockingCollector(changed, changed, store, time, time, decisions::add)
                        .resumeAll(CashierScreen.NONE)
                        .get(0);
        assertInstanceOf(PaymentState.Unknown.class, end.state());
        assertEquals(1, store.unresolved().size());
    }

    @Test
    void aReportBeforeTheFifteenSecondsTakesNothingBackEarly() throws Exception {
        wallet.on(Call.PAY, new PaymentReply.Failed("PAYERROR")).on(Call.CANCEL, new CancelReply.Cancelled("reverse"));
        BlockingCollector collector = collector(store);
        Instant begin = time.instant();
        List<Instant> cancelledAt = new ArrayList<>();
        HttpTransport timed = (request, timeout) -> {
            int before = wallet.sent().size();
            HttpAnswer answer = wallet.send(request, timeout);
            if (wallet.sent().size() > before && wallet.sent().get(before) == Call.CANCEL) {
                cancelledAt.add(time.instant());
            }
            return answer;
        };
        BlockingCollector[] reported = {collector};
        CashierScreen screen = new CashierScreen() {
            @Override
            public void waiting(PaymentState state, Instant until) {
                if (time.instant().isBefore(begin.plusSeconds(1))) {
                    reported[0].notified(ORDER.number(), new PaymentReply.Failed("PAYERROR"));
                    time.pass(Duration.ofSeconds(1));
                }
            }
        };
        reported[0] = new BlockingCollector(wallet, timed, store, time, time, CollectionObserver.NONE);
        CollectionStep.Done end = (CollectionStep.Done) reported[0].charge(SALE, ORDER, CODE, screen);
        assertEquals(new PaymentState.Reversed("reverse"), end.state());
        assertEquals(1, cancelledAt.size());
        assertFalse(cancelledAt.get(0).isBefore(begin.plusSeconds(15)), "taken back at " + cancelledAt);
    }

    @Test
    void aClockThatIsSetBackDoesNotStopTheCollection() throws Exception {
        wallet.on(Call.PAY, WAITING).on(Call.QUERY, WAITING).on(Call.CANCEL, new CancelReply.Cancelled("close"));
        List<Instant> rests = new ArrayList<>();
        Waiter setBack = instant -> {
            rests.add(instant);
            assertTrue(rests.size() < 2000, "waits for ever");
            time.waitUntil(instant);
            if (rests.size() == 3) {
                time.pass(Duration.ofHours(-1));
            }
        };
        CollectionStep.Done end =
                (CollectionStep.Done) new BlockingCollector(wallet, wallet, store, time, setBack, decisions::add)
                        .charge(SALE, ORDER, CODE, CashierScreen.NONE);
        assertEquals(new PaymentState.Reversed("close"), end.state());
    }

    @Test
    void aResultThatCouldNotBeSavedIsSavedBeforeAnythingIsAskedAgain() throws Exception {
        wallet.on(Call.PAY, paid(AMOUNT));
        FailingStore failing = new FailingStore(store, 1);
        BlockingCollector collector = collector(failing);
        CollectionStep.Done told = (CollectionStep.Done) collector.charge(SALE, ORDER, CODE, CashierScreen.NONE);
        assertInstanceOf(PaymentState.Approved.class, told.state());
        assertFalse(told.saved());
        failing.left = 1;
        CollectionStep.Done saved =
                (CollectionStep.Done) collector.resumeAll(CashierScreen.NONE).get(0);
        assertEquals(told.state(), saved.state());
        assertTrue(saved.saved());
        assertEquals(List.of(Call.PAY), wallet.sent());
        assertEquals(List.of(), store.unresolved());
    }

    @Test
    void nothingIsTakenBackOfWhichNoRecordWouldTell() throws Exception {
        wallet.on(Call.PAY, new PaymentReply.Failed("PAYERROR")).on(Call.CANCEL, new CancelReply.Cancelled("reverse"));
        CollectionStep.Done end = (CollectionStep.Done)
                collector(new FailingStore(store, 2)).charge(SALE, ORDER, CODE, CashierScreen.NONE);
        assertEquals(new PaymentState.Unknown(UnknownCause.RECORD_NOT_SAVED, ""), end.state());
        assertEquals(List.of(Call.PAY), wallet.sent());
        wallet.on(Call.QUERY, new PaymentReply.Failed("PAYERROR"));
        CollectionStep.Done later = (CollectionStep.Done)
                collector(store).resumeAll(CashierScreen.NONE).get(0);
        assertEquals(new PaymentState.Reversed("reverse"), later.state());
    }

    @Test
    void aCodeOfWhichNoRecordWouldTellIsNotShown() throws Exception {
        wallet.on(Call.SHOW, new ShowReply.Shown("https://wallet/1"))
                .on(Call.CLOSE, new CancelReply.Cancelled("close"))
                .on(Call.QUERY, new PaymentReply.Closed("CLOSED"));
        CashierScreen blank = new CashierScreen() {
            @Override
            public void show(String codeText, Instant until) {
                throw new AssertionError("shown without a record");
            }
        };
        CollectionStep.Done end =
                (CollectionStep.Done) collector(new FailingStore(store, 1)).show(SALE, ORDER, blank);
        assertEquals(new PaymentState.Reversed("close"), end.state());
        assertEquals(List.of(Call.SHOW, Call.CLOSE, Call.QUERY), wallet.sent());
    }

    @Test
    void whatAnotherTillIsBusyWithIsLeftAlone() throws Exception {
        wallet.on(Call.PAY, LOST).on(Call.QUERY, LOST).on(Call.CANCEL, TransportException.Kind.NO_ANSWER);
        charge("ORDER001", CashierScreen.NONE);
        wallet.on(Call.CANCEL, new CancelReply.Cancelled("close"));
        time.pass(Duration.ofSeconds(119));
        assertEquals(List.of(), collector(store).resumeAll(Duration.ofMinutes(2), CashierScreen.NONE));
        time.pass(Duration.ofSeconds(1));
        assertEquals(
                1,
                collector(store)
                        .resumeAll(Duration.ofMinutes(2), CashierScreen.NONE)
                        .size());
    }

    @Test
    void aPausedTillDoesNotSendAfterTheOrderMayHaveBeenGivenUp() throws Exception {
        CollectionMachine machine = new CollectionMachine(wallet, time);
        CollectionStep.LookUp lookUp = (CollectionStep.LookUp) machine.charge(SALE, ORDER, CODE);
        CollectionStep.Save save = (CollectionStep.Save)
                lookUp.resume(new CollectionStep.LookUp.Found(Optional.empty(), Optional.empty()));
        store.save(save.record());
        time.pass(Duration.ofSeconds(121));
        CollectionStep.Save end = (CollectionStep.Save) save.resume(Saved.SAVED);
        assertInstanceOf(PaymentState.Declined.class, end.record().state());
    }

    @Test
    void aStepGoesOnOnceAndARecordOnlyWithItsMachine() throws Exception {
        CollectionMachine machine = new CollectionMachine(wallet, time);
        CollectionStep.LookUp step = (CollectionStep.LookUp) machine.charge(SALE, ORDER, CODE);
        step.failed();
        assertThrows(IllegalStateException.class, step::failed);
        CollectionRecord record = step.wanted();
        CollectionRecord foreign = new CollectionRecord(
                1,
                record.wallet(),
                "another account",
                record.sale(),
                record.order(),
                record.presentation(),
                record.expiresAt(),
                record.phase(),
                false,
                0,
                0,
                false,
                record.changedAt(),
                record.state());
        assertThrows(IllegalArgumentException.class, () -> machine.resume(foreign));
    }

    /** Saves so many times, then fails. */
    private static final class FailingStore implements CollectionStore {
        private final CollectionStore store;
        private int left;

        FailingStore(CollectionStore store, int left) {
            this.store = store;
            this.left = left;
        }

        @Override
        public Saved save(CollectionRecord record) throws IOException {
            if (left-- <= 0) {
                throw new IOException("the disk is full");
            }
            return store.save(record);
        }

        @Override
        public Optional<CollectionRecord> find(Wallet wallet, String account, OrderNumber number) throws IOException {
            return store.find(wallet, account, number);
        }

        @Override
        public Optional<CollectionRecord> blocking(SaleReference sale) throws IOException {
            return store.blocking(sale);
        }

        @Override
        public List<CollectionRecord> unresolved() throws IOException {
            return store.unresolved();
        }

        @Override
        public List<CollectionRecord> begunBetween(Instant from, Instant before) throws IOException {
            return store.begunBetween(from, before);
        }
    }
}
