package dev.solvo.prepaid.account;

import static dev.solvo.prepaid.account.Issuer.CNY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.prepaid.TerminalId;
import dev.solvo.prepaid.ledger.AccountId;
import dev.solvo.prepaid.ledger.OperationKind;
import dev.solvo.tlv.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
    private static ProductRules.Builder rules() {
        return ProductRules.builder("gift", CNY);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                row("no name", () -> ProductRules.builder("", CNY)),
                row("long name", () -> ProductRules.builder("x".repeat(33), CNY)),
                row("balance of nothing", () -> rules().maximumBalance(0)),
                row("balance beyond books", () -> rules().maximumBalance(1_000_000_000_000_001L)),
                row("range of blocking", () -> rules().amounts(OperationKind.BLOCK, AmountRange.ANY)),
                row("fee of a refund", () -> rules().fee(OperationKind.REFUND, 1)),
                row("negative fee", () -> rules().fee(OperationKind.LOAD, -1)),
                row("terminals that adjust", () -> rules().atTerminals(Set.of(OperationKind.ADJUST))),
                row("hold of nothing", () -> rules().holds(Duration.ZERO, Duration.ofDays(1))),
                row("hold above the longest", () -> rules().holds(Duration.ofDays(2), Duration.ofDays(1))),
                row("no holds", () -> rules().mostHolds(0)),
                row("too many holds", () -> rules().mostHolds(49)),
                row("negative percentage", () -> rules().captureAboveHold(-1)),
                row("negative days", () -> rules().expiry(-1, 0)),
                row("negative grace", () -> rules().expiry(1, -1)),
                row("range from nothing", () -> new AmountRange(0, 1)),
                row("range upside down", () -> new AmountRange(2, 1)),
                row("range beyond books", () -> new AmountRange(1, AmountRange.LARGEST + 1)),
                row("short PIN", () -> new PinRules(3, 4, 3, 0, true)),
                row("PIN upside down", () -> new PinRules(6, 4, 3, 0, true)),
                row("long PIN", () -> new PinRules(4, 13, 3, 0, true)),
                row("no tries", () -> new PinRules(4, 6, 0, 0, true)),
                row("many tries", () -> new PinRules(4, 6, 16, 0, true)),
                row("negative free amount", () -> new PinRules(4, 6, 3, -1, true)),
                row("short retention", () -> TenantPolicy.builder(Issuer.TENANT).keyRetention(Duration.ofHours(23))),
                row(
                        "two products of a name",
                        () -> TenantPolicy.builder(Issuer.TENANT)
                                .product(rules().build())
                                .product(rules().build())),
                row("no tries at all", () -> new MemoryAttemptLimit(0, 1, Duration.ofMinutes(1), 1)),
                row("no memory", () -> new MemoryAttemptLimit(1, 1, Duration.ofMinutes(1), 0)),
                row(
                        "a balance that does not add up",
                        () -> new CardBalance(Issuer.fen(2), Issuer.fen(1), Issuer.fen(2))));
    }

    private static Arguments row(String name, Executable making) {
        return Arguments.of(name, making);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void impossibleRulesCannotBeMade(String name, Executable making) {
        assertThrows(IllegalArgumentException.class, making);
    }

    @Test
    void aPolicyHasAProductAndAccountsHaveAPolicy() {
        assertThrows(
                IllegalStateException.class,
                () -> TenantPolicy.builder(Issuer.TENANT).build());
        assertThrows(
                IllegalStateException.class,
                () -> PrepaidAccounts.builder(
                                new dev.solvo.prepaid.ledger.MemoryLedger(),
                                Issuer.keys(1, 1),
                                java.time.InstantSource.fixed(Issuer.START),
                                Issuer.random(1))
                        .build());
    }

    @Test
    void onlyRulesThatLookBackNeedMoreThanOneUpdate() {
        assertTrue(rules().build().isPlainDebit(5));
        assertTrue(rules().velocity(VelocityLimit.operations(Set.of(OperationKind.LOAD), Duration.ofDays(1), 1))
                .build()
                .isPlainDebit(5));
        assertFalse(rules().velocity(VelocityLimit.operations(Set.of(OperationKind.DEBIT), Duration.ofDays(1), 1))
                .build()
                .isPlainDebit(5));
        assertFalse(rules().fee(OperationKind.DEBIT, 1).build().isPlainDebit(5));
        assertFalse(rules().atTerminals(Set.of()).build().isPlainDebit(5));
        ProductRules ranged =
                rules().amounts(OperationKind.DEBIT, new AmountRange(5, 6)).build();
        assertFalse(ranged.isPlainDebit(4));
        assertTrue(ranged.isPlainDebit(5));
        assertTrue(ranged.isPlainDebit(6));
        assertFalse(ranged.isPlainDebit(7));
    }

    @Test
    void daysBeginInTheTenantsZone() {
        Caller shanghai = Caller.operator(
                TenantPolicy.builder(Issuer.TENANT)
                        .product(rules().expiry(0, 0).build())
                        .zone(java.time.ZoneId.of("Asia/Shanghai"))
                        .build(),
                "Li");
        ProductRules product = shanghai.rules("gift").orElseThrow();
        assertEquals(
                Instant.parse("2026-11-30T16:00:00Z").toEpochMilli(),
                CardDecisions.expiry(
                        shanghai, product, Instant.parse("2026-11-30T15:59:59Z").toEpochMilli()));
        assertEquals(
                Instant.parse("2026-12-01T16:00:00Z").toEpochMilli(),
                CardDecisions.expiry(
                        shanghai, product, Instant.parse("2026-11-30T16:00:00Z").toEpochMilli()));
    }

    @Test
    void attemptsAreCountedInWindowsAndForgottenWhenThereAreMany() {
        MemoryAttemptLimit limit = new MemoryAttemptLimit(2, 2, Duration.ofSeconds(10), 4);
        TerminalId till = Issuer.TILL;
        AccountId card = id(1);
        Instant now = Issuer.START;
        limit.notAccepted(Issuer.TENANT, till, card, now);
        assertTrue(limit.admits(Issuer.TENANT, till, card, now));
        limit.notAccepted(Issuer.TENANT, till, card, now.plusSeconds(5));
        assertFalse(limit.admits(Issuer.TENANT, till, card, now.plusSeconds(5)));
        assertFalse(limit.admits(Issuer.TENANT, till, id(2), now.plusMillis(9_999)));
        assertFalse(limit.admits(Issuer.TENANT, Issuer.OTHER_TILL, card, now.plusMillis(9_999)));
        assertTrue(limit.admits(Issuer.TENANT, Issuer.OTHER_TILL, id(2), now));
        assertTrue(limit.admits(new dev.solvo.prepaid.TenantId("other"), till, card, now));
        assertTrue(limit.admits(Issuer.TENANT, till, card, now.plusSeconds(10)));
        assertTrue(limit.admits(Issuer.TENANT, till, card, now.minusSeconds(1)), "a clock set back");
        for (int i = 10; i < 20; i++) {
            limit.notAccepted(Issuer.TENANT, new TerminalId("t" + i), id(i), now);
        }
        assertTrue(limit.admits(Issuer.TENANT, till, card, now), "who was counted longest ago is forgotten");
    }

    private static AccountId id(int value) {
        return new AccountId(Bytes.repeat(value, 16));
    }
}
