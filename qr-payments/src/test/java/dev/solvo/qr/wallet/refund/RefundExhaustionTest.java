package dev.solvo.qr.wallet.refund;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.wallet.CollectionPolicy;
import dev.solvo.qr.wallet.OrderNumber;
import dev.solvo.qr.wallet.OrderReference;
import dev.solvo.qr.wallet.Payment;
import dev.solvo.qr.wallet.RefundNumber;
import dev.solvo.qr.wallet.RefundResult;
import dev.solvo.qr.wallet.collect.Choices;
import dev.solvo.qr.wallet.collect.FaultyMedium;
import dev.solvo.qr.wallet.collect.VirtualTime;
import dev.solvo.qr.wallet.record.RefundRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every way through two refunds of one payment, each of more than half of it, with up to two faults of the network, the
 * store, the process or the operator's patience at every place where one can happen. What the operator is told for certain
 * is in the wallet's books, and never is more sent back than was paid.
 */
class RefundExhaustionTest {
    private static final int FAULTS = Integer.getInteger("solvo.exhaustion.faults", 2);
    private static final Money AMOUNT = Money.of(CurrencyUnit.of("CNY"), 10);
    private static final Money PART = Money.of(CurrencyUnit.of("CNY"), 8);
    private static final List<RefundNumber> NUMBERS = List.of(RefundNumber.of("REFUND01"), RefundNumber.of("REFUND02"));
    private static final CollectionPolicy POLICY = new CollectionPolicy(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            false,
            Duration.ofSeconds(45),
            2,
            Duration.ZERO,
            Duration.ofSeconds(2),
            2);

    @ParameterizedTest
    @EnumSource
    void whatIsToldIsInTheBooks(FaultyRefunds.Manner manner) throws Exception {
        long ways = new Choices(FAULTS).walk(choices -> go(choices, manner));
        assertTrue(ways > 500, "only " + ways);
    }

    private static void go(Choices choices, FaultyRefunds.Manner manner) throws Exception {
        VirtualTime time = new VirtualTime();
        FaultyRefunds wallet = new FaultyRefunds(POLICY, choices, time, manner, AMOUNT);
        FaultyRefundStore store = new FaultyRefundStore(choices);
        OrderReference order = new OrderReference(OrderNumber.of("ORDER001"), AMOUNT, time.instant(), Optional.empty());
        Map<RefundNumber, RefundResult> told = new HashMap<>();
        for (int life = 0; told.size() < NUMBERS.size() || !store.unresolved().isEmpty(); life++) {
            assertTrue(life < 30, "never resolved: " + told);
            store.restart();
            try {
                BlockingRefunder refunder =
                        new BlockingRefunder(wallet, wallet, store, operator(choices, wallet), time, time);
                for (RefundStep.End end : refunder.resumeAll()) {
                    hear(end, told);
                }
                RefundNumber wish = NUMBERS.get(told.containsKey(NUMBERS.get(0)) ? 1 : 0);
                if (!told.containsKey(wish)) {
                    wallet.nothingConfirmed();
                    hear(refunder.refund(wish, order, PART), told);
                }
            } catch (FaultyMedium.Killed e) {
                wallet.interrupted();
            }
            time.pass(Duration.ofSeconds(60));
        }
        Money back = wallet.sentBack();
        assertFalse(back.isGreaterThan(AMOUNT), back + " went back");
        for (RefundNumber number : NUMBERS) {
            assertEquals(
                    told.get(number) instanceof RefundResult.Refunded,
                    wallet.carriedOut(number),
                    told + " after " + wallet.sent());
        }
    }

    /** What was told for certain stays as it is. */
    private static void hear(RefundStep.End end, Map<RefundNumber, RefundResult> told) {
        if (end instanceof RefundStep.Done done && done.record().isResolved()) {
            RefundNumber number = done.record().refund().number();
            RefundResult before = told.put(number, done.result());
            assertTrue(
                    before == null || before.getClass() == done.result().getClass(),
                    before + ", then " + done.result());
        }
    }

    private static RefundOperator operator(Choices choices, FaultyRefunds wallet) {
        return new RefundOperator() {
            private Instant asked = Instant.MIN;

            @Override
            public boolean confirms(RefundRecord refund, Payment payment, Money left) {
                assertEquals(AMOUNT.minus(wallet.sentBack()), left);
                wallet.operatorSaidYes(refund.refund().number());
                return true;
            }

            @Override
            public boolean givesUp() {
                Instant now = wallet.now();
                // Once a pause, for it is asked often.
                boolean again = now.isAfter(asked.equals(Instant.MIN) ? asked : asked.plusSeconds(1));
                asked = now;
                return again && choices.depart(2) == 1;
            }
        };
    }
}
