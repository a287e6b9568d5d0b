package dev.solvo.qr.wallet.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.SaleReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way through a collection: each customer, and up to two faults of the network, the store, the process or the
 * cashier's patience, at every place where one can happen. Nothing that the cashier is told for certain may differ from
 * the wallet's books, then or later.
 */
class CollectionExhaustionTest {
    /** More faults take longer. */
    private static final int FAULTS = Integer.getInteger("solvo.exhaustion.faults", 2);

    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 12.34);
    private static final OrderNumber NUMBER = OrderNumber.of("ORDER001");
    private static final SaleReference SALE = SaleReference.of("bill");
    private static final PaymentCode CODE = PaymentCode.of("281234567890123456");
    private static final Duration SHOWN = Duration.ofMinutes(1);
    private static final Duration INTERVAL = Duration.ofSeconds(20);
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            INTERVAL,
            true,
            Duration.ofSeconds(45),
            2,
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            2);

    @ParameterizedTest
    @EnumSource
    void whatIsToldOfAPaidCodeIsInTheBooks(FaultyWallet.Manner manner) throws Exception {
        long ways = new Choices(FAULTS).walk(choices -> go(choices, manner, false));
        assertTrue(ways > 1000, "only " + ways);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsToldOfAShownCodeIsInTheBooks(FaultyWallet.Manner manner) throws Exception {
        long ways = new Choices(FAULTS).walk(choices -> go(choices, manner, true));
        assertTrue(ways > 1000, "only " + ways);
    }

    private static void go(Choices choices, FaultyWallet.Manner manner, boolean shown) throws Exception {
        // Not on a whole second, which is what records keep.
        VirtualTime time = new VirtualTime(Instant.parse("2026-11-23T02:00:00.900Z"));
        FaultyWallet wallet = new FaultyWallet(POLICY, choices, time, manner, AMOUNT);
        FaultyStore store = new FaultyStore(choices);
        BlockingCollector collector = collector(wallet, store, time);
        List<PaymentState> told = new ArrayList<>();
        boolean resolved = false;
        for (int life = 0; !resolved; life++) {
            assertTrue(life < 30, "never resolved: " + told);
            try {
                told.add(live(choices, wallet, store, collector, time, shown));
            } catch (FaultyMedium.Killed e) {
                store.restart();
                wallet.codeForgotten();
                collector = collector(wallet, store, time);
                time.pass(Duration.ofSeconds(choices.free(2) * 600L));
            }
            resolved = store.unresolved().isEmpty()
                    && !told.isEmpty()
                    && told.get(told.size() - 1).isFinal();
            if (!resolved) {
                store.restart();
                anotherNumberIsBlocked(wallet, store, time);
                time.pass(Duration.ofSeconds(400));
            }
        }
        time.pass(Duration.ofDays(1));
        for (PaymentState state : told) {
            if (state.isFinal()) {
                assertEquals(
                        state instanceof PaymentState.Approved ? Optional.of(AMOUNT) : Optional.empty(),
                        wallet.taken(NUMBER),
                        "told " + told + " after " + wallet.sent());
            }
        }
    }

    private static BlockingCollector collector(FaultyWallet wallet, FaultyStore store, VirtualTime time) {
        return new BlockingCollector(wallet, wallet, store, time, time, CollectionObserver.NONE);
    }

    private static PaymentState live(
            Choices choices,
            FaultyWallet wallet,
            FaultyStore store,
            BlockingCollector collector,
            VirtualTime time,
            boolean shown)
            throws Exception {
        CashierScreen screen = new CashierScreen() {
            private boolean givesUp;

            @Override
            public void show(String codeText, Instant until) {
                wallet.shown(NUMBER);
            }

            @Override
            public void waiting(PaymentState state, Instant until) {
                assertTrue(
                        !until.isAfter(time.instant().plus(shown ? INTERVAL : POLICY.queryBudget())),
                        "a pause until " + until);
                int event = choices.depart(3);
                givesUp |= event == 1;
                if (event == 2) {
                    collector.notified(NUMBER, wallet.report(NUMBER));
                }
            }

            @Override
            public boolean givesUp() {
                return givesUp;
            }
        };
        Order order = Order.of(NUMBER, AMOUNT, "dinner").expiringAfter(SHOWN);
        Optional<CollectionRecord> known = store.find(wallet.wallet(), wallet.account(), NUMBER);
        CollectionStep.End end = known.isPresent()
                ? collector.resume(known.get(), screen)
                : shown ? collector.show(SALE, order, screen) : collector.charge(SALE, order, CODE, screen);
        return assertInstanceOf(CollectionStep.Done.class, end).state();
    }

    /** While the first number is open, nothing leaves under a second one. */
    private static void anotherNumberIsBlocked(FaultyWallet wallet, FaultyStore store, VirtualTime time)
            throws Exception {
        if (store.unresolved().isEmpty()) {
            return;
        }
        int sent = wallet.sent().size();
        CollectionStep.End end = collector(wallet, store, time)
                .charge(SALE, Order.of(OrderNumber.of("ORDER002"), AMOUNT, "dinner"), CODE, CashierScreen.NONE);
        assertInstanceOf(CollectionStep.Blocked.class, end);
        assertEquals(sent, wallet.sent().size());
    }
}
