package dev.solvo.qr.wallet.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.http.TransportException;
import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.Order;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.PaymentCode;
import dev.solvo.qr.wallet.PaymentState;
import dev.solvo.qr.wallet.record.CollectionRecord;
import dev.solvo.qr.wallet.record.SaleReference;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two tills with one store that collect for one sale at the same time, under two numbers or under the same one: every
 * interleaving of their steps with up to four changes from one to the other. The sale is paid at most once, each number is
 * sent at most once, and what each till is told is in the wallet's books.
 */
class TwoTillsTest {
    private static final int CHANGES = 4;
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 12.34);
    private static final SaleReference SALE = SaleReference.of("bill");
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(20),
            false,
            Duration.ofSeconds(45),
            2,
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            2);

    @ParameterizedTest
    @CsvSource({
        "ORDER002, NUMBERS_USED_UP",
        "ORDER002, NUMBERS_LOOKED_UP",
        "ORDER001, NUMBERS_USED_UP",
        "ORDER001, NUMBERS_LOOKED_UP"
    })
    void aSaleIsPaidAtMostOnce(String second, FaultyWallet.Manner manner) throws Exception {
        long ways = new Choices(CHANGES).walk(choices -> go(choices, OrderNumber.of(second), manner));
        assertTrue(ways > 500, "only " + ways);
    }

    private static void go(Choices choices, OrderNumber second, FaultyWallet.Manner manner) throws Exception {
        VirtualTime time = new VirtualTime();
        FaultyWallet wallet = new FaultyWallet(POLICY, choices.withoutDepartures(), time, manner, AMOUNT);
        wallet.severalTills();
        FaultyStore store = new FaultyStore(choices.withoutDepartures());
        CollectionMachine machine = new CollectionMachine(wallet, time);
        List<Till> tills = List.of(new Till(machine, OrderNumber.of("ORDER001")), new Till(machine, second));
        int turn = 0;
        List<PaymentState> told = new ArrayList<>();
        while (!tills.get(0).ended() || !tills.get(1).ended()) {
            boolean bothGoOn = !tills.get(0).ended() && !tills.get(1).ended();
            turn = bothGoOn ? turn ^ choices.depart(2) : tills.get(0).ended() ? 1 : 0;
            tills.get(turn).advance(wallet, store, time);
        }
        for (Till till : tills) {
            till.state().ifPresent(told::add);
        }
        for (int i = 0; i < 10 && !store.unresolved().isEmpty(); i++) {
            time.pass(Duration.ofMinutes(4));
            for (CollectionRecord record : store.unresolved()) {
                new BlockingCollector(wallet, wallet, store, time, time, CollectionObserver.NONE)
                        .resume(record, CashierScreen.NONE);
            }
        }
        assertEquals(List.of(), store.unresolved());
        Optional<Money> first = wallet.taken(OrderNumber.of("ORDER001"));
        Optional<Money> other = wallet.taken(OrderNumber.of("ORDER002"));
        assertTrue(!first.isPresent() || !other.isPresent(), "paid twice");
        for (Till till : tills) {
            till.state()
                    .filter(PaymentState::isFinal)
                    .ifPresent(state -> assertEquals(
                            state instanceof PaymentState.Approved,
                            wallet.taken(till.number()).isPresent(),
                            "told " + told + " after " + wallet.sent()));
        }
    }

    /** One of them, which does a step at a time. */
    private static final class Till {
        private final OrderNumber number;
        private CollectionStep step;

        Till(CollectionMachine machine, OrderNumber number) {
            this.number = number;
            step = machine.charge(SALE, Order.of(number, AMOUNT, "dinner"), PaymentCode.of("281234567890123456"));
        }

        OrderNumber number() {
            return number;
        }

        boolean ended() {
            return step instanceof CollectionStep.End;
        }

        Optional<PaymentState> state() {
            return step instanceof CollectionStep.Done done ? Optional.of(done.state()) : Optional.empty();
        }

        void advance(FaultyWallet wallet, FaultyStore store, VirtualTime time) throws IOException {
            if (step instanceof CollectionStep.LookUp lookUp) {
                step = lookUp.resume(new CollectionStep.LookUp.Found(
                        store.find(wallet.wallet(), wallet.account(), number), store.blocking(SALE)));
            } else if (step instanceof CollectionStep.Save save) {
                step = save.resume(store.save(save.record()));
            } else if (step instanceof CollectionStep.Send send) {
                try {
                    step = send.resume(wallet.send(send.request(), send.timeout()));
                } catch (TransportException e) {
                    step = send.failed(e.kind());
                }
            } else if (step instanceof CollectionStep.Pause pause) {
                time.waitUntil(pause.until());
                step = pause.elapsed();
            }
        }
    }
}
