package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.TransactionId;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver.Decision;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.qr.wallet.refund.BlockingRefunder;
import dev.solvo.qr.wallet.refund.RefundStep;
import dev.solvo.simulator.wallet.WalletBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A scenario played through: our gateway and machines on one side, the simulated wallet on the other, in virtual time.
 *
 * @param state what the collection ended in
 * @param orderNumbers every order number that left for the wallet
 * @param submissions how many calls to take the money left
 * @param moneyTaken what the wallet has taken, in the smallest unit
 * @param moneyReturned what of it has gone back, in the smallest unit
 * @param decisions what the machine concluded
 * @param refunds what the refunds ended in, in their order; empty where one was not begun because another one is open
 */
public record ScenarioRun(
        PaymentState state,
        Set<String> orderNumbers,
        int submissions,
        long moneyTaken,
        long moneyReturned,
        List<Decision> decisions,
        List<Optional<RefundResult>> refunds) {
    /** The number of the one order. */
    public static final OrderNumber NUMBER = OrderNumber.of("20261123100000001");

    /** What the order costs. */
    public static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    /** Copies the collections. */
    public ScenarioRun {
        orderNumbers = Set.copyOf(orderNumbers);
        decisions = List.copyOf(decisions);
        refunds = List.copyOf(refunds);
    }

    /**
     * Plays it without refunds.
     *
     * @param protocol one of {@link Scenario#protocols()}
     * @throws IllegalArgumentException if the simulated wallet does not understand a step
     * @throws InterruptedException if the thread was interrupted
     */
    public static ScenarioRun play(Scenario scenario, SimulatedProtocol protocol) throws InterruptedException {
        return play(scenario, protocol, List.of());
    }

    /**
     * Plays it, and wants money back whatever came of the payment.
     *
     * @param protocol one of {@link Scenario#protocols()}
     * @param refunds how much, one after the other
     * @throws IllegalArgumentException if the simulated wallet does not understand a step
     * @throws InterruptedException if the thread was interrupted
     */
    public static ScenarioRun play(Scenario scenario, SimulatedProtocol protocol, List<Money> refunds)
            throws InterruptedException {
        VirtualPace pace = new VirtualPace(START);
        SimulatedAccount account = SimulatedAccount.of(protocol, pace, new Random(1), new WalletBook());
        scenario.playOn(account.wallet());
        WireWatch wire = new WireWatch(account.transport());
        List<Decision> decisions = new ArrayList<>();
        BlockingCollector collector = new BlockingCollector(
                account.gateway(), wire, new MemoryCollectionStore(), pace.clock(), pace::waitUntil, decisions::add);
        Order order = Order.of(NUMBER, AMOUNT, "dinner").at(SimulatedAccount.TILL);
        CollectionStep.End end = collector.charge(
                SaleReference.of("bill-7"), order, PaymentCode.of(protocol.testCode()), new CashierScreen() {
                    @Override
                    public boolean givesUp() {
                        return scenario.cashierGivesUp();
                    }
                });
        if (!(end instanceof CollectionStep.Done done)) {
            throw new IllegalStateException("no collection was begun: " + end);
        }
        // UnionPay calls refunds by numbers of the same field.
        Set<String> orders = Set.copyOf(wire.orderNumbers());
        int submissions = wire.submissions();
        List<Optional<RefundResult>> results = new ArrayList<>();
        BlockingRefunder refunder = new BlockingRefunder(
                account.gateway(),
                wire,
                new MemoryRefundStore(),
                (record, payment, left) -> true,
                pace.clock(),
                pace::waitUntil);
        Optional<TransactionId> transaction = done.state() instanceof PaymentState.Approved approved
                ? Optional.of(approved.payment().transactionId())
                : Optional.empty();
        for (Money refund : refunds) {
            RefundNumber number = RefundNumber.of(NUMBER.text() + "R" + (results.size() + 1));
            RefundStep.End refunded =
                    refunder.refund(number, new OrderReference(NUMBER, AMOUNT, START, transaction), refund);
            results.add(
                    refunded instanceof RefundStep.Done resolved ? Optional.of(resolved.result()) : Optional.empty());
        }
        WalletBook book = account.wallet().book();
        return new ScenarioRun(
                done.state(), orders, submissions, book.moneyTaken("CNY"), book.refunded("CNY"), decisions, results);
    }
}
