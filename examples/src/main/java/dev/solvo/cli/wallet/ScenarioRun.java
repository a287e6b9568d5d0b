package dev.solvo.cli.wallet;

import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.collect.BlockingCollector;
import dev.solvo.qr.wallet.collect.CashierScreen;
import dev.solvo.qr.wallet.collect.CollectionObserver.Decision;
import dev.solvo.qr.wallet.collect.CollectionStep;
import dev.solvo.qr.wallet.record.SaleReference;
import dev.solvo.simulator.wallet.WalletBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * A scenario played through: our gateway and collection machine on one side, the simulated wallet on the other, in virtual
 * time.
 *
 * @param state what the collection ended in
 * @param orderNumbers every order number that left for the wallet
 * @param submissions how many calls to take the money left
 * @param moneyTaken what the wallet has taken, in the smallest unit
 * @param decisions what the machine concluded
 */
public record ScenarioRun(
        PaymentState state, Set<String> orderNumbers, int submissions, long moneyTaken, List<Decision> decisions) {
    /** The number of the one order. */
    public static final OrderNumber NUMBER = OrderNumber.of("20261123100000001");

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 88.88);

    /** Copies the collections. */
    public ScenarioRun {
        orderNumbers = Set.copyOf(orderNumbers);
        decisions = List.copyOf(decisions);
    }

    /**
     * Plays it.
     *
     * @param protocol one of {@link Scenario#protocols()}
     * @throws IllegalArgumentException if the simulated wallet does not understand a step
     * @throws InterruptedException if the thread was interrupted
     */
    public static ScenarioRun play(Scenario scenario, SimulatedProtocol protocol) throws InterruptedException {
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
        return new ScenarioRun(
                done.state(),
                wire.orderNumbers(),
                wire.submissions(),
                account.wallet().book().moneyTaken("CNY"),
                decisions);
    }
}
