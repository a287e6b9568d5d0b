package dev.solvo.qr.wallet.refund;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.BilingualText;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.PaymentReply;
import dev.solvo.qr.wallet.Refund;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundReply;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.Refusal;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.UnknownCause;
import dev.solvo.qr.wallet.Wallet;
import dev.solvo.qr.wallet.WalletCall;
import dev.solvo.qr.wallet.collect.ReplyGateway.Call;
import dev.solvo.qr.wallet.collect.ScriptedWallet;
import dev.solvo.qr.wallet.collect.VirtualTime;
import dev.solvo.qr.wallet.record.FileRefundStore;
import dev.solvo.qr.wallet.record.RefundRecord;
import dev.solvo.qr.wallet.record.RefundStore;
import dev.solvo.qr.wallet.record.Saved;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefundMachineTest {
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);
    private static final Money PART = Money.of(CurrencyUnit.of("CNY"), 50);
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            false,
            Duration.ofSeconds(45),
            4,
            Duration.ZERO,
            Duration.ofSeconds(2),
            3);
    private static final OrderReference ORDER = new OrderReference(
            OrderNumber.of("ORDER001"), AMOUNT, Instant.parse("2026-11-23T01:00:00Z"), Optional.empty());
    private static final RefundReply LOST = new RefundReply.NotKnown(UnknownCause.SIGNATURE_WRONG, "");
    private static final RefundReply DONE = new RefundReply.Refunded(Optional.of(PART), Optional.of("R1"));

    @TempDir
    private Path directory;

    private final VirtualTime time = new VirtualTime();
    private final ScriptedWallet wallet = new ScriptedWallet(POLICY);
    private final List<Money> confirmed = new ArrayList<>();
    private boolean operatorSaysYes = true;
    private FileRefundStore store;

    @BeforeEach
    void open() throws IOException {
        store = FileRefundStore.open(directory);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static PaymentReply paid(Money amount) {
        return new PaymentReply.Paid(new Payment(
                amount, Optional.empty(), List.of(), Optional.empty(), new TransactionId("T1"), Optional.empty()));
    }

    private static Refusal refusal() {
        BilingualText text = new BilingualText("拒绝", "refused");
        return new Refusal("NO", Refusal.NextStep.ASK_CASHIER, text, text);
    }

    private BlockingRefunder refunder(RefundStore kept) {
        RefundOperator operator = (refund, payment, left) -> {
            confirmed.add(left);
            return operatorSaysYes;
        };
        return new BlockingRefunder(wallet, wallet, kept, operator, time, time);
    }

    private RefundResult refund(String number, Money amount) throws InterruptedException {
        RefundStep.End end = refunder(store).refund(RefundNumber.of(number), ORDER, amount, "cold dish");
        return ((RefundStep.Done) end).result();
    }

    private String refusedAs(String number, Money amount) throws InterruptedException {
        return assertInstanceOf(RefundResult.Refused.class, refund(number, amount))
                .refusal()
                .walletCode();
    }

    @Test
    void aConfirmedPaymentIsRefundedAfterTheOperatorSaidYes() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT)).on(Call.REFUND, DONE);
        assertEquals(new RefundResult.Refunded(PART, Optional.of("R1")), refund("REFUND01", PART));
        assertEquals(List.of(Call.QUERY, Call.REFUND), wallet.sent());
        assertEquals(List.of(AMOUNT), confirmed);
        RefundRecord kept = store.find(wallet.wallet(), wallet.account(), RefundNumber.of("REFUND01"))
                .orElseThrow();
        assertTrue(kept.isResolved());
        assertEquals(Optional.of(new TransactionId("T1")), kept.refund().order().transactionId());
    }

    static List<PaymentReply> notPaid() {
        return List.of(
                new PaymentReply.Waiting("WAIT_BUYER_PAY"),
                new PaymentReply.Closed("TRADE_CLOSED"),
                new PaymentReply.NotFound("ACQ.TRADE_NOT_EXIST"),
                new PaymentReply.Failed("PAYERROR"),
                new PaymentReply.Refused(refusal()),
                new PaymentReply.QueryFirst("x"),
                new PaymentReply.TryAgain("x"),
                new PaymentReply.NotKnown(UnknownCause.SIGNATURE_WRONG, ""),
                paid(AMOUNT.plusMinor(1)));
    }

    @ParameterizedTest
    @MethodSource("notPaid")
    void nothingIsRefundedThatWasNotPaid(PaymentReply reply) throws Exception {
        wallet.on(Call.QUERY, reply);
        assertInstanceOf(RefundResult.Refused.class, refund("REFUND01", PART));
        assertEquals(List.of(Call.QUERY), wallet.sent());
        assertEquals(List.of(), confirmed);
    }

    @Test
    void theOperatorCanSayNo() throws Exception {
        operatorSaysYes = false;
        wallet.on(Call.QUERY, paid(AMOUNT));
        assertEquals("OPERATOR", refusedAs("REFUND01", PART));
        assertEquals(List.of(Call.QUERY), wallet.sent());
    }

    @Test
    void noMoreThanWhatIsLeftIsRefunded() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, new RefundReply.Refunded(Optional.empty(), Optional.empty()));
        assertInstanceOf(RefundResult.Refunded.class, refund("REFUND01", PART));
        assertEquals("AMOUNT_LEFT", refusedAs("REFUND02", PART));
        assertEquals(1, wallet.sent().stream().filter(c -> c == Call.REFUND).count());
        assertInstanceOf(RefundResult.Refunded.class, refund("REFUND03", AMOUNT.minus(PART)));
        assertEquals(List.of(AMOUNT, AMOUNT.minus(PART)), confirmed);
        assertThrows(IllegalArgumentException.class, () -> refund("REFUND04", AMOUNT.plusMinor(1)));
    }

    @Test
    void afterATimeOutTheRefundQueryIsAskedBeforeAnythingIsSentAgain() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, TransportException.Kind.NO_ANSWER)
                .on(Call.REFUND, DONE)
                .on(Call.QUERY_REFUND, LOST)
                .on(Call.QUERY_REFUND, new RefundReply.NotFound("NO_REFUND"));
        assertInstanceOf(RefundResult.Refunded.class, refund("REFUND01", PART));
        assertEquals(
                List.of(Call.QUERY, Call.REFUND, Call.QUERY_REFUND, Call.QUERY_REFUND, Call.REFUND), wallet.sent());
    }

    @Test
    void theRefusalOfARepetitionIsAskedAbout() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, LOST)
                .on(Call.REFUND, new RefundReply.Refused(refusal()))
                .on(Call.QUERY_REFUND, new RefundReply.NotFound("NO_REFUND"))
                .on(Call.QUERY_REFUND, DONE);
        assertInstanceOf(RefundResult.Refunded.class, refund("REFUND01", PART));
    }

    @Test
    void whatStaysUnknownIsKeptAndBlocksFurtherRefundsUntilItIsResolved() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT)).on(Call.REFUND, LOST).on(Call.QUERY_REFUND, LOST);
        assertInstanceOf(RefundResult.Unknown.class, refund("REFUND01", PART));
        RefundStep.End other = refunder(store).refund(RefundNumber.of("REFUND02"), ORDER, PART);
        assertEquals(
                RefundNumber.of("REFUND01"),
                assertInstanceOf(RefundStep.Blocked.class, other)
                        .blocking()
                        .refund()
                        .number());
        assertEquals(1, wallet.sent().stream().filter(c -> c == Call.REFUND).count());
        wallet.on(Call.QUERY_REFUND, DONE);
        refunder(store).resumeAll();
        assertEquals(List.of(), store.unresolved());
        assertInstanceOf(RefundResult.Refunded.class, refund("REFUND01", PART));
        assertEquals(1, wallet.sent().stream().filter(c -> c == Call.REFUND).count());
    }

    @Test
    void aNumberIsForOneRefund() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT)).on(Call.REFUND, DONE);
        refund("REFUND01", PART);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> refund("REFUND01", PART.plusMinor(1)));
        assertTrue(String.valueOf(refused.getMessage()).contains("REFUND01"));
    }

    @Test
    void theFirstRefusalIsTheEnd() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT)).on(Call.REFUND, new RefundReply.Refused(refusal()));
        assertEquals("NO", refusedAs("REFUND01", PART));
        assertEquals(List.of(Call.QUERY, Call.REFUND), wallet.sent());
    }

    @Test
    void withoutNetworkNothingIsLeftOpen() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT)).on(Call.REFUND, TransportException.Kind.NOT_SENT);
        assertEquals("NOT_SENT", refusedAs("REFUND01", PART));
    }

    @Test
    void anAbnormalRefundIsForPeople() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, new RefundReply.Processing(Optional.empty()))
                .on(Call.QUERY_REFUND, new RefundReply.Processing(Optional.empty()))
                .on(Call.QUERY_REFUND, new RefundReply.Abnormal("ABNORMAL"));
        assertEquals(new RefundResult.Abnormal("ABNORMAL"), refund("REFUND01", PART));
        assertEquals("AMOUNT_LEFT", refusedAs("REFUND02", PART));
    }

    @Test
    void anotherAmountThanAskedForIsForPeople() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, new RefundReply.Refunded(Optional.of(PART.plusMinor(1)), Optional.empty()));
        assertInstanceOf(RefundResult.Abnormal.class, refund("REFUND01", PART));
    }

    @Test
    void aStoreThatFailsLetsNothingOut() throws Exception {
        RefundStore broken = new RefundStore() {
            @Override
            public Saved save(RefundRecord record) throws IOException {
                throw new IOException("full");
            }

            @Override
            public Optional<RefundRecord> find(Wallet w, String account, RefundNumber number) {
                return Optional.empty();
            }

            @Override
            public List<RefundRecord> ofOrder(Wallet w, String account, OrderNumber number) {
                return List.of();
            }

            @Override
            public List<RefundRecord> unresolved() {
                return List.of();
            }

            @Override
            public List<RefundRecord> begunBetween(Instant from, Instant before) {
                return List.of();
            }
        };
        RefundStep.End end = refunder(broken).refund(RefundNumber.of("REFUND01"), ORDER, PART);
        assertInstanceOf(RefundResult.Refused.class, ((RefundStep.Done) end).result());
        assertEquals(List.of(), wallet.sent());
    }

    @Test
    void aRefundThatWasNotSentBeforeTheProcessEndedIsRefused() throws Exception {
        RefundMachine machine = new RefundMachine(wallet, time);
        RefundStep step = machine.refund(RefundNumber.of("REFUND01"), ORDER, PART);
        step = ((RefundStep.LookUp) step).resume(new RefundStep.LookUp.Found(Optional.empty(), List.of()));
        store.save(((RefundStep.Save) step).record());
        RefundStep.End end = refunder(store).resumeAll().get(0);
        assertInstanceOf(RefundResult.Refused.class, ((RefundStep.Done) end).result());
        assertEquals(List.of(), wallet.sent());
    }

    @Test
    void aRefusalAfterALostSendingIsTheEndOnceTheQueryKnowsOfNoRefund() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, LOST)
                .on(Call.REFUND, new RefundReply.Refused(refusal()))
                .on(Call.QUERY_REFUND, new RefundReply.NotFound("NO_REFUND"));
        assertEquals("NO", refusedAs("REFUND01", PART));
        assertEquals(List.of(), store.unresolved());
        assertEquals(2, wallet.sent().stream().filter(c -> c == Call.REFUND).count());
    }

    @Test
    void aRefusalAfterTryAgainIsAskedAboutForTheFirstOneMayHaveGoneThrough() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, new RefundReply.TryAgain("SYSTEM_ERROR"))
                .on(Call.REFUND, new RefundReply.Refused(refusal()))
                .on(Call.QUERY_REFUND, DONE);
        assertInstanceOf(RefundResult.Refunded.class, refund("REFUND01", PART));
    }

    @Test
    void anOperatorWhoDoesNotWaitLeavesTheRefundOpen() throws Exception {
        wallet.on(Call.QUERY, paid(AMOUNT))
                .on(Call.REFUND, new RefundReply.Processing(Optional.empty()))
                .on(Call.QUERY_REFUND, DONE);
        RefundOperator hasty = new RefundOperator() {
            @Override
            public boolean confirms(RefundRecord refund, Payment payment, Money left) {
                return true;
            }

            @Override
            public boolean givesUp() {
                return true;
            }
        };
        RefundStep.End end = new BlockingRefunder(wallet, wallet, store, hasty, time, time)
                .refund(RefundNumber.of("REFUND01"), ORDER, PART);
        assertInstanceOf(RefundResult.Processing.class, ((RefundStep.Done) end).result());
        assertEquals(List.of(Call.QUERY, Call.REFUND), wallet.sent());
        refunder(store).resumeAll();
        assertEquals(List.of(), store.unresolved());
    }

    @Test
    void whatTheWalletDoesNotTakeLeavesNothingOpen() throws Exception {
        ScriptedWallet strict = new ScriptedWallet(POLICY) {
            @Override
            public WalletCall<RefundReply> refund(Refund refund) {
                throw new IllegalArgumentException("a reason of 9 characters");
            }

            @Override
            public WalletCall<RefundReply> queryRefund(Refund refund) {
                if (refund.number().text().startsWith("R")) {
                    return super.queryRefund(refund);
                }
                throw new IllegalArgumentException("a number without R");
            }
        };
        strict.on(Call.QUERY, paid(AMOUNT));
        BlockingRefunder refunder =
                new BlockingRefunder(strict, strict, store, (refund, payment, left) -> true, time, time);
        assertThrows(IllegalArgumentException.class, () -> refunder.refund(RefundNumber.of("1"), ORDER, PART));
        assertEquals(List.of(), strict.sent());
        RefundStep.Done end = (RefundStep.Done) refunder.refund(RefundNumber.of("R1"), ORDER, PART, "cold dish");
        assertEquals(
                "REQUEST_FORM",
                assertInstanceOf(RefundResult.Refused.class, end.result())
                        .refusal()
                        .walletCode());
        assertEquals(List.of(), store.unresolved());
    }

    @Test
    void aStepGoesOnOnce() {
        RefundMachine machine = new RefundMachine(wallet, time);
        RefundStep.LookUp step = (RefundStep.LookUp) machine.refund(RefundNumber.of("REFUND01"), ORDER, PART);
        step.failed();
        assertThrows(IllegalStateException.class, step::failed);
    }
}
