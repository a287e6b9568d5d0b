package dev.solvo.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.solvo.qr.wallet.PaymentState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every script through every protocol that it fits: our gateways and machine against the simulated wallets. */
final class ScenarioRunTest {
    static Stream<Arguments> plays() {
        return Scenario.all().stream()
                .flatMap(scenario ->
                        scenario.protocols().stream().map(protocol -> Arguments.of(scenario.id(), protocol, scenario)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("plays")
    void endsInItsOneFinalStateWithOnePayment(String id, SimulatedProtocol protocol, Scenario scenario)
            throws InterruptedException {
        ScenarioRun run = ScenarioRun.play(scenario, protocol);
        assertEquals(
                scenario.finalState(),
                run.state().getClass().getSimpleName().toUpperCase(Locale.ROOT),
                () -> run.decisions().toString());
        assertEquals(Set.of(ScenarioRun.NUMBER.text()), run.orderNumbers());
        assertEquals(1, run.submissions());
        if (run.state() instanceof PaymentState.Declined) {
            assertEquals(0, run.moneyTaken());
        }
    }

    @Test
    void allScriptsOfTheDataFileComeWithTheCommandLine() throws IOException {
        try (InputStream shipped = Scenario.class.getResourceAsStream("outcome-scenarios.json");
                InputStream data = Scenario.class.getResourceAsStream("/vectors/qr/outcome-scenarios.json")) {
            assertArrayEquals(data.readAllBytes(), shipped.readAllBytes());
        }
        assertEquals(20, Scenario.all().size());
        assertEquals(29, plays().count());
        assertEquals(
                List.of(SimulatedProtocol.UNIONPAY),
                Scenario.named("outcome-scenarios-028").orElseThrow().protocols());
        assertTrue(Scenario.named("outcome-scenarios-999").isEmpty());
    }

    @Test
    void aCashierWhoGivesUpIsToldThatTheMoneyHasCome() throws InterruptedException {
        ScenarioRun run =
                ScenarioRun.play(Scenario.named("outcome-scenarios-013").orElseThrow(), SimulatedProtocol.ALIPAY_V2);
        assertTrue(
                run.decisions().stream().anyMatch(decision -> decision.event().equals("the cashier gives up")),
                () -> run.decisions().toString());
        assertEquals(8888, run.moneyTaken());
    }
}
