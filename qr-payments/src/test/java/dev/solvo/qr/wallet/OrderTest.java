package dev.solvo.qr.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderTest {
    private static final CurrencyUnit CNY = CurrencyUnit.of("CNY");
    private static final OrderNumber NUMBER = OrderNumber.of("POS20261123T0001");
    private static final Order ORDER = Order.of(NUMBER, Money.ofMinor(CNY, 8888), "咖啡");

    private record AlipayWish(String text) implements OrderOption {
        @Override
        public Wallet wallet() {
            return Wallet.ALIPAY;
        }
    }

    private record OtherWish() implements OrderOption {
        @Override
        public Wallet wallet() {
            return Wallet.WECHAT_PAY;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void anAmountIsMoreThanZero(long minor) {
        Money amount = Money.ofMinor(CNY, minor);
        assertThrows(IllegalArgumentException.class, () -> Order.of(NUMBER, amount, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "订单", "1/2", "a&b"})
    void aNumberHasOnlyWhatSomeWalletTakes(String text) {
        assertThrows(IllegalArgumentException.class, () -> OrderNumber.of(text));
        assertThrows(IllegalArgumentException.class, () -> RefundNumber.of(text));
    }

    @Test
    void aDescriptionIsCountedInCharactersNotInUtf16Units() {
        String faces = "\uD83D\uDE00".repeat(127);
        assertEquals(faces, Order.of(NUMBER, ORDER.amount(), faces).description());
        assertThrows(IllegalArgumentException.class, () -> Order.of(NUMBER, ORDER.amount(), faces + "!"));
    }

    @Test
    void aShownCodeIsOpenFromAMinuteToTwoHours() {
        assertEquals(
                Duration.ofMinutes(1),
                ORDER.expiringAfter(Duration.ofMinutes(1)).expiresAfter());
        assertThrows(IllegalArgumentException.class, () -> ORDER.expiringAfter(Duration.ofSeconds(59)));
        assertThrows(IllegalArgumentException.class, () -> ORDER.expiringAfter(Duration.ofSeconds(7201)));
    }

    @Test
    void wishesAreFoundByTheirType() {
        Order order = ORDER.with(new AlipayWish("a")).with(new OtherWish()).with(new AlipayWish("b"));
        assertEquals(List.of(new AlipayWish("a"), new AlipayWish("b")), order.options(AlipayWish.class));
        assertEquals(List.of(), ORDER.options(AlipayWish.class));
    }

    @Test
    void aRefundIsNeverMoreThanItsOrderNorInOtherMoney() {
        OrderReference order = new OrderReference(NUMBER, ORDER.amount(), Instant.EPOCH, Optional.empty());
        RefundNumber number = RefundNumber.of("R0000001");
        for (Money wrong :
                List.of(Money.ofMinor(CNY, 8889), Money.ofMinor(CNY, 0), Money.ofMinor(CurrencyUnit.of("HKD"), 100))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Refund(number, order, wrong, Instant.EPOCH, Optional.empty()));
        }
        assertEquals(
                ORDER.amount(), new Refund(number, order, ORDER.amount(), Instant.EPOCH, Optional.empty()).amount());
    }
}
